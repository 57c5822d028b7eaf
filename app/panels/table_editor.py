"""A table editor sets how a file of the user's is learned from: its target, task and columns."""

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.dialogs.column_chooser import ColumnChooser
from app.dialogs.table_choices import task_choices
from app.panels.file_label import FileLabel
from app.panels.wide_field import WideField
from app.widgets.choice import Choice
from app.widgets.choice_field import ChoiceField
from engine.data.dataset import Facts
from engine.data.table_format import TableFormat, inspect
from engine.data.table_inputs import used_columns
from engine.errors import DataError
from engine.experiment.data import Table


class TableEditor(QWidget):
    """The settings of a table. `changed` carries the changed table and the setting's name.

    The panel places `inputs` itself, below what all data has.
    """

    changed = Signal(object, str)
    reopen_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = FileLabel()
        self.extent = _small_label("muted")
        self.target = ChoiceField(self.tr("Target"), ())
        self.task = ChoiceField(self.tr("Task"), task_choices(None))
        self.columns = ColumnChooser()
        self.columns_field = WideField(self.tr("Inputs"), self.columns)
        self.inputs = QWidget()
        self.notes = _small_label("muted")
        self.problem = _small_label("error")
        self.reopen = QPushButton(self.tr("Reopen import…"))
        self._table = Table(path="?")
        self._facts: Facts | None = None
        self._is_touched = False
        self._seen: tuple[object, ...] = ()
        self._format: TableFormat | None = None
        self._add_tooltips()
        self._lay_out()
        self._connect()

    def show_table(self, table: Table, facts: Facts | None) -> None:
        """Show a table. Its facts are None while it is being read."""
        if not self._is_touched and table == self._table and facts is self._facts:
            return  # hundreds of columns take a while to list
        self._table, self._facts, self._is_touched = table, facts, False
        self.name.show_path(table.path)
        self._look_into(table)
        self._show_format(facts)
        self._show_facts(facts)

    def _look_into(self, table: Table) -> None:
        """Read the file's beginning, unless it was read in the same way before."""
        reading = (table.path, table.delimiter, table.decimal, table.header)
        if reading == self._seen:
            return
        self._seen = reading
        self._format = None
        self.problem.hide()
        try:
            self._format = inspect(*reading)
        except DataError as error:
            self.problem.setText(str(error))
            self.problem.show()

    def _show_format(self, facts: Facts | None) -> None:
        for field in (self.target, self.task, self.columns_field):
            field.setEnabled(self._format is not None and facts is not None)
        if self._format is None or facts is None:
            return
        target = facts.target_names[0]
        self.target.set_choices([Choice(name, name) for name in self._format.column_names])
        self.target.set_value(target)
        offered = self._format.input_columns(self._table.text == "one_hot")
        names = [name for name in offered if name != target]
        self.columns.set_columns(names, used_columns(names, facts.column_names))

    def _show_facts(self, facts: Facts | None) -> None:
        if facts is None:
            self.extent.setText(self.tr("Being read …"))
            self.notes.hide()
            return
        rows = facts.train_samples + facts.test_samples
        columns = len(self._format.column_names) if self._format else len(facts.column_names) + 1
        text = self.tr("{rows} rows × {columns} columns")
        self.extent.setText(text.format(rows=f"{rows:,}".replace(",", " "), columns=columns))
        self.task.set_choices(task_choices(facts.task))
        self.task.set_value(self._table.task)
        self.notes.setText(" ".join(facts.notes))
        self.notes.setVisible(bool(facts.notes))

    def _add_tooltips(self) -> None:
        self.target.setToolTip(self.tr("The column that the network learns to predict."))
        self.task.setToolTip(
            self.tr("Whether the target names a class or is a number to come close to.")
        )
        self.columns_field.setToolTip(self.tr("The columns that the network sees."))
        self.reopen.setToolTip(self.tr("Read the file in another way: delimiter, header, columns."))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.name, self.extent, self.problem, self.target, self.task):
            layout.addWidget(widget)
        below = QVBoxLayout(self.inputs)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(4)
        for part in (self.columns_field, self.notes, self.reopen):
            below.addWidget(part)

    def _connect(self) -> None:
        self.target.value_changed.connect(
            lambda name: self._tell(with_target(self._table, name), "target")
        )
        self.task.value_changed.connect(
            lambda task: self._tell(replace(self._table, task=task), "task")
        )
        self.columns.columns_changed.connect(self._choose_columns)
        self.columns.refused.connect(self.columns_field.set_error)
        self.reopen.clicked.connect(self.reopen_wanted)

    def _choose_columns(self, names: tuple[str, ...]) -> None:
        self.columns_field.set_error(None)
        # All of them is what a table means that names none: every numeric column but the target.
        chosen = None if len(names) == self.columns.list.count() else names
        self._tell(replace(self._table, columns=chosen), "columns")

    def _tell(self, table: Table, name: str) -> None:
        self._table = table  # the next change adds to this one, which is being read
        self._is_touched = True  # what is refused has to be shown as it was
        self.changed.emit(table, name)


def with_target(table: Table, target: str) -> Table:
    """The table with another target: no longer an input, and its task to be found out anew."""
    columns = table.columns
    if columns is not None:
        columns = tuple(name for name in columns if name != target) or None
    return replace(table, target=target, columns=columns, task=None)


def _small_label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
