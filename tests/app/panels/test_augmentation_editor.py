"""An augmentation editor adds, sets and removes steps, without a new start."""

import pytest
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.panels.augmentation_editor import AugmentationEditor
from app.panels.training_panel import TrainingPanel
from app.session.session import Session
from engine.experiment.augmentation import CutOut, Flip, Noise, Rotate, Shift, Zoom
from tests.app.panels.hand import drag, enter, nameless, pick


@pytest.fixture
def panel(session: Session, appearance: Appearance, qtbot: QtBot) -> TrainingPanel:
    widget = TrainingPanel(session, appearance)
    qtbot.addWidget(widget)
    widget.resize(276, 700)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


@pytest.fixture
def editor(qtbot: QtBot) -> AugmentationEditor:
    widget = AugmentationEditor()
    qtbot.addWidget(widget)
    widget.resize(276, 300)
    widget.show()
    return widget


def names(editor: AugmentationEditor) -> list[str]:
    return [action.text() for action in editor.menu.actions()]


def test_steps_for_images_are_offered_for_images_alone(editor: AugmentationEditor) -> None:
    assert names(editor) == ["Noise σ"]
    editor.show_steps((), has_images=True)
    assert names(editor) == ["Noise σ", "Shift", "Rotate", "Zoom", "Mirror", "Cut out"]
    editor.show_steps((Shift(),), has_images=False)
    assert names(editor) == ["Noise σ"]
    assert len(editor.rows) == 1


def test_every_step_shows_its_one_number(editor: AugmentationEditor) -> None:
    steps = (Noise(0.2), Shift(3), Rotate(20.0), Zoom(0.3), CutOut(5), Flip(upside_down=True))
    editor.show_steps(steps, has_images=True)
    values = [row.editor.value() for row in editor.rows]
    assert values == [0.2, 3, 20, 0.3, 5, True]
    assert nameless(editor) == []
    assert all(row.editor.toolTip() for row in editor.rows)


def test_a_mirror_is_turned(editor: AugmentationEditor, qtbot: QtBot) -> None:
    editor.show_steps((Noise(), Flip()), has_images=True)
    with qtbot.waitSignal(editor.changed) as told:
        pick(editor.rows[1].editor, "Upside down")
    assert told.args == [(Noise(), Flip(upside_down=True)), -1]


def test_steps_are_added_dragged_and_removed(panel: TrainingPanel, session: Session) -> None:
    editor = panel.augmentation
    editor.menu.actions()[0].trigger()
    editor.menu.actions()[0].trigger()
    assert session.experiment.training.augmentation == (Noise(), Noise())
    drag(editor.rows[1].editor, 20, 30, 40)
    assert session.experiment.training.augmentation == (Noise(), Noise(0.4))
    assert session.undo_stack.count() == 3
    assert session.undo_stack.undoText() == "Change augmentation"
    enter(editor.rows[0].editor, "11")
    assert "10" in (editor.rows[0].editor.error or "")
    editor.rows[0].remove.click()
    assert session.experiment.training.augmentation == (Noise(0.4),)
    session.undo_stack.undo()
    assert len(editor.rows) == 2


def test_another_augmentation_is_no_new_start(
    panel: TrainingPanel, session: Session, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(session.restarted):
        panel.augmentation.menu.actions()[0].trigger()
    assert session.experiment.training.augmentation == (Noise(),)
