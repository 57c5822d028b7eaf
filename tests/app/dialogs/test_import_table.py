"""The import dialog shows what a file holds, and hands on a table that the trainer could read."""

from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from app.dialogs.import_table import ImportTable
from app.session.session import Session
from app.widgets.choice_field import ChoiceField
from engine.experiment.data import Spiral, Table

FLOWERS = "length,width,note,kind\n" + "".join(
    f"{i},{i % 7},w{i},{'abc'[i % 3]}\n" for i in range(30)
)
Write = Callable[..., str]
Settle = Callable[[Callable[[], bool]], None]
Show = Callable[..., ImportTable]


@pytest.fixture
def show(session: Session, qtbot: QtBot) -> Show:
    """Show the dialog for a table."""
    window = QWidget()
    qtbot.addWidget(window)

    def shown(path: str, **settings: object) -> ImportTable:
        dialog = ImportTable(session, Table(path=path, **settings), window)
        dialog.open()
        return dialog

    return shown


def pick(field: ChoiceField, label: str) -> None:
    combo = field.findChild(QComboBox)
    assert combo is not None
    combo.setCurrentIndex(combo.findText(label))
    combo.activated.emit(combo.currentIndex())


def headings(dialog: ImportTable) -> list[str]:
    count = dialog.preview.columnCount()
    return [dialog.preview.horizontalHeaderItem(column).text() for column in range(count)]


def test_it_shows_the_first_rows_and_what_was_found_out(show: Show, write: Write) -> None:
    dialog = show(write(FLOWERS))
    assert headings(dialog) == ["length", "width", "note", "kind (target)"]
    assert dialog.preview.item(1, 3).text() == "b"
    assert dialog.preview.rowCount() == 20
    assert not dialog.preview.item(0, 2).flags() & Qt.ItemFlag.ItemIsEnabled
    assert dialog.form.columns.chosen == ("length", "width")
    assert dialog.form.delimiter.findChild(QComboBox).currentText() == "Comma (auto)"
    assert dialog.form.task.findChild(QComboBox).currentText() == "Classification (auto)"
    assert dialog.open_button.isEnabled()
    assert dialog.described == Table(path=dialog.described.path, target="kind")


def test_opening_makes_the_table_the_data(
    show: Show, write: Write, session: Session, settle: Settle, qtbot: QtBot
) -> None:
    dialog = show(write(FLOWERS))
    wanted = dialog.described
    closed = []
    dialog.finished.connect(closed.append)
    dialog.open_button.click()
    assert not dialog.open_button.isEnabled()
    settle(lambda: bool(closed))
    assert session.experiment.data == wanted
    assert session.undo_stack.undoText() == "Open data file"


def test_another_target_takes_its_column_from_the_inputs(show: Show, write: Write) -> None:
    dialog = show(write(FLOWERS))
    pick(dialog.form.target, "width")
    assert dialog.form.columns.chosen == ("length",)
    assert headings(dialog)[1] == "width (target)"
    pick(dialog.form.task, "Regression")
    assert dialog.described == Table(path=dialog.described.path, target="width", task="regression")


def test_columns_that_were_unchecked_stay_so(show: Show, write: Write) -> None:
    dialog = show(write("a,b,c,d\n" + "1,2,3,0\n2,5,1,1\n" * 9))
    dialog.form.columns.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    pick(dialog.form.target, "a")
    assert dialog.form.columns.chosen == ("c", "d")
    assert dialog.described.columns == ("c", "d")
    pick(dialog.form.target, "d")
    assert dialog.form.columns.chosen == ("a", "c")


def test_it_begins_with_the_settings_of_the_present_table(show: Show, write: Write) -> None:
    path = write("1;2;0\n3;4;1\n5;1;0\n7;3;1\n")
    settings = {
        "delimiter": ";",
        "header": False,
        "target": "column 1",
        "columns": ("column 3",),
        "task": "regression",
        "test_share": 0.5,
        "scaling": "none",
    }
    dialog = show(path, **settings)
    assert dialog.described == Table(path=path, **settings)


