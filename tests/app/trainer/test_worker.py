"""A worker does what it is commanded and answers requests; no error ends it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from app.trainer.messages import (
    Answer,
    Change,
    Command,
    Describe,
    Described,
    Load,
    Pause,
    Phase,
    Play,
    Request,
    SetWeights,
    Step,
    StepUnit,
    Visit,
)
from app.trainer.worker import Worker
from engine.data.dataset import Facts
from engine.errors import DataError
from engine.experiment.data import Drawn, Gauss, Table
from engine.experiment.experiment import Experiment
from engine.experiment.training import SGD
from engine.fit import fit_plane
from engine.probes import GradientMagnitudes, HeldWeights, Probe, WeightValues
from engine.run import Run

pytestmark = pytest.mark.usefixtures("first_state_only")


@dataclass(frozen=True)
class Broken(Probe):
    """A probe that cannot measure."""

    def measure(self, run: Run) -> Any:
        raise ValueError("nothing to measure here")


@pytest.fixture
def worker(experiment: Experiment) -> Worker:
    """Return a worker that has loaded the small experiment as run 1."""
    worker = Worker()
    worker.handle(Load(1, experiment))
    return worker


def ask(
    worker: Worker,
    *probes: Probe,
    curve: tuple[int | None, int] = (None, 0),
    want_state: bool = False,
) -> Answer:
    """Return the answer to a request; `curve` is the version and number of points one has."""
    answer = worker.handle(Request(5, probes, *curve, want_state))
    assert isinstance(answer, Answer)
    return answer


def do(worker: Worker, *commands: Command) -> None:
    """Give the commands, after each of them training until there is nothing more to do."""
    for command in commands:
        assert worker.handle(command) is None
        while worker.wait() is not None:
            worker.train()


def test_without_a_run_it_waits_and_says_so() -> None:
    worker = Worker()
    do(worker, Play(), Step(StepUnit.EPOCH), Pause())
    answer = ask(worker)
    assert (answer.run_id, answer.phase, answer.step) == (0, Phase.LOADING, 0)
    assert answer.curve.shape == (0, 7)


def test_a_loaded_run_is_described_once(worker: Worker, experiment: Experiment) -> None:
    first, second = ask(worker), ask(worker)
    assert first.loaded is not None
    assert first.loaded.experiment == experiment
    assert second.loaded is None
    assert (first.serial, first.run_id, first.phase) == (5, 1, Phase.PAUSED)
    assert (first.epoch, first.step, len(first.curve)) == (0, 0, 1)


def test_an_answer_holds_what_was_asked_for(worker: Worker) -> None:
    do(worker, Play())
    answer = ask(worker, WeightValues(), GradientMagnitudes(), curve=(0, 3))
    assert set(answer.probes) == {WeightValues(), GradientMagnitudes()}
    assert answer.curve_version == 0
    assert answer.curve[:, 0].tolist() == [3, 4, 5, 6, 7, 8]
    assert answer.state is None
    assert (answer.phase, answer.metrics.epoch) == (Phase.FINISHED, 8)


def test_a_probe_that_raises_is_left_out_and_told_once(worker: Worker) -> None:
    answer = ask(worker, Broken(), WeightValues())
    assert set(answer.probes) == {WeightValues()}
    assert answer.problem is not None
    assert "Broken() failed: ValueError: nothing to measure here" in answer.problem.message
    assert answer.phase is Phase.PAUSED
    assert ask(worker, Broken()).problem is None
    do(worker, Play())
    assert ask(worker).phase is Phase.FINISHED


def test_between_two_epochs_the_metrics_follow_the_steps(worker: Worker) -> None:
    do(worker, Step(StepUnit.BATCH))
    answer = ask(worker)
    assert answer.metrics is not None
    assert (answer.metrics.step, answer.metrics.epoch) == (1, 0)
    assert answer.metrics.train_loss != answer.curve[0, 2]
    assert len(answer.curve) == 1


def test_a_state_and_the_curve_before_it_continue_the_run(
    worker: Worker, experiment: Experiment
) -> None:
    do(worker, Step(StepUnit.EPOCH), Step(StepUnit.EPOCH))
    kept = ask(worker, want_state=True)
    assert kept.state is not None
    other = Worker()
    do(other, Load(1, experiment, kept.state, kept.curve))
    assert (ask(other).epoch, ask(other).step) == (2, 10)
    do(worker, Play())
    do(other, Play())
    whole, continued = ask(worker, WeightValues()), ask(other, WeightValues())
    assert np.array_equal(continued.curve[:, :6], whole.curve[:, :6])
    for name, weights in whole.probes[WeightValues()].items():
        assert np.array_equal(continued.probes[WeightValues()][name], weights)


def test_an_experiment_that_its_data_refuses_fails_with_the_field(
    worker: Worker, experiment: Experiment, tmp_path: Path
) -> None:
    file = tmp_path / "three.csv"
    file.write_text("u,v,kind\n" + "\n".join(f"{i},{i * i},{'abc'[i % 3]}" for i in range(90)))
    three_classes = msgspec.structs.replace(experiment, data=Table(path=str(file)))
    do(worker, Load(2, three_classes))
    answer = ask(worker)
    assert (answer.run_id, answer.phase, answer.loaded) == (2, Phase.FAILED, None)
    assert answer.problem is not None
    assert answer.problem.path == "network.layers[2].units"
    do(worker, Load(3, experiment), Play())
    assert ask(worker).phase is Phase.FINISHED


def test_an_error_while_loading_ends_only_the_loading(
    experiment: Experiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError("unable to allocate 8 GiB")

    monkeypatch.setattr("app.trainer.worker.Run", fail)
    worker = Worker()
    do(worker, Load(1, experiment))
    answer = ask(worker)
    assert answer.phase is Phase.FAILED
    assert answer.problem is not None
    assert "MemoryError: unable to allocate 8 GiB" in answer.problem.message


def test_describe_gives_the_facts_or_the_error(worker: Worker, tmp_path: Path) -> None:
    described = worker.handle(Describe(8, Gauss(samples=60, test_share=0.25), 1))
    assert isinstance(described, Described)
    assert described.token == 8
    assert isinstance(described.outcome, Facts)
    assert (described.outcome.train_samples, described.outcome.test_samples) == (45, 15)
    refused = worker.handle(Describe(9, Table(path=str(tmp_path / "none.csv")), 1))
    assert isinstance(refused, Described)
    assert isinstance(refused.outcome, DataError)
    assert "none.csv" in str(refused.outcome)


def test_settings_change_while_training(worker: Worker, experiment: Experiment) -> None:
    training = msgspec.structs.replace(experiment.training, optimizer=SGD(0.5), epochs=9)
    changed = msgspec.structs.replace(experiment, training=training)
    do(worker, Step(StepUnit.EPOCH), Change(training, changed), Play())
    assert ask(worker).epoch == 9
    reference = Run(experiment)
    for _ in range(5):
        reference.step()
    reference.change_training(changed)
    for _ in range(40):
        reference.step()
    weights = ask(worker, WeightValues()).probes[WeightValues()]
    for name, view in reference.network.views.items():
        assert np.array_equal(weights[name], view)


def test_after_a_divergence_took_points_back_the_whole_curve_is_sent(
    worker: Worker, experiment: Experiment
) -> None:
    do(worker, Play())
    assert len(ask(worker).curve) == 9
    rate = msgspec.structs.replace(experiment.training, optimizer=SGD(1e8), epochs=10_000)
    do(worker, Change(rate, msgspec.structs.replace(experiment, training=rate)), Play())
    answer = ask(worker, curve=(0, 9))
    assert answer.phase is Phase.DIVERGED
    assert answer.curve_version != 0
    assert answer.curve[:, 0].tolist() == list(range(answer.epoch + 1))
    assert answer.epoch < 8


def test_a_curve_that_thinned_itself_is_sent_whole_once(
    experiment: Experiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.trainer.worker.CURVE_LIMIT", 32)
    worker = Worker()
    training = msgspec.structs.replace(experiment.training, epochs=100)
    do(worker, Load(1, msgspec.structs.replace(experiment, training=training)), Play())
    answer = ask(worker, curve=(0, 20))
    assert answer.curve_version > 0
    assert len(answer.curve) <= 32
    assert answer.curve[[0, -1], 0].tolist() == [0, 100]
    assert not len(ask(worker, curve=(answer.curve_version, len(answer.curve))).curve)


def drawn(count: int) -> Drawn:
    """Return a drawing of points on a line, a class to each side."""
    places = np.linspace(-5, 5, count).tolist()
    return Drawn(points=tuple((x, x / 2, float(x > 0)) for x in places))


def test_other_points_of_a_drawing_are_told_and_trained_on(experiment: Experiment) -> None:
    worker = Worker()
    before = fit_plane(experiment, drawn(40))
    worker.handle(Load(1, before))
    worker.handle(Step(StepUnit.BATCH))
    first = ask(worker, WeightValues())
    after = fit_plane(before, drawn(90))
    worker.handle(Change(after.training, after))
    second = ask(worker, WeightValues())
    assert first.loaded is not None
    assert second.loaded is not None
    assert (len(first.loaded.points), len(second.loaded.points)) == (40, 90)
    assert second.step == 1
    weights = (answer.probes[WeightValues()] for answer in (first, second))
    for one, other in zip(*(values.values() for values in weights), strict=True):
        assert np.array_equal(one, other)
    assert second.metrics is not None
    assert first.metrics is not None
    assert second.metrics.train_loss != first.metrics.train_loss
    assert ask(worker).loaded is None


def test_a_drawing_without_points_is_no_error(experiment: Experiment) -> None:
    worker = Worker()
    worker.handle(Load(1, fit_plane(experiment, Drawn())))
    worker.handle(Play())
    answer = ask(worker)
    assert (answer.phase, answer.problem, answer.loaded) == (Phase.EMPTY, None, None)
    worker.handle(Load(2, fit_plane(experiment, drawn(4))))
    assert ask(worker).phase is Phase.PAUSED


def test_weights_are_changed_by_hand_and_measured_anew(worker: Worker) -> None:
    before = ask(worker, WeightValues())
    worker.handle(SetWeights("0.dense.weight", (0, None), value=4.0, held=True))
    after = ask(worker, WeightValues())
    assert (after.probes[WeightValues()]["0.dense.weight"][0] == 4.0).all()
    assert before.metrics is not None
    assert after.metrics is not None
    assert after.metrics.train_loss != before.metrics.train_loss
    worker.handle(Step(StepUnit.BATCH))
    trained = ask(worker, WeightValues()).probes[WeightValues()]
    assert (trained["0.dense.weight"][0] == 4.0).all()
    assert (trained["2.dense.weight"] != after.probes[WeightValues()]["2.dense.weight"]).any()


@pytest.mark.parametrize(
    "command",
    [
        SetWeights("9.dense.weight", (0, 0), value=1.0),
        SetWeights("0.dense.weight", (0, 999), value=1.0),
        SetWeights("0.dense.weight", (0, 0), value=float("nan")),
        SetWeights("0.dense.weight", (0, 0), value=float("nan"), held=True),
    ],
)
def test_a_weight_that_cannot_be_changed_is_said(worker: Worker, command: SetWeights) -> None:
    before = ask(worker, WeightValues()).probes[WeightValues()]
    worker.handle(command)
    answer = ask(worker, WeightValues(), HeldWeights())
    assert answer.problem is not None
    assert answer.problem.message.startswith("The weight was not changed: ")
    assert answer.probes[HeldWeights()] == {}
    for name, tensor in answer.probes[WeightValues()].items():
        assert np.array_equal(tensor, before[name])
    assert ask(worker).phase is Phase.PAUSED


def test_what_a_hand_changed_is_part_of_the_past(worker: Worker) -> None:
    worker.handle(Step(StepUnit.EPOCH))
    while worker.wait() == 0.0:
        worker.train()
    step = ask(worker).step
    worker.handle(SetWeights("0.dense.weight", (0, 0), value=4.0))
    changed = ask(worker, WeightValues()).probes[WeightValues()]
    worker.handle(Step(StepUnit.EPOCH))
    while worker.wait() == 0.0:
        worker.train()
    worker.handle(Visit(step))
    past = ask(worker, WeightValues()).probes[WeightValues()]
    for name, tensor in past.items():
        assert np.array_equal(tensor, changed[name])
