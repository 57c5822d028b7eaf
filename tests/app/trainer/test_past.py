"""The past of a run: looked at, left again without a trace, or gone on from as a branch."""

import numpy as np
import pytest
from msgspec.structs import replace

from app.trainer.messages import Change, Load, Phase, Play, Request, Step, StepUnit, Visit
from app.trainer.worker import Worker
from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import BatchNorm, Dense, Dropout, NetworkSpec, ReLU
from engine.experiment.training import SGD, Adam, Training
from engine.probes import WeightValues
from engine.run import Run

EXPERIMENT = Experiment(
    data=Spiral(samples=80),
    network=NetworkSpec((Dense(6), BatchNorm(), ReLU(), Dropout(0.2), Dense(2))),
    training=Training(optimizer=Adam(0.02), batch_size=8, epochs=1000),
    seed=5,
)
PER_EPOCH = 5


@pytest.fixture
def worker() -> Worker:
    """A worker whose run has trained 20 epochs, 100 steps."""
    made = Worker()
    made.handle(Load(1, EXPERIMENT))
    epochs(made, 20)
    return made


def epochs(worker: Worker, count: int) -> None:
    for _ in range(count):
        worker.handle(Step(StepUnit.EPOCH))
        while worker.wait() is not None:
            worker.train()


def ask(worker: Worker):
    return worker.handle(Request(1, (WeightValues(),), want_state=True))


def alone(steps: int, experiment: Experiment = EXPERIMENT) -> Run:
    run = Run(experiment)
    for _ in range(steps):
        run.step()
    return run


def weights(run: Run) -> dict:
    return WeightValues().measure(run)


def assert_same(told: dict, expected: dict) -> None:
    assert told.keys() == expected.keys()
    for name, values in expected.items():
        np.testing.assert_array_equal(told[name], values)


@pytest.mark.parametrize("step", [0, 1, 37, 50, 99])
def test_a_visited_step_is_what_it_was(worker: Worker, step: int) -> None:
    worker.handle(Visit(step))
    answer = ask(worker)
    assert (answer.step, answer.epoch, answer.phase) == (step, step // PER_EPOCH, Phase.PAUSED)
    assert (answer.present.step, answer.present.epoch, answer.present.is_left) == (100, 20, True)
    assert_same(answer.probes[WeightValues()], weights(alone(step)))
    assert answer.metrics.train_loss == alone(step).evaluate().train_loss
    assert len(answer.curve) == 21  # the curve stays whole
    assert answer.state is None  # a state of the past must not pass for the newest


def test_coming_back_leaves_no_trace(worker: Worker) -> None:
    for step in (10, 63, 3, 80):
        worker.handle(Visit(step))
    worker.handle(Visit(None))
    answer = ask(worker)
    assert (answer.step, answer.present.is_left) == (100, False)
    epochs(worker, 3)
    expected = alone(115)
    assert_same(ask(worker).probes[WeightValues()], weights(expected))
    np.testing.assert_array_equal(ask(worker).curve[:, 2], expected.curve.column("train_loss"))


def test_an_unchanged_branch_repeats_the_original(worker: Worker) -> None:
    original = ask(worker)
    worker.handle(Visit(45))
    epochs(worker, 11)
    answer = ask(worker)
    assert (answer.step, answer.present.is_left) == (100, False)
    assert_same(answer.probes[WeightValues()], original.probes[WeightValues()])
    np.testing.assert_array_equal(answer.curve[:, :6], original.curve[:, :6])


def test_a_changed_branch_forgets_what_came_after(worker: Worker) -> None:
    worker.handle(Visit(50))
    training = replace(EXPERIMENT.training, optimizer=SGD(0.1))
    changed = replace(EXPERIMENT, training=training)
    worker.handle(Change(training, changed))
    answer = ask(worker)
    assert (answer.step, answer.present.step, answer.present.is_left) == (50, 50, False)
    assert answer.curve[-1, 0] == 10
    epochs(worker, 1)
    expected = alone(50)
    expected.change_training(changed)
    for _ in range(PER_EPOCH):
        expected.step()
    assert_same(ask(worker).probes[WeightValues()], weights(expected))


def test_the_past_before_a_change_has_the_settings_of_then(worker: Worker) -> None:
    training = replace(EXPERIMENT.training, optimizer=SGD(0.5))
    worker.handle(Change(training, replace(EXPERIMENT, training=training)))
    epochs(worker, 4)
    after = ask(worker)
    worker.handle(Visit(97))
    assert_same(ask(worker).probes[WeightValues()], weights(alone(97)))
    worker.handle(Visit(None))
    assert_same(ask(worker).probes[WeightValues()], after.probes[WeightValues()])


def test_playing_on_from_the_past_goes_on_from_there(worker: Worker) -> None:
    worker.handle(Visit(20))
    worker.handle(Play())
    worker.train()
    answer = ask(worker)
    assert answer.phase is Phase.PLAYING
    assert not answer.present.is_left
    assert answer.step > 20
    assert answer.curve[-1, 1] <= answer.step


def test_a_finished_run_is_finished_again_when_one_comes_back() -> None:
    worker = Worker()
    short = replace(EXPERIMENT, training=replace(EXPERIMENT.training, epochs=3))
    worker.handle(Load(1, short))
    epochs(worker, 3)
    assert ask(worker).phase is Phase.FINISHED
    worker.handle(Visit(4))
    assert ask(worker).phase is Phase.PAUSED
    worker.handle(Visit(15))  # the last step is the present
    assert ask(worker).phase is Phase.FINISHED
