"""The dialog that opens a data file: how it is read, what is learned from it, its first rows."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.dialogs.opening import Opening
from app.dialogs.table_form import TableForm
from app.dialogs.table_preview import TablePreview
from app.look.appearance import Appearance
from app.session.session import Session
from engine.data.table_format import inspect
from engine.errors import DataError
from engine.experiment.data import Table

_SIZE = (900, 640)


class ImportTable(Opening):
    """Describes a table by its first rows."""

    def __init__(self, session: Session, table: Table, parent: QWidget | None = None) -> None:
        """Begin with the settings of a table, which names the file."""
        self.form = TableForm(table)
        super().__init__(session, self.form, parent)
        self.setWindowTitle(self.tr("Open data file"))
        self.preview = TablePreview()
        self.resize(*_SIZE)
        self._lay_out(table.path, self.preview)
        self.form.reading_changed.connect(self._inspect)
        self.form.changed.connect(self._show_use)
        self._inspect()

    @property
    def described(self) -> Table:
        return self.form.table

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
