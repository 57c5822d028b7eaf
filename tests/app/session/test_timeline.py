"""The session's timeline: back, forward, to the present, and on as a branch."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from app.session import runs as runs_module
from app.session.session import Session
from app.trainer.client import Trainer
from app.trainer.messages import Phase, StepUnit
from engine.experiment.experiment import Experiment
from engine.experiment.training import SGD

TIME_LIMIT_MS = 20_000
Until = Callable[[Callable[[], bool]], None]
EPOCHS, PER_EPOCH = 6, 5


@pytest.fixture
def session(qapp: object, experiment: Experiment) -> Iterator[Session]:
    made = Session(Trainer(in_process=True), experiment)
    yield made
    made.close()


@pytest.fixture
def until(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> Until:
    """Wait for something; the run has trained its epochs before."""
    monkeypatch.setattr(runs_module, "LEAST_SECONDS", 0.0)

    def wait(is_so: Callable[[], bool]) -> None:
        def ticked() -> bool:
            session.tick(())
            return is_so()

        qtbot.waitUntil(ticked, timeout=TIME_LIMIT_MS)

    wait(lambda: session.phase is Phase.PAUSED)
    for epoch in range(1, EPOCHS + 1):
        session.step(StepUnit.EPOCH)
        wait(lambda epoch=epoch: session.snapshot.epoch == epoch)
        wait(lambda: session.phase is Phase.PAUSED)
    wait(lambda: session.resting)
    return wait


def at(session: Session, step: int) -> bool:
    return session.timeline.step == step


def test_back_and_forward_by_steps_and_epochs(session: Session, until: Until) -> None:
    timeline = session.timeline
    assert not timeline.is_past
    timeline.back(StepUnit.BATCH)
    until(lambda: at(session, 29))
    assert timeline.is_past
    assert timeline.present.step == 30
    timeline.back(StepUnit.EPOCH)
    until(lambda: at(session, 25))
    timeline.back(StepUnit.EPOCH)
    until(lambda: at(session, 20))
    timeline.forward(StepUnit.BATCH)
    until(lambda: at(session, 21))
    timeline.forward(StepUnit.EPOCH)
    until(lambda: at(session, 25))
    timeline.visit(None)
    until(lambda: at(session, 30))
    assert not timeline.is_past


def test_at_the_beginning_one_stays(session: Session, until: Until) -> None:
    session.timeline.visit(0)
    until(lambda: at(session, 0))
    session.timeline.back(StepUnit.BATCH)
    session.timeline.back(StepUnit.EPOCH)
    until(lambda: session.resting)
    assert at(session, 0)


def test_a_hand_that_drags_gets_where_it_ends(session: Session, until: Until) -> None:
    for step in (28, 20, 11, 3, 7):
        session.timeline.visit(step)
    until(lambda: at(session, 7))


def test_going_back_pauses_a_run_that_plays(session: Session, until: Until) -> None:
    session.play()
    until(lambda: session.phase is Phase.PLAYING and session.snapshot.step > 40)
    session.timeline.visit(12)
    until(lambda: at(session, 12))
    assert session.phase is Phase.PAUSED
    assert not session.playing
    assert session.timeline.present.step > 40


def test_play_from_the_past_is_a_branch_and_the_rest_is_kept(
    session: Session, until: Until
) -> None:
    losses = session.snapshot.curve.column("train_loss").copy()
    session.timeline.visit(10)
    until(lambda: at(session, 10))
    session.step(StepUnit.EPOCH)
    until(lambda: at(session, 15))
    assert not session.timeline.is_past
    np.testing.assert_array_equal(session.snapshot.curve.column("train_loss"), losses[:4])
    (kept,) = session.runs.records
    assert (kept.name, kept.epochs) == ("Run 1", EPOCHS)
    assert kept.state.step_count == 30
    assert session.runs.present.name == "Run 1, branch at epoch 2"
    session.restore(kept)
    until(lambda: session.snapshot.step == 30)
    np.testing.assert_array_equal(session.snapshot.curve.column("train_loss"), losses)


def test_another_setting_in_the_past_is_a_branch(
    session: Session, until: Until, experiment: Experiment
) -> None:
    session.timeline.visit(20)
    until(lambda: at(session, 20))
    training = replace(experiment.training, optimizer=SGD(0.01))
    session.edit(replace(experiment, training=training), "Change learning rate")
    until(lambda: not session.timeline.is_past)
    assert at(session, 20)
    (kept,) = session.runs.records
    assert kept.experiment == experiment
    assert kept.epochs == EPOCHS


def test_another_network_keeps_the_whole_run(
    session: Session, until: Until, experiment: Experiment
) -> None:
    session.timeline.visit(20)
    until(lambda: at(session, 20))
    session.edit(replace(experiment, seed=9), "Change seed")
    until(lambda: at(session, 0))
    (kept,) = session.runs.records
    assert kept.epochs == EPOCHS
    assert not session.timeline.is_past
