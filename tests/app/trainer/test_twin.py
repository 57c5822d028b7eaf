"""A twin goes with the run, step by step, on the same mini-batches, forward and back."""

import numpy as np
import pytest
from msgspec.structs import replace

from app.trainer.messages import (
    Answer,
    Load,
    OfTwin,
    Phase,
    Play,
    Request,
    SetTwin,
    Step,
    StepUnit,
    Visit,
)
from app.trainer.worker import Worker
from engine.experiment.experiment import Experiment
from engine.experiment.training import SGD
from engine.probes import WeightValues
from engine.run import Run

WEIGHTS = WeightValues()


def other(experiment: Experiment) -> Experiment:
    """The same with one setting changed."""
    training = replace(experiment.training, optimizer=SGD(learning_rate=0.2))
    return replace(experiment, training=training)


@pytest.fixture
def worker(experiment: Experiment) -> Worker:
    worker = Worker()
    worker.handle(SetTwin(other(experiment)))
    worker.handle(Load(1, experiment))
    return worker


def ask(worker: Worker) -> Answer:
    answer = worker.handle(Request(1, (WEIGHTS, OfTwin(WEIGHTS))))
    assert isinstance(answer, Answer)
    return answer


def settle(worker: Worker) -> None:
    """Let the worker train until it has nothing to do at once."""
    while worker.wait() == 0.0:
        worker.train()


def alone(experiment: Experiment, steps: int) -> Run:
    run = Run(experiment)
    while run.step_count < steps:
        run.train(steps - run.step_count)
    return run


def weights_of(answer: Answer, probe: object) -> np.ndarray:
    values = answer.probes[probe]  # type: ignore[index]
    return np.concatenate([np.ravel(value) for value in values.values()])


def test_it_is_where_the_run_is_and_as_if_it_were_alone(
    worker: Worker, experiment: Experiment
) -> None:
    for _ in range(7):
        worker.handle(Step(StepUnit.BATCH))
    settle(worker)
    answer = ask(worker)
    assert answer.twin is not None
    assert answer.step == answer.twin.step == 7
    expected = WEIGHTS.measure(alone(other(experiment), 7))
    own = np.concatenate([np.ravel(value) for value in expected.values()])
    assert np.array_equal(weights_of(answer, OfTwin(WEIGHTS)), own)
    first = WEIGHTS.measure(alone(experiment, 7))
    assert np.array_equal(
        weights_of(answer, WEIGHTS), np.concatenate([np.ravel(v) for v in first.values()])
    )


def test_what_stays_is_told_once_and_the_curve_piece_by_piece(worker: Worker) -> None:
    first = ask(worker).twin
    assert first is not None
    assert first.loaded is not None
    worker.handle(Step(StepUnit.EPOCH))
    settle(worker)
    request = Request(2, twin_version=first.curve_version, twin_start=len(first.curve))
    answer = worker.handle(request)
    assert isinstance(answer, Answer)
    assert answer.twin is not None
    assert answer.twin.loaded is None
    assert len(answer.twin.curve) == 1
    assert answer.twin.epoch == answer.epoch == 1


def test_it_goes_back_and_returns_with_the_run(worker: Worker, experiment: Experiment) -> None:
    for _ in range(6):
        worker.handle(Step(StepUnit.BATCH))
    settle(worker)
    worker.handle(Visit(2))
    settle(worker)
    past = ask(worker)
    assert past.twin is not None
    assert past.step == past.twin.step == 2
    worker.handle(Visit(None))
    present = ask(worker)
    assert present.twin is not None
    assert present.twin.step == 6
    expected = WEIGHTS.measure(alone(other(experiment), 6))
    own = np.concatenate([np.ravel(value) for value in expected.values()])
    assert np.array_equal(weights_of(present, OfTwin(WEIGHTS)), own)


def test_a_branch_of_the_run_is_one_of_the_twin(worker: Worker) -> None:
    for _ in range(6):
        worker.handle(Step(StepUnit.BATCH))
    settle(worker)
    worker.handle(Visit(2))
    worker.handle(Step(StepUnit.BATCH))
    settle(worker)
    answer = ask(worker)
    assert answer.twin is not None
    assert answer.step == answer.twin.step == 3
    assert answer.present is not None
    assert not answer.present.is_left


def test_it_ends_at_once(worker: Worker) -> None:
    worker.handle(SetTwin(None))
    answer = ask(worker)
    assert answer.twin is None
    assert OfTwin(WEIGHTS) not in answer.probes


def test_a_twin_that_diverges_stays_behind_and_says_why(experiment: Experiment) -> None:
    worker = Worker()
    wild = replace(experiment.training, optimizer=SGD(learning_rate=1e9))
    worker.handle(SetTwin(replace(experiment, training=wild)))
    worker.handle(Load(1, experiment))
    worker.handle(Play())
    for _ in range(200):
        worker.train()
    answer = ask(worker)
    assert answer.twin is not None
    assert answer.twin.phase is Phase.DIVERGED
    assert answer.twin.problem
    assert answer.phase is not Phase.DIVERGED
    assert answer.step > answer.twin.step


def test_an_error_in_the_twin_ends_it_alone(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_memory(*_: object) -> int:
        raise MemoryError("no room")

    assert worker._twin is not None
    monkeypatch.setattr(worker._twin.run, "train", out_of_memory)
    worker.handle(Play())
    for _ in range(20):
        worker.train()
    answer = ask(worker)
    assert answer.twin is not None
    assert answer.twin.problem.startswith("Training the twin failed: MemoryError: no room")
    assert (answer.phase, answer.problem) == (Phase.FINISHED, None)
    assert answer.step > answer.twin.step


def test_a_twin_that_cannot_be_made_is_said_and_the_run_is_there(
    experiment: Experiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_memory(_: Run) -> None:
        raise MemoryError("no room")

    monkeypatch.setattr("app.trainer.worker.Twin", out_of_memory)
    worker = Worker()
    worker.handle(SetTwin(other(experiment)))
    worker.handle(Load(1, experiment))
    answer = ask(worker)
    assert (answer.phase, answer.twin) == (Phase.PAUSED, None)
    assert answer.problem is not None
    assert answer.problem.message.startswith("Loading the twin failed: MemoryError: no room")
