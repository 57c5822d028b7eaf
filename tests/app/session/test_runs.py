"""Runs: each one is kept when another takes its place, and can be gone on with bit for bit."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from app.session import runs as runs_module
from app.session.session import Session
from app.trainer.client import Trainer
from app.trainer.messages import Phase, StepUnit
from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.training import SGD
from engine.run import Run

TIME_LIMIT_MS = 20_000
Until = Callable[[Callable[[], bool]], None]


@pytest.fixture(autouse=True)
def brief_runs_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs_module, "LEAST_SECONDS", 0.0)


@pytest.fixture
def session(qapp: object, experiment: Experiment) -> Iterator[Session]:
    made = Session(Trainer(in_process=True), experiment)
    yield made
    made.close()


@pytest.fixture
def until(qtbot: QtBot, session: Session) -> Until:
    def wait(is_so: Callable[[], bool]) -> None:
        def ticked() -> bool:
            session.tick(())
            return is_so()

        qtbot.waitUntil(ticked, timeout=TIME_LIMIT_MS)

    return wait


@pytest.fixture
def train(session: Session, until: Until) -> Callable[[int], None]:
    """Train so many epochs, and wait until the end has been told and its state is here."""

    def is_loaded() -> bool:
        loaded, now = session.snapshot.loaded, session.experiment
        if loaded is None or session.phase is not Phase.PAUSED:
            return False
        told = loaded.experiment
        return (told.data, told.network, told.seed) == (now.data, now.network, now.seed)

    def go(epochs: int) -> None:
        until(is_loaded)
        for _ in range(epochs):
            start = session.snapshot.epoch
            session.step(StepUnit.EPOCH)
            until(lambda start=start: session.snapshot.epoch > start)
            until(lambda: session.phase is Phase.PAUSED)
        until(lambda: session.resting)

    return go


def test_a_reset_keeps_the_run_that_was(session: Session, train: Callable[[int], None]) -> None:
    train(3)
    assert session.runs.present is not None
    assert not session.runs.records
    session.reset()
    (record,) = session.runs.records
    assert (record.number, record.name, record.epochs) == (1, "Run 1", 3)
    assert record.experiment == session.experiment
    assert record.state is not None
    assert record.state.epoch == 3


def test_a_run_without_an_epoch_is_not_kept(session: Session, train: Callable[[int], None]) -> None:
    train(0)
    session.reset()
    assert not session.runs.records
    assert session.runs.present is None


def test_each_run_keeps_the_experiment_it_had(
    session: Session, train: Callable[[int], None], experiment: Experiment
) -> None:
    train(2)
    session.edit(replace(experiment, seed=11), "Change seed")
    train(1)
    training = replace(session.experiment.training, optimizer=SGD(0.05))
    session.edit(replace(session.experiment, training=training), "Change learning rate")
    train(1)
    session.reset()
    first, second = session.runs.records
    assert (first.experiment.seed, first.epochs) == (3, 2)
    assert (second.experiment.seed, second.epochs) == (11, 2)
    assert second.experiment.training.optimizer == SGD(0.05)


def test_a_restored_run_goes_on_bit_for_bit(
    session: Session, train: Callable[[int], None], until: Until, experiment: Experiment
) -> None:
    train(2)
    session.edit(replace(experiment, data=Spiral(samples=60)), "Change samples")
    train(1)
    session.restore(session.runs.records[0])
    assert session.experiment == experiment
    until(lambda: session.snapshot.epoch == 2 and session.phase is Phase.PAUSED)
    train(2)
    alone = Run(experiment)
    while alone.epoch < 4:
        alone.step()
    told = session.snapshot.curve
    for column in ("epoch", "step", "train_loss", "test_loss"):
        np.testing.assert_array_equal(told.column(column), alone.curve.column(column))
    assert len(session.runs.records) == 2
    assert session.runs.present.name == "Run 1, continued"


def test_restoring_is_undone_as_any_edit(
    session: Session, train: Callable[[int], None], experiment: Experiment
) -> None:
    train(1)
    other = replace(experiment, seed=4)
    session.edit(other, "Change seed")
    train(1)
    session.restore(session.runs.records[0])
    session.undo_stack.undo()
    assert session.experiment == other


def test_names_pins_and_forgetting(session: Session, train: Callable[[int], None]) -> None:
    train(1)
    session.reset()
    (record,) = session.runs.records
    session.runs.pin(record)
    session.runs.rename(1, "  small rate ")
    assert session.runs.records[0].name == session.runs.pinned.name == "small rate"
    session.runs.rename(1, " ")
    assert session.runs.records[0].name == "Run 1"
    session.runs.remove(1)
    assert session.runs.records == ()
    assert session.runs.pinned is None


def test_states_have_a_bound_and_curves_stay(
    session: Session, train: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    train(1)
    size = Run(session.experiment).state().nbytes
    monkeypatch.setattr(runs_module, "MOST_BYTES", int(2.5 * size))
    for _ in range(3):
        session.reset()
        train(1)
    session.reset()
    has_state = [record.state is not None for record in session.runs.records]
    assert has_state == [False, False, True, True]
    assert all(record.epochs == 1 for record in session.runs.records)