def test_another_delimiter_reads_the_file_anew(show: Show, write: Write) -> None:
    dialog = show(write("a;b\n1,5;0\n2,5;1\n1,5;0\n"))
    assert headings(dialog) == ["a", "b (target)"]
    pick(dialog.form.delimiter, "Comma")
    assert not dialog.open_button.isEnabled()
    assert "line 2" in dialog.problem.text()
    pick(dialog.form.delimiter, "Semicolon")
    assert dialog.open_button.isEnabled()
    assert not dialog.problem.isVisible()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n1,2,3\n", "line 3"),
        ("", "is empty"),
        ("a,b\n", "no data"),
        ("a,b\nx,0\ny,1\n", "No column but the target holds numbers"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_inside(
    show: Show, write: Write, text: str, words: str
) -> None:
    dialog = show(write(text))
    assert not dialog.open_button.isEnabled()
    assert dialog.problem.isVisible()
    assert words in dialog.problem.text()


def test_what_only_the_whole_file_shows_is_said_inside_too(
    show: Show, write: Write, session: Session, settle: Settle
) -> None:
    rows = "1,2,0\n2,3,1\n" * 9
    said: list[str] = []
    session.said.connect(lambda text, level: said.append(text))
    dialog = show(write(f"a,b,c\n{rows}1,,1\n"))
    dialog.open_button.click()
    settle(lambda: dialog.problem.isVisible())
    assert "line 20" in dialog.problem.text()
    assert "“b”" in dialog.problem.text()
    assert said == []  # so that no banner outlives the dialog
    assert dialog.open_button.isEnabled()
    assert dialog.isVisible()
    assert session.experiment.data == Spiral()


def test_text_and_gaps_are_offered_and_told(show: Show, write: Write) -> None:
    rows = "1,,0\n2,rome,1\n,bonn,1\n3,rome,0\n" * 5
    dialog = show(write(f"x,port,t\n{rows}"))
    assert dialog.form.columns.chosen == ("x",)
    assert dialog.form.gaps.text() == "5 of 20 rows lack a value"
    pick(dialog.form.text, "Columns of 0 and 1")
    assert dialog.form.columns.chosen == ("x", "port")
    assert dialog.form.gaps.text() == "10 of 20 rows lack a value"
    assert dialog.preview.item(1, 1).flags() & Qt.ItemFlag.ItemIsEnabled
    pick(dialog.form.missing, "Fill in the mean")
    path = dialog.described.path
    assert dialog.described == Table(path=path, target="t", missing="mean", text="one_hot")
    dialog.form.columns.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.described.columns == ("port",)
    assert dialog.form.gaps.text() == "5 of 20 rows lack a value"


def test_of_a_large_file_only_the_first_rows_are_looked_at(show: Show, write: Write) -> None:
    dialog = show(write("x,t\n" + "".join(f"{i},{i}.5\n" for i in range(100_000))))
    assert dialog.form.gaps.text().startswith("0 of the first ")


def test_cancel_ends_the_reading_and_the_dialog_stays(
    show: Show, write: Write, session: Session, settle: Settle, slow_tables: Event
) -> None:
    dialog = show(write(FLOWERS))
    dialog.open_button.click()
    settle(lambda: dialog.reading.isVisible())
    assert dialog.reading.bar.value() == 40
    dialog.reject()
    assert dialog.isVisible()
    assert dialog.open_button.isEnabled()
    assert dialog.form.isEnabled()
    assert not dialog.reading.isVisible()
    settle(lambda: session.reading is None)
    assert session.experiment.data == Spiral()
    dialog.reject()
    assert not dialog.isVisible()


def test_cancelling_changes_nothing(show: Show, write: Write, session: Session) -> None:
    dialog = show(write(FLOWERS))
    dialog.reject()
    assert session.experiment.data == Spiral()
    assert session.undo_stack.count() == 0


def test_hundreds_of_columns_can_be_shown(show: Show, write: Write) -> None:
    names = ",".join(f"c{number}" for number in range(400))
    row = ",".join(str(number % 9) for number in range(400))
    dialog = show(write(f"{names}\n{row}\n{row}\n"))
    assert dialog.preview.columnCount() == 400
    assert len(dialog.form.columns.chosen) == 399
    assert dialog.form.columns.filter.isVisible()
