"""Early stopping: when it stops, what the network then holds, and going on exactly."""

import pickle

import msgspec
import numpy as np
import pytest

from engine.early_stopping import EarlyStopping
from engine.errors import ExperimentError
from engine.experiment.early_stopping import EarlyStopping as Spec
from engine.experiment.network import Dense
from engine.experiment.schedules import Cosine, ReduceOnPlateau
from engine.experiment.training import SGD, Adam
from engine.run import Run
from tests.engine.experiments import clouds, float64_network, spiral


def stops(settings: Spec, losses: list[float], xp) -> list[bool]:
    network = float64_network((Dense(3),), 2, "cross_entropy", xp)
    stopping, found = EarlyStopping(settings, network), []
    for loss in losses:
        stopping.end_epoch(loss, network)
        found.append(stopping.best.stopped)
    return found


def test_it_stops_when_patience_is_over_and_waits_anew_after_that(xp) -> None:
    losses = [5, 4, 4.5, 4.5, 3, 3, 3, 3, 3, 3, 3]
    waits = [False] * 7
    assert stops(Spec(patience=3), losses, xp=xp) == [*waits, True, False, False, True]


def test_an_improvement_must_be_large_enough(xp) -> None:
    assert stops(Spec(patience=1, improvement=0.5), [5, 4.4, 4.0], xp=xp) == [False, False, True]


def stopped_run(backend) -> Run:
    """Steps so long that the loss soon jumps up and down."""
    run = Run(spiral(optimizer=SGD(0.5), early_stopping=Spec(patience=4)), backend=backend)
    while not run.finished:
        run.step()
    return run


def test_a_run_ends_early_with_the_best_parameters(backend) -> None:
    run = stopped_run(backend)
    assert run.stopped_early
    assert run.epoch < run.experiment.training.epochs
    losses = run.curve.column("test_loss")[1:]
    assert run.evaluate().test_loss == losses.min() < losses[-1]
    assert len(losses) == losses.argmin() + 1 + 4


def test_training_can_go_on_after_a_stop(backend) -> None:
    run = stopped_run(backend)
    epoch = run.epoch
    run.step()
    while run.epoch == epoch:
        run.step()
    assert not run.finished


@pytest.mark.parametrize("schedule", [ReduceOnPlateau(patience=2, warmup=1.5), Cosine(warmup=2)])
@pytest.mark.parametrize("steps", [10, 63, 150])
def test_a_restored_run_stops_at_the_same_place_bit_for_bit(schedule, steps: int, backend) -> None:
    settings = {"optimizer": Adam(0.3), "schedule": schedule, "early_stopping": Spec(patience=6)}
    run = Run(clouds(**settings), backend=backend)
    for _ in range(steps):
        run.step()
    state = pickle.loads(pickle.dumps(run.state()))
    while not run.finished:
        run.step()
    fresh = Run(clouds(**settings), backend=backend)
    fresh.restore(state)
    while not fresh.finished:
        fresh.step()
    assert (fresh.epoch, fresh.step_count) == (run.epoch, run.step_count)
    assert np.array_equal(fresh.network.parameters, run.network.parameters)
    assert fresh.optimizer.learning_rate == run.optimizer.learning_rate


def test_a_schedule_sets_the_learning_rate_within_the_epoch(backend) -> None:
    run = Run(
        clouds(optimizer=SGD(0.1), schedule=Cosine(warmup=1), epochs=5, batch_size=20),
        backend=backend,
    )
    rates = []
    while not run.finished:
        run.step()
        rates.append(float(run.optimizer.learning_rate))
    per_epoch = run.steps_per_epoch
    assert rates[:per_epoch] == pytest.approx(np.arange(1, per_epoch + 1) * 0.1 / per_epoch)
    assert rates[per_epoch] == pytest.approx(0.1)
    assert (np.diff(rates[per_epoch:]) < 0).all()
    run.train(1)
    assert float(run.optimizer.learning_rate) == pytest.approx(0, abs=1e-9)


def test_other_settings_keep_the_memory_of_what_stays_the_same(backend) -> None:
    run = Run(
        clouds(schedule=ReduceOnPlateau(patience=1), early_stopping=Spec(patience=9)),
        backend=backend,
    )
    while run.epoch < 3:
        run.step()
    best, memory = run.early_stopping.best, run.state().plateau
    training = msgspec.structs.replace(run.experiment.training, optimizer=Adam(0.5))
    run.change_training(msgspec.structs.replace(run.experiment, training=training))
    assert run.early_stopping.best is best
    assert run.state().plateau == memory
    training = msgspec.structs.replace(training, early_stopping=None, schedule=Cosine())
    run.change_training(msgspec.structs.replace(run.experiment, training=training))
    assert run.early_stopping is None
    assert not run.stopped_early


def test_a_bad_value_is_refused_where_it_is_made() -> None:
    for make, path in (
        (lambda: Spec(patience=0), "patience"),
        (lambda: Spec(improvement=-1), "improvement"),
    ):
        with pytest.raises(ExperimentError) as refused:
            make()
        assert refused.value.path == path
