"""Any optimizers are made runners of a race, by mouse and by keyboard, and each change undone."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.views.runner_editor import Preset, RunnerEditor
from app.views.runner_rows import RunnerRows, from_plain, to_plain
from engine.experiment.optimizers import SGD, Adam, Momentum
from engine.experiment.races import MOST_RUNNERS


@pytest.fixture
def editor(qtbot: QtBot, appearance: Appearance) -> RunnerEditor:
    del appearance  # which dresses the application
    three = Preset("Three", "Three of a kind", lambda _: [SGD(0.1), SGD(0.2), SGD(0.3)])
    made = RunnerEditor("Runners: {count}", "What races", [SGD(), Momentum()], [three])
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.open()
    return made


def test_the_button_tells_how_many_race(editor: RunnerEditor) -> None:
    assert editor.text() == "Runners: 2"
    assert editor.card.isVisible()
    assert editor.list.count() == 2


def test_one_kind_races_several_times_with_settings_of_its_own(
    editor: RunnerEditor, qtbot: QtBot
) -> None:
    editor.list.setCurrentRow(1)
    with qtbot.waitSignal(editor.changed):
        editor.copy.click()
    assert editor.list.currentRow() == 2
    editor.settings.sliders["momentum"].value_changed.emit(0.5)
    editor.settings.sliders["learning_rate"].value_changed.emit(0.2)
    assert editor.runners == (SGD(), Momentum(), Momentum(0.2, 0.5))
    assert "α 0.5" in editor.list.item(2).text()
    assert editor.text() == "Runners: 3"


def test_a_kind_is_added_from_the_menu_and_another_taken_for_it(editor: RunnerEditor) -> None:
    actions = editor.add.menu().actions()
    next(action for action in actions if action.text() == "Adam").trigger()
    assert editor.runners == (SGD(), Adam(), Momentum())
    editor.settings.kind.value_changed.emit(SGD)
    assert editor.runners == (SGD(), SGD(), Momentum())


def test_keys_copy_remove_and_undo(editor: RunnerEditor, qtbot: QtBot) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(editor.list, Qt.Key.Key_D, control)
    assert editor.runners == (SGD(), SGD(), Momentum())
    qtbot.keyClick(editor.list, Qt.Key.Key_Delete)
    qtbot.keyClick(editor.list, Qt.Key.Key_Delete)
    qtbot.keyClick(editor.list, Qt.Key.Key_Delete)  # one has to stay
    assert len(editor.runners) == 1
    assert not editor.remove.isEnabled()
    for _ in range(3):
        qtbot.keyClick(editor.card, Qt.Key.Key_Z, control)
    assert editor.runners == (SGD(), Momentum())
    editor.redo.click()
    assert editor.runners == (SGD(), SGD(), Momentum())
    qtbot.keyClick(editor.card, Qt.Key.Key_Escape)
    assert not editor.card.isVisible()


def test_a_drag_is_undone_at_once(editor: RunnerEditor) -> None:
    rate = editor.settings.sliders["learning_rate"]
    for value in (0.02, 0.03, 0.04):
        rate.value_changed.emit(value)
    rate.editing_finished.emit()
    rate.value_changed.emit(0.5)
    editor.undo.click()
    assert editor.runners[0] == SGD(0.04)
    editor.undo.click()
    assert editor.runners[0] == SGD()


def test_a_value_that_cannot_be_marks_its_field(editor: RunnerEditor) -> None:
    editor.list.setCurrentRow(1)
    editor.settings.sliders["momentum"].value_changed.emit(2.0)
    assert editor.settings.sliders["momentum"].error
    assert editor.runners == (SGD(), Momentum())


def test_a_preset_takes_the_place_of_all(editor: RunnerEditor) -> None:
    editor.presets.menu().actions()[0].trigger()
    assert editor.runners == (SGD(0.1), SGD(0.2), SGD(0.3))
    editor.undo.click()
    assert editor.runners == (SGD(), Momentum())


def test_there_are_no_more_than_can_race(editor: RunnerEditor) -> None:
    editor.set_runners([SGD()] * MOST_RUNNERS)
    assert not editor.add.isEnabled()
    assert not editor.copy.isEnabled()
    rows = RunnerRows([SGD()])
    rows.change([SGD()] * (MOST_RUNNERS + 5))
    assert len(rows.runners) == MOST_RUNNERS


def test_rows_are_saved_as_plain_values() -> None:
    runners = (SGD(0.5), Momentum(0.1, 0.3), Adam(beta1=0.2))
    assert from_plain(to_plain(runners)) == runners
    assert from_plain(None) == ()
    assert from_plain([{"type": "sgd", "learning_rate": -1}]) == ()
    assert from_plain([{"type": "unknown"}]) == ()
