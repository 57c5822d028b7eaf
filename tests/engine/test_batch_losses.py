"""Losses of mini-batches: noted after a look, as they were before their steps, and forgotten."""

import numpy as np

from engine.batch_losses import AT_A_TIME, LIMIT, BatchLosses
from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, ReLU
from engine.experiment.training import SGD, Training
from engine.run import Run

EXPERIMENT = Experiment(
    Spiral(),
    NetworkSpec((Dense(8), ReLU(), Dense(2))),
    Training(optimizer=SGD(learning_rate=0.1), batch_size=10, epochs=100),
    seed=3,
)


def test_nothing_is_noted_until_somebody_looks() -> None:
    run = Run(EXPERIMENT)
    run.train(5)
    assert not run.batch_losses.is_watched
    assert len(run.batch_losses.look()[0]) == 0
    run.train(3)
    assert run.batch_losses.look()[0].tolist() == [6, 7, 8]


def test_each_loss_is_that_of_its_batch_before_the_step() -> None:
    run, other = Run(EXPERIMENT), Run(EXPERIMENT)
    run.batch_losses.look()
    expected = []
    for _ in range(10):
        before = other.network.parameters.copy()
        other.train(1)
        after = other.network.parameters.copy()
        other.network.parameters[...] = before
        x, t = other.last_batch
        expected.append(float(other.network.loss(x, t)))
        other.network.parameters[...] = after
        run.train(1)
    np.testing.assert_allclose(run.batch_losses.look()[1], expected, rtol=1e-5)


def test_training_is_the_same_whether_losses_are_noted_or_not() -> None:
    watched, alone = Run(EXPERIMENT), Run(EXPERIMENT)
    for _ in range(20):
        watched.batch_losses.look()
        watched.train(3)
        alone.train(3)
    assert (watched.network.parameters == alone.network.parameters).all()


def test_only_the_first_steps_after_a_look_are_noted() -> None:
    losses = BatchLosses()
    losses.look()
    for step in range(AT_A_TIME):
        assert losses.is_watched
        losses.note(step, 1.0)
    assert not losses.is_watched


def test_the_newest_are_kept() -> None:
    losses = BatchLosses()
    for step in range(3 * LIMIT):
        losses.note(step, float(step))
    steps, values = losses.look()
    assert LIMIT // 2 <= len(steps) <= LIMIT
    assert steps[-1] == values[-1] == 3 * LIMIT - 1
    assert (np.diff(steps) == 1).all()


def test_a_run_that_is_set_back_forgets_what_came_after() -> None:
    run = Run(EXPERIMENT)
    run.batch_losses.look()
    run.train(10)
    state = run.state()
    run.train(10)
    run.restore(state)
    assert run.batch_losses.look()[0].tolist() == list(range(1, 11))


def test_a_step_that_is_only_rehearsed_is_not_noted() -> None:
    run = Run(EXPERIMENT)
    run.batch_losses.look()
    run.train(4)
    run.rehearse()
    assert run.batch_losses.look()[0].tolist() == [1, 2, 3, 4]
