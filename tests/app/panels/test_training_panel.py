"""The training panel offers what fits, edits at once, and marks what is refused."""

from typing import get_args

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.panels.training_panel import TrainingPanel
from app.session.session import Session
from app.trainer.messages import Problem
from engine.experiment.data import Blobs, Bumps
from engine.experiment.training import LOSSES, SGD, Adam, AnyOptimizer, Momentum
from tests.app.panels.hand import drag, enter, nameless, offered, pick


@pytest.fixture
def panel(session: Session, appearance: Appearance, qtbot: QtBot) -> TrainingPanel:
    widget = TrainingPanel(session, appearance)
    qtbot.addWidget(widget)
    widget.resize(276, 600)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def test_it_shows_the_experiment_without_editing_it(panel: TrainingPanel, session: Session) -> None:
    assert panel.loss.value() == "cross_entropy"
    assert panel.optimizer.kind.value() is Adam
    assert panel.optimizer.learning_rate.value() == 0.003
    assert panel.batch_size.value() == 32
    assert session.undo_stack.count() == 0


def test_a_drag_is_one_entry_and_the_next_drag_another(
    panel: TrainingPanel, session: Session
) -> None:
    before = session.experiment
    drag(panel.optimizer.learning_rate, 300, 500, 700)
    assert session.undo_stack.count() == 1
    assert session.undo_stack.undoText() == "Change learning rate"
    drag(panel.optimizer.learning_rate, 100)
    assert session.undo_stack.count() == 2
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert session.experiment == before
    assert panel.optimizer.learning_rate.value() == 0.003


def test_a_rate_beyond_the_slider_can_be_typed(panel: TrainingPanel, session: Session) -> None:
    enter(panel.optimizer.learning_rate, "1e6")
    assert session.experiment.training.optimizer.learning_rate == 1e6
    enter(panel.optimizer.learning_rate, "-1")
    assert "1e-9" in (panel.optimizer.learning_rate.error or "")
    assert session.experiment.training.optimizer.learning_rate == 1e6


def test_each_optimizer_keeps_its_own_rate(panel: TrainingPanel, session: Session) -> None:
    pick(panel.optimizer.kind, "SGD")
    assert session.experiment.training.optimizer == SGD()
    enter(panel.optimizer.learning_rate, "0.2")
    pick(panel.optimizer.kind, "Adam")
    assert session.experiment.training.optimizer == Adam(0.003)
    pick(panel.optimizer.kind, "SGD")
    assert session.experiment.training.optimizer == SGD(0.2)


def test_an_optimizer_shows_only_its_own_settings(panel: TrainingPanel) -> None:
    def shown() -> set[str]:
        return {name for name, s in panel.optimizer.sliders.items() if s.isVisible()}

    assert shown() == {"learning_rate", "beta1", "beta2", "epsilon"}
    pick(panel.optimizer.kind, "Momentum")
    assert shown() == {"learning_rate", "momentum"}
    pick(panel.optimizer.kind, "SGD")
    assert shown() == {"learning_rate"}


@pytest.mark.parametrize("kind", get_args(AnyOptimizer), ids=lambda kind: kind.__name__)
def test_every_optimizer_is_offered_with_all_its_settings(
    panel: TrainingPanel, session: Session, kind: type[AnyOptimizer]
) -> None:
    pick(panel.optimizer.kind, kind.__name__)
    assert type(session.experiment.training.optimizer) is kind
    shown = {name for name, slider in panel.optimizer.sliders.items() if slider.isVisible()}
    assert shown == set(kind.__struct_fields__)
    for name in shown:
        value = getattr(session.experiment.training.optimizer, name)
        assert panel.optimizer.sliders[name].value() == pytest.approx(value)


def test_its_own_parameters_are_edited(panel: TrainingPanel, session: Session) -> None:
    pick(panel.optimizer.kind, "Momentum")
    enter(panel.optimizer.momentum, "0.5")
    assert session.experiment.training.optimizer == Momentum(momentum=0.5)


def test_the_batch_is_a_whole_number_of_training_samples(
    panel: TrainingPanel, session: Session
) -> None:
    drag(panel.batch_size, 1000)
    assert session.experiment.training.batch_size == 70
    enter(panel.batch_size, "71")
    assert "70" in (panel.batch_size.error or "")
    assert session.experiment.training.batch_size == 70
    enter(panel.batch_size, "1")
    assert session.experiment.training.batch_size == 1
    assert panel.batch_size.error is None


def test_penalties_begin_at_nothing(panel: TrainingPanel, session: Session) -> None:
    drag(panel.l2, 600)
    assert session.experiment.training.l2 > 0
    drag(panel.l2, 0)
    assert session.experiment.training.l2 == 0
    enter(panel.l1, "0.01")
    assert session.experiment.training.l1 == 0.01


def test_another_loss_brings_the_outputs_it_needs(panel: TrainingPanel, session: Session) -> None:
    pick(panel.loss, "Binary cross-entropy")
    assert session.experiment.network.output_units == 1
    session.undo_stack.undo()
    assert session.experiment.network.output_units == 2
    assert panel.loss.value() == "cross_entropy"


def test_only_possible_losses_are_offered(panel: TrainingPanel, session: Session) -> None:
    assert len(offered(panel.loss)) == len(LOSSES)
    session.edit_data(Blobs(), "Learn from blobs")
    assert "Binary cross-entropy" not in offered(panel.loss)
    assert "Cross-entropy" in offered(panel.loss)
    session.edit_data(Bumps(), "Learn bumps")
    assert offered(panel.loss) == ["Mean squared error", "Half sum of squares", "Huber"]


def test_seed_and_last_epoch_are_edited(panel: TrainingPanel, session: Session) -> None:
    enter(panel.seed, "4294967295")
    assert session.experiment.seed == 4294967295
    button = panel.seed.findChild(QPushButton)
    assert button is not None
    button.click()
    assert session.experiment.seed == 0
    enter(panel.seed, "4294967296")
    assert panel.seed.findChild(QLineEdit).property("invalid")
    assert session.experiment.seed == 0
    enter(panel.epochs, "1000000")
    assert session.experiment.training.epochs == 1_000_000


def test_what_the_trainer_refuses_is_marked_at_its_field(
    panel: TrainingPanel, session: Session
) -> None:
    session.problem_changed.emit(Problem("must be between 1 and 5", "training.batch_size"))
    assert panel.batch_size.error == "must be between 1 and 5"
    enter(panel.batch_size, "4")
    assert panel.batch_size.error is None


def test_every_editor_has_a_name_and_says_what_it_does(panel: TrainingPanel) -> None:
    for field in (panel.loss, panel.seed, *panel.optimizer.sliders.values()):
        assert field.toolTip()
    assert nameless(panel) == []
