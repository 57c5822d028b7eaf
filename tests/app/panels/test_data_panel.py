"""The data panel chooses a set or a file, and edits what it has."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.dialogs.import_table import ImportTable
from app.look.appearance import Appearance
from app.panels.data_groups import Group
from app.panels.data_panel import DataPanel
from app.session.session import Session
from engine.experiment.data import Blobs, Bumps, Checkerboard, Circle, Gate, Spiral, Table
from tests.app.panels.hand import drag, enter, nameless, offered, pick

Settle = Callable[[Callable[[], bool]], None]


@pytest.fixture
def panel(session: Session, appearance: Appearance, qtbot: QtBot) -> DataPanel:
    widget = DataPanel(session, appearance)
    qtbot.addWidget(widget)
    widget.resize(276, 800)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """Return a table of 30 rows: three numbers, a word, and a class of three."""
    rows = [f"{i},{i % 7},{-i},w{i},{'abc'[i % 3]}" for i in range(30)]
    file = tmp_path / "flowers.csv"
    file.write_text("\n".join(["length,width,depth,note,kind", *rows]), encoding="utf-8")
    return Table(path=str(file))


@pytest.fixture
def with_table(panel: DataPanel, session: Session, table: Table, settle: Settle) -> DataPanel:
    session.edit_data(table, "Open data file")
    settle(lambda: isinstance(session.experiment.data, Table))
    return panel


def chip(panel: DataPanel, label: str) -> QPushButton:
    return next(c for c in panel.plane.inputs.findChildren(QPushButton) if c.text() == label)


def test_it_shows_the_present_set_without_editing(panel: DataPanel, session: Session) -> None:
    assert panel.summary == "100 points · 2 classes"
    assert panel.points.thumbnails["spiral"].isChecked()
    assert panel.plane.noise.value() == 0.1
    assert panel.split.test_share.value() == 0.3
    assert panel.plane.inputs.values() == ("x1", "x2")
    assert not panel.plane.classes.isVisible()
    assert not panel.table.isVisible()
    assert session.undo_stack.count() == 0


def test_a_click_on_a_picture_learns_from_that_set(panel: DataPanel, session: Session) -> None:
    panel.points.thumbnails["blobs"].click()
    assert isinstance(session.experiment.data, Blobs)
    assert session.experiment.network.output_units == 3
    assert panel.plane.classes.isVisible()
    assert panel.summary.endswith("3 classes")
    session.undo_stack.undo()
    assert panel.points.thumbnails["spiral"].isChecked()
    assert session.experiment.network.output_units == 2


def test_a_regression_set_brings_a_loss_that_fits(panel: DataPanel, session: Session) -> None:
    panel.points.thumbnails["bumps"].click()
    assert isinstance(session.experiment.data, Bumps)
    assert session.experiment.training.loss == "mean_squared_error"
    assert panel.summary == "1\u202f200 points · regression"


def test_a_gate_takes_the_batch_size_down(panel: DataPanel, session: Session) -> None:
    panel.points.thumbnails["gate"].click()
    assert session.experiment.data == Gate()
    assert session.experiment.training.batch_size == 4


def test_a_gate_is_chosen(panel: DataPanel, session: Session) -> None:
    panel.points.thumbnails["gate"].click()
    pick(panel.plane.gate, "NAND")
    pick(panel.plane.gate, "XOR")
    assert session.experiment.data == Gate(gate="xor")
    session.undo_stack.undo()
    assert session.experiment.data == Gate(gate="nand")
    panel.points.thumbnails["circle"].click()
    assert not panel.plane.gate.isVisible()


def test_sets_keep_their_own_settings(panel: DataPanel, session: Session) -> None:
    enter(panel.plane.noise, "0.4")
    chip(panel, "sin x₁").click()
    panel.points.thumbnails["circle"].click()
    data = session.experiment.data
    assert isinstance(data, Circle)
    assert data.noise == 0
    assert data.inputs == ("x1", "x2", "sin(x1)")
    panel.points.thumbnails["spiral"].click()
    assert panel.plane.noise.value() == 0.4


def test_a_drag_is_one_entry(panel: DataPanel, session: Session) -> None:
    drag(panel.plane.noise, 20, 30, 40)
    assert session.experiment.data.noise == 0.4
    drag(panel.split.test_share, 50, 60)
    assert session.experiment.data.test_share == 0.6
    assert session.undo_stack.count() == 2
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert session.experiment.data == Spiral(samples=100, noise=0.1, test_share=0.3)
    assert panel.plane.noise.value() == 0.1


def test_a_batch_comes_back_with_the_samples_of_one_drag(
    panel: DataPanel, session: Session
) -> None:
    drag(panel.plane.samples, 600, 0, 600)
    assert session.experiment.data.samples > 100
    assert session.experiment.training.batch_size == 32
    drag(panel.plane.samples, 0)
    assert session.experiment.training.batch_size == 3


def test_arrow_keys_choose_among_the_sets_alone(
    panel: DataPanel, session: Session, qtbot: QtBot
) -> None:
    thumbnails = panel.points.thumbnails
    thumbnails["bumps"].click()
    panel.activateWindow()
    thumbnails["bumps"].setFocus()
    qtbot.waitUntil(thumbnails["bumps"].hasFocus)
    QTest.keyClick(thumbnails["bumps"], Qt.Key.Key_Right)
    assert isinstance(session.experiment.data, Gate)
    QTest.keyClick(thumbnails["gate"], Qt.Key.Key_Right)
    assert not thumbnails["drawn"].isChecked()


def test_numbers_that_only_some_sets_have_are_edited(panel: DataPanel, session: Session) -> None:
    panel.points.thumbnails["checkerboard"].click()
    enter(panel.plane.cells, "6")
    assert isinstance(session.experiment.data, Checkerboard)
    assert session.experiment.data.cells == 6
    panel.points.thumbnails["rings"].click()
    enter(panel.plane.classes, "5")
    assert session.experiment.network.output_units == 5
    enter(panel.plane.samples, "300")
    assert session.experiment.data.samples == 300


def test_each_input_is_an_entry_and_the_last_one_stays(panel: DataPanel, session: Session) -> None:
    chip(panel, "x₁x₂").click()
    chip(panel, "x₁").click()
    assert session.experiment.data.inputs == ("x2", "x1*x2")
    assert session.undo_stack.count() == 2
    chip(panel, "x₂").click()
    chip(panel, "x₁x₂").click()
    assert session.experiment.data.inputs == ("x1*x2",)
    assert chip(panel, "x₁x₂").isChecked()


def test_scaling_is_chosen(panel: DataPanel, session: Session) -> None:
    pick(panel.scaling, "Standardize")
    assert session.experiment.data.scaling == "standardize"


def test_a_number_out_of_range_is_marked(panel: DataPanel, session: Session) -> None:
    enter(panel.plane.noise, "0.7")
    assert "0.5" in (panel.plane.noise.error or "")
    assert session.experiment.data.noise == 0.1


def test_pictures_are_painted_after_the_panel_is_shown(panel: DataPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel.points.painted == 11)


def test_pictures_fill_a_narrow_and_a_wide_column(panel: DataPanel, qtbot: QtBot) -> None:
    for width in (240, 276):
        panel.resize(width, 800)
        qtbot.waitUntil(lambda width=width: panel.points.width() == width)
        assert panel.minimumSizeHint().width() <= 240
        last = panel.points.thumbnails["blobs"]
        qtbot.waitUntil(lambda last=last, width=width: width - 6 < last.geometry().right() < width)


def test_a_table_is_shown_with_its_facts(with_table: DataPanel, table: Table) -> None:
    editor = with_table.table
    assert with_table.summary == "30 rows · 3 classes"
    assert editor.isVisible()
    assert not with_table.plane.isVisible()
    assert editor.name.text() == "flowers.csv"
    assert editor.name.toolTip() == table.path
    assert editor.extent.text() == "30 rows × 5 columns"
    assert "note" in editor.notes.text()
    assert offered(editor.target) == ["length", "width", "depth", "note", "kind"]
    assert editor.target.value() == "kind"
    assert offered(editor.task)[0] == "Classification (auto)"
    assert editor.columns.chosen == ("length", "width", "depth")
    assert with_table.groups.shown is Group.OWN
    assert with_table.own.files[0].isChecked()


def test_target_and_columns_of_a_table_are_changed(
    with_table: DataPanel, session: Session, settle: Settle
) -> None:
    row = with_table.table.columns.list.item(1)
    row.setCheckState(Qt.CheckState.Unchecked)
    settle(lambda: session.experiment.data.columns == ("length", "depth"))
    pick(with_table.table.target, "depth")
    settle(lambda: session.experiment.data.target == "depth")
    assert session.experiment.data.columns == ("length",)
    assert session.experiment.training.loss == "mean_squared_error"
    row = with_table.table.columns.list.item(1)
    row.setCheckState(Qt.CheckState.Checked)
    settle(lambda: session.experiment.data.columns is None)


def test_a_refused_target_goes_back(
    with_table: DataPanel, session: Session, settle: Settle, qtbot: QtBot
) -> None:
    said: list[str] = []
    session.said.connect(lambda sentence, _: said.append(sentence))
    pick(with_table.table.target, "note")
    pick(with_table.table.task, "Regression")
    settle(lambda: bool(said))
    assert "“note”" in said[-1]
    assert session.experiment.data.target is None
    assert with_table.table.target.value() == "kind"
    assert with_table.table.task.value() is None


def test_one_column_stays(with_table: DataPanel, session: Session) -> None:
    chooser = with_table.table.columns
    chooser.none.click()
    assert "At least one" in (with_table.table.columns_field.error or "")
    assert chooser.chosen == ("length", "width", "depth")
    assert session.experiment.data.columns is None


def test_a_click_returns_to_the_file_used_before(
    with_table: DataPanel, session: Session, table: Table, settle: Settle
) -> None:
    before = session.experiment.data
    with_table.points.thumbnails["moons"].click()
    assert with_table.groups.shown is Group.POINTS
    (file,) = with_table.own.files
    assert file.accessibleName() == "flowers.csv"
    file.click()
    assert not file.isChecked()
    settle(lambda: session.experiment.data == before)
    assert file.isChecked()
    assert with_table.groups.shown is Group.OWN


def test_import_can_be_reopened(with_table: DataPanel, table: Table, qtbot: QtBot) -> None:
    with_table.table.reopen.click()
    dialog = with_table.window().findChild(ImportTable)
    assert dialog is not None
    assert dialog.described.path == table.path
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()


def test_a_file_that_has_gone_is_said(
    with_table: DataPanel, session: Session, table: Table
) -> None:
    Path(table.path).unlink()
    other = DataPanel(session, with_table.appearance)
    assert "no such file" in other.table.problem.text()
    other.deleteLater()


def test_every_editor_has_a_name(with_table: DataPanel, session: Session) -> None:
    assert nameless(with_table) == []
    session.undo_stack.undo()
    assert nameless(with_table) == []
    QTest.keyClick(with_table.points.thumbnails["circle"], Qt.Key.Key_Space)
    assert isinstance(session.experiment.data, Circle)
