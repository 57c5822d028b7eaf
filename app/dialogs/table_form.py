"""A table form asks how a file is to be read and what is to be learned from it."""

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.dialogs.column_chooser import ColumnChooser
from app.dialogs.table_choices import (
    decimal_choices,
    delimiter_choices,
    header_choices,
    missing_choices,
    task_choices,
    text_choices,
)
from app.widgets.choice import Choice
from app.widgets.choice_field import ChoiceField
from app.widgets.field import Field
from app.widgets.number_scale import NumberScale
from app.widgets.slider_field import SliderField
from engine.data.table_format import TableFormat
from engine.experiment.data import Table

_SHARE = NumberScale(0, 0.9, decimals=0, suffix=" %", factor=100)
_COLUMN_ROWS = 12


class TableForm(QWidget):
    """Delimiter, decimal mark, header; target, task, gaps, text, test share, input columns.

    `reading_changed` says that the file is to be read in another way, `changed` that something
    else of the table is other.
    """

    reading_changed = Signal()
    changed = Signal()

    def __init__(self, table: Table) -> None:
        """Begin with the settings of a table."""
        super().__init__()
        self._start = table
        self._format: TableFormat | None = None
        self._left_out: frozenset[str] = frozenset()
        self.delimiter = ChoiceField(self.tr("Delimiter"), delimiter_choices(None, table.delimiter))
        self.decimal = ChoiceField(self.tr("Decimal mark"), decimal_choices(None))
        self.header = ChoiceField(self.tr("First line"), header_choices(None))
        self.target = ChoiceField(self.tr("Target"), ())
        self.task = ChoiceField(self.tr("Task"), task_choices(None))
        self.missing = ChoiceField(self.tr("Missing values"), missing_choices())
        self.gaps = QLabel()
        self.text = ChoiceField(self.tr("Columns of text"), text_choices())
        self.columns = ColumnChooser(_COLUMN_ROWS)
        self.columns_field = Field(self.tr("Inputs"), self.columns)
        self.test_share = SliderField(self.tr("Test share"), _SHARE, table.test_share)
        for name in ("delimiter", "decimal", "header", "task", "missing", "text"):
            getattr(self, name).set_value(getattr(table, name))
        self._lay_out()
        self._add_tooltips()
        self._connect()

    @property
    def table(self) -> Table:
        """The table as it is described here."""
        every = len(self.columns.chosen) == self.columns.list.count()
        return replace(
            self._start,
            delimiter=self.delimiter.value(),
            decimal=self.decimal.value(),
            header=self.header.value(),
            target=self.target.value(),
            task=self.task.value(),
            columns=None if every else self.columns.chosen,
            missing=self.missing.value(),
            text=self.text.value(),
            test_share=self.test_share.value(),
        )

    def show_format(self, form: TableFormat) -> None:
        """Offer what a file turned out to hold; what was chosen stays where it still can be."""
        first = self._format is None
        self._format = form
        found = form.delimiter if self.delimiter.value() is None else None
        self.delimiter.set_choices(delimiter_choices(found, self._start.delimiter))
        self.decimal.set_choices(
            decimal_choices(form.decimal if self.decimal.value() is None else None)
        )
        self.header.set_choices(
            header_choices(form.header if self.header.value() is None else None)
        )
        wanted = self._start.target if first else self.target.value()
        self.target.set_choices([Choice(name, name) for name in form.column_names])
        self.target.set_value(wanted if wanted in form.column_names else form.target)
        if first and self._start.columns is not None:
            self._left_out = frozenset(form.column_names) - set(self._start.columns)
        self._show_columns(form)

    def _show_columns(self, form: TableFormat) -> None:
        """Offer every column that can be an input."""
        target = self.target.value()
        offered = form.input_columns(self.text.value() == "one_hot")
        names = [name for name in offered if name != target]
        chosen = [name for name in names if name not in self._left_out]
        self.columns.set_columns(names, chosen or names)
        self.task.set_choices(task_choices(form.task if target == form.target else None))
        self._show_gaps(form)

    def _show_gaps(self, form: TableFormat) -> None:
        """Say how many of the rows that were looked at lack a value that is needed."""
        used = (*self.columns.chosen, str(self.target.value()))
        count = len(frozenset().union(*(form.missing.get(name, ()) for name in used)))
        if form.is_whole:
            text = self.tr("{count} of {rows} rows lack a value")
        else:
            text = self.tr("{count} of the first {rows} rows lack a value")
        self.gaps.setText(text.format(count=count, rows=f"{form.rows:,}".replace(",", " ")))

    def _choose_text(self) -> None:
        if self._format is not None:
            self._show_columns(self._format)
        self.changed.emit()

    def _choose_target(self) -> None:
        self.task.set_value(None)
        if self._format is not None:
            self._show_columns(self._format)
        self.changed.emit()

    def _choose_columns(self, chosen: tuple[str, ...]) -> None:
        self.columns_field.set_error(None)
        if self._format is not None:
            offered = self._format.input_columns(self.text.value() == "one_hot")
            self._left_out = frozenset(offered) - {*chosen, str(self.target.value())}
            self._show_gaps(self._format)
        self.changed.emit()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        reading = (self.delimiter, self.decimal, self.header)
        learning = (self.target, self.task, self.test_share)
        inputs = (self.missing, self.gaps, self.text, self.columns_field)
        self.gaps.setProperty("role", "muted")
        self.gaps.setAlignment(Qt.AlignmentFlag.AlignRight)
        for widget in (*reading, *learning, *inputs):
            layout.addWidget(widget)
        layout.addStretch()

    def _add_tooltips(self) -> None:
        self.delimiter.setToolTip(self.tr("What stands between two cells of a line."))
        self.decimal.setToolTip(self.tr("What stands before a number's decimals."))
        self.header.setToolTip(self.tr("Whether the first line names the columns."))
        self.target.setToolTip(self.tr("The column that the network learns to predict."))
        self.task.setToolTip(
            self.tr("Whether the target names a class or is a number to come close to.")
        )
        self.missing.setToolTip(self.tr("What becomes of a row that lacks a value."))
        self.text.setToolTip(self.tr("A network takes numbers only; a text can become some."))
        self.columns_field.setToolTip(self.tr("The columns that the network sees."))
        self.test_share.setToolTip(
            self.tr("Rows kept from training, to see what the network makes of unknown ones.")
        )

    def _connect(self) -> None:
        for field in (self.delimiter, self.decimal, self.header):
            field.value_changed.connect(self.reading_changed)
        self.target.value_changed.connect(self._choose_target)
        self.text.value_changed.connect(self._choose_text)
        for field in (self.task, self.missing):
            field.value_changed.connect(self.changed)
        self.test_share.value_changed.connect(self.changed)
        self.columns.columns_changed.connect(self._choose_columns)
        self.columns.refused.connect(self.columns_field.set_error)
