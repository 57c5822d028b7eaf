"""The dialog that opens a data file: how it is read, what is learned from it, its first rows."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.table_form import TableForm
from app.dialogs.table_preview import TablePreview
from app.look.appearance import Appearance
from app.session.session import Session
from app.widgets.progress_row import ProgressRow
from engine.data.dataset import Facts
from engine.data.table_format import inspect
from engine.errors import DataError
from engine.experiment.data import Table

_SIZE = (900, 640)
_FORM_WIDTH = 340


class ImportTable(QDialog):
    """Describes a file, and makes it the experiment's data once the trainer has read it well.

    While the trainer reads, the dialog waits open, and Cancel ends the reading; what is wrong with
    the file is said inside it.
    """

    def __init__(self, session: Session, table: Table, parent: QWidget | None = None) -> None:
        """Begin with the settings of a table, which names the file."""
        super().__init__(parent)
        self._session = session
        self._asked: Table | None = None
        self.form = TableForm(table)
        self.preview = TablePreview()
        self.problem = QLabel()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.reading = ProgressRow(self.tr("Reading"), has_button=False)
        self.open_button = QPushButton(self.tr("Open"))
        self.setWindowTitle(self.tr("Open data file"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self._lay_out(table.path)
        self._connect()
        self._inspect()

    @property
    def table(self) -> Table:
        """The table as it is described now."""
        return self.form.table

    def _lay_out(self, path: str) -> None:
        file = QLabel(path)
        file.setProperty("role", "muted")
        file.setWordWrap(True)
        file.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.form.setFixedWidth(_FORM_WIDTH)
        self.open_button.setProperty("role", "primary")
        self.open_button.setDefault(True)
        self.buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.AcceptRole)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.form)
        middle.addWidget(self.preview, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(file)
        layout.addLayout(middle, 1)
        layout.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.addWidget(self.reading)
        foot.addWidget(self.buttons, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.form.reading_changed.connect(self._inspect)
        self.form.changed.connect(self._show_use)
        self.buttons.accepted.connect(self._ask)
        self.buttons.rejected.connect(self.reject)
        self._session.facts_changed.connect(self._take_facts)
        self._session.reading_changed.connect(self._show_reading)

    def reject(self) -> None:
        """Give up the reading under way; where there is none, close and change nothing."""
        if self._asked is None:
            super().reject()
            return
        self._asked = None
        self._set_waiting(False)
        self._session.cancel_reading()

    def _inspect(self) -> None:
        """Read the beginning of the file in the way that is chosen."""
        table = self.form.table
        try:
            form = inspect(table.path, table.delimiter, table.decimal, table.header)
        except DataError as error:
            self._refuse(str(error))
            self.open_button.setEnabled(False)
            self.preview.setEnabled(False)
            return
        self.preview.setEnabled(True)
        self.preview.show_rows(form)
        self.form.show_format(form)
        self._show_use()

    def _show_use(self) -> None:
        """Mark target and inputs in the preview; the file can be opened if there are any."""
        chosen = self.form.columns.chosen
        self.preview.mark(str(self.form.target.value()), chosen)
        self.open_button.setEnabled(bool(chosen))
        if chosen:
            self.problem.hide()
        else:
            self._refuse(
                self.tr(
                    "No column but the target holds numbers: choose another target, or let text "
                    "become columns of 0 and 1."
                )
            )

    def _ask(self) -> None:
        """Have the trainer read the whole file."""
        self._asked = self.form.table
        self._set_waiting(True)
        self._session.edit_data(self._asked, self.tr("Open data file"), refused=self._take_refusal)

    def _take_facts(self, facts: Facts) -> None:
        if self._asked is not None and self._session.experiment.data == self._asked:
            self.accept()

    def _take_refusal(self, sentence: str) -> None:
        if self._asked is not None:
            self._asked = None
            self._set_waiting(False)
            self._refuse(sentence)

    def _show_reading(self, share: float | None) -> None:
        self.reading.show_share(share if self._asked is not None else None)

    def _set_waiting(self, waiting: bool) -> None:
        self.reading.show_share(None)
        self.form.setEnabled(not waiting)
        self.open_button.setEnabled(not waiting)
        self.open_button.setText(self.tr("Reading…") if waiting else self.tr("Open"))

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()


def open_table(
    session: Session,
    appearance: Appearance,
    path: str | None = None,
    parent: QWidget | None = None,
) -> ImportTable | None:
    """Show the import dialog for a file, which is asked for where `path` is None.

    A file that is the experiment's data already begins with its present settings. Returns the
    dialog, which is modal to its window; None if no file was chosen.
    """
    present = session.experiment.data
    before = present if isinstance(present, Table) else None
    window = parent.window() if parent else None
    path = path or ask_for_file(before, window)
    if not path:
        return None
    if before is None or before.path != path:
        before = Table(path=path)
    dialog = ImportTable(session, before, window)
    dialog.open()
    return dialog


def ask_for_file(present: Table | None, parent: QWidget | None) -> str:
    """Ask for a data file, beginning in the folder of the present one; empty if none is chosen."""
    tr = QCoreApplication.translate
    kinds = tr("ImportTable", "Tables (*.csv *.tsv *.tab *.txt *.dat);;All files (*)")
    start = present.path if present else ""
    path, _ = QFileDialog.getOpenFileName(parent, tr("ImportTable", "Open data file"), start, kinds)
    return path
