"""What is set seldom is folded away, and each part of it is edited and undone."""

from typing import get_args

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.panels.schedule_editor import ScheduleEditor
from app.panels.training_panel import TrainingPanel
from app.session.session import Session
from engine.experiment.schedules import (
    AnySchedule,
    Constant,
    Cosine,
    ReduceOnPlateau,
    StepDecay,
)
from engine.experiment.training import EarlyStopping
from tests.app.panels.hand import drag, enter, nameless, pick


@pytest.fixture
def panel(session: Session, appearance: Appearance, qtbot: QtBot) -> TrainingPanel:
    widget = TrainingPanel(session, appearance)
    qtbot.addWidget(widget)
    widget.resize(276, 900)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def test_it_is_folded_while_all_is_as_usual(panel: TrainingPanel) -> None:
    assert not panel.more.content.isVisible()
    panel.more.fold.click()
    assert panel.more.content.isVisible()
    assert nameless(panel) == []
    assert panel.minimumSizeHint().width() <= 240
    fields = (*panel.more.sliders.values(), *panel.more.schedule.sliders.values())
    assert all(field.toolTip() for field in fields)


def test_what_is_set_already_shows(session: Session, appearance: Appearance, qtbot: QtBot) -> None:
    training = replace(session.experiment.training, early_stopping=EarlyStopping(patience=7))
    session.edit(replace(session.experiment, training=training), "Change training")
    panel = TrainingPanel(session, appearance)
    qtbot.addWidget(panel)
    assert not panel.more.content.isHidden()
    assert panel.more.sliders["early_stopping"].value() == 7


def test_it_unfolds_for_what_is_set_elsewhere_and_stays_as_it_is_put(
    panel: TrainingPanel, session: Session
) -> None:
    training = replace(session.experiment.training, clip_norm=1.0)
    session.edit(replace(session.experiment, training=training), "Change training")
    assert panel.more.content.isVisible()
    panel.more.fold.click()
    enter(panel.epochs, "500")
    assert not panel.more.content.isVisible()


def test_limits_are_set_and_switched_off(panel: TrainingPanel, session: Session) -> None:
    for name in ("max_norm", "clip_norm", "clip_value"):
        assert getattr(session.experiment.training, name) is None
        enter(panel.more.sliders[name], "2.5")
        assert getattr(session.experiment.training, name) == 2.5
        enter(panel.more.sliders[name], "off")
        assert getattr(session.experiment.training, name) is None


def test_early_stopping_keeps_its_improvement(panel: TrainingPanel, session: Session) -> None:
    training = replace(session.experiment.training, early_stopping=EarlyStopping(5, 0.01))
    session.edit(replace(session.experiment, training=training), "Change training")
    enter(panel.more.sliders["early_stopping"], "30")
    assert session.experiment.training.early_stopping == EarlyStopping(30, 0.01)
    enter(panel.more.sliders["early_stopping"], "0")
    assert session.experiment.training.early_stopping is None
    assert session.undo_stack.undoText() == "Change early stopping"


def test_a_drag_is_one_entry(panel: TrainingPanel, session: Session) -> None:
    drag(panel.more.sliders["label_smoothing"], 5, 10, 20)
    assert session.experiment.training.label_smoothing == 0.2
    drag(panel.more.sliders["weight_decay"], 500)
    assert session.experiment.training.weight_decay > 0
    assert session.undo_stack.count() == 2
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert panel.more.sliders["label_smoothing"].value() == 0


def test_only_losses_with_probabilities_can_be_smoothed(panel: TrainingPanel) -> None:
    panel.more.fold.click()
    assert panel.more.sliders["label_smoothing"].isVisible()
    pick(panel.loss, "Hinge")
    assert not panel.more.sliders["label_smoothing"].isVisible()


def test_a_schedule_is_chosen_and_set(panel: TrainingPanel, session: Session) -> None:
    schedule = panel.more.schedule
    pick(schedule.kind, "Steps")
    assert session.experiment.training.schedule == StepDecay()
    enter(schedule.sliders["every"], "12")
    enter(schedule.sliders["warmup"], "3")
    assert session.experiment.training.schedule == StepDecay(every=12, warmup=3)
    pick(schedule.kind, "Cosine")
    assert session.experiment.training.schedule == Cosine()
    pick(schedule.kind, "Steps")
    assert session.experiment.training.schedule == StepDecay(every=12, warmup=3)
    assert session.undo_stack.undoText() == "Change schedule"
    session.undo_stack.undo()
    assert schedule.kind.value() is Cosine


@pytest.mark.parametrize("kind", get_args(AnySchedule), ids=lambda kind: kind.__name__)
def test_every_schedule_shows_all_its_settings(kind: type[AnySchedule], qtbot: QtBot) -> None:
    editor = ScheduleEditor()
    qtbot.addWidget(editor)
    editor.show()
    editor.show_schedule(kind())
    shown = {name for name, slider in editor.sliders.items() if slider.isVisible()}
    assert shown == set(kind.__struct_fields__)
    for name in shown:
        assert editor.sliders[name].value() == getattr(kind(), name)


def test_a_wait_is_a_whole_number(panel: TrainingPanel, session: Session) -> None:
    pick(panel.more.schedule.kind, "On a plateau")
    drag(panel.more.schedule.sliders["patience"], 400)
    patience = session.experiment.training.schedule.patience
    assert isinstance(patience, int)
    assert isinstance(session.experiment.training.schedule, ReduceOnPlateau)
    pick(panel.more.schedule.kind, "Constant")
    assert session.experiment.training.schedule == Constant()
