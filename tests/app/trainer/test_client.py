"""The client makes whole snapshots of answers, whatever it skips. The worker is a thread here."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import pytest

from app.trainer import host
from app.trainer.client import Trainer
from app.trainer.messages import (
    Change,
    Describe,
    Pause,
    Phase,
    Play,
    SetSpeed,
    Snapshot,
    Step,
    StepUnit,
)
from engine.data.dataset import Facts
from engine.errors import DataError
from engine.experiment.data import Gauss, Table
from engine.experiment.experiment import Experiment
from engine.experiment.training import SGD
from engine.probes import DecisionSurface, NeuronMaps, WeightValues
from engine.run import Run

Await = Callable[..., Snapshot]
EVERYTHING = (DecisionSurface(20), NeuronMaps(8), WeightValues())


def lasting(experiment: Experiment, epochs: int) -> Experiment:
    """Return the same experiment with another number of epochs."""
    training = msgspec.structs.replace(experiment.training, epochs=epochs)
    return msgspec.structs.replace(experiment, training=training)


def finished(snapshot: Snapshot) -> bool:
    return snapshot.phase is Phase.FINISHED


def test_until_a_run_is_loaded_there_is_nothing_to_ask(trainer: Trainer) -> None:
    assert not trainer.request()
    assert trainer.poll() is None


def test_loading_is_shown_at_once(trainer: Trainer, experiment: Experiment) -> None:
    number = trainer.load(experiment)
    shown = trainer.poll()
    assert shown is not None
    assert (shown.run_id, shown.phase, len(shown.curve)) == (number, Phase.LOADING, 0)
    assert trainer.poll() is None


def test_at_most_one_request_is_outstanding(
    trainer: Trainer, experiment: Experiment, snapshot: Await
) -> None:
    trainer.load(experiment)
    assert trainer.request()
    assert not trainer.request()
    snapshot(trainer)
    assert trainer.request()


def test_a_request_finds_that_the_answer_to_the_last_has_come(
    trainer: Trainer, experiment: Experiment
) -> None:
    trainer.load(experiment)
    assert trainer.request()
    limit = time.monotonic() + 10
    while not trainer.request():
        assert time.monotonic() < limit
    shown = trainer.poll()
    assert shown is not None
    assert shown.phase is Phase.PAUSED


def test_steps_and_epochs_are_counted_exactly(
    trainer: Trainer, experiment: Experiment, snapshot: Await
) -> None:
    trainer.load(experiment)
    for _ in range(3):
        trainer.send(Step(StepUnit.BATCH))
    assert snapshot(trainer).step == 3
    trainer.send(Step(StepUnit.EPOCH))
    paused = snapshot(trainer, lambda shown: shown.phase is Phase.PAUSED)
    assert (paused.epoch, paused.step) == (1, 5)
    trainer.send(Play())
    last = snapshot(trainer, finished)
    assert (last.epoch, last.step, len(last.curve)) == (8, 40, 9)
    assert last.curve.column("epoch").tolist() == list(range(9))


def test_pause_stops_and_play_goes_on(
    trainer: Trainer, experiment: Experiment, snapshot: Await
) -> None:
    trainer.load(lasting(experiment, 1_000_000))
    trainer.send(Play())
    playing = snapshot(trainer, lambda shown: shown.step > 20)
    assert playing.phase is Phase.PLAYING
    trainer.send(Pause())
    paused, later = snapshot(trainer), snapshot(trainer)
    assert paused.phase is Phase.PAUSED
    assert paused.step == later.step
    assert paused.steps_per_second == 0
    trainer.send(Play())
    assert snapshot(trainer, lambda shown: shown.step > paused.step).phase is Phase.PLAYING


def test_skipped_frames_lose_no_point_of_the_curve(
    trainer: Trainer, experiment: Experiment, snapshot: Await
) -> None:
    trainer.load(lasting(experiment, 400))
    trainer.send(Play())
    early = snapshot(trainer, lambda shown: len(shown.curve) > 10)
    points = len(early.curve)
    last = snapshot(trainer, finished, EVERYTHING)
    assert last.curve.column("epoch").tolist() == list(range(401))
    assert np.all(np.diff(last.curve.column("step")) == 5)
    # An older snapshot stays what it was.
    assert len(early.curve) == points
    assert early.curve.column("epoch").tolist() == list(range(points))


def test_a_long_run_keeps_few_points_and_older_snapshots_stay_what_they_were(
    trainer: Trainer, experiment: Experiment, snapshot: Await, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.trainer.worker.CURVE_LIMIT", 64)
    trainer.load(lasting(experiment, 400))
    trainer.send(Play())
    shown = [snapshot(trainer)]
    before = [shown[0].curve.since(0)]
    while not finished(shown[-1]):
        shown.append(snapshot(trainer))
        before.append(shown[-1].curve.since(0))
    for one, points in zip(shown, before, strict=True):
        assert np.array_equal(one.curve.since(0), points)
        assert len(points) <= 64
        assert points[[0, -1], 0].tolist() == [0, one.epoch]
        assert np.array_equal(points[:, 1], 5 * points[:, 0])
    assert before[-1][-32:, 0].tolist() == list(range(369, 401))


def test_an_unchanged_curve_is_the_same_object(
    trainer: Trainer, experiment: Experiment, snapshot: Await
) -> None:
    trainer.load(experiment)
    first = snapshot(trainer)
    assert snapshot(trainer).curve is first.curve
    assert snapshot(trainer).loaded is first.loaded
    assert first.loaded is not None


@pytest.mark.parametrize("speed", [None, 5_000])
def test_neither_probes_nor_speed_change_the_numbers(
    trainer: Trainer, experiment: Experiment, snapshot: Await, speed: float | None
) -> None:
    short = lasting(experiment, 100)
    trainer.send(SetSpeed(speed))
    trainer.load(short)
    trainer.send(Play())
    last = snapshot(trainer, finished, EVERYTHING)
    bare = Run(short)
    while not bare.finished:
        bare.step()
    assert np.array_equal(last.curve.since(0)[:, :6], bare.curve.since(0)[:, :6])
    for name, view in bare.network.views.items():
        assert np.array_equal(last.probes[WeightValues()][name], view)


def test_the_speed_is_kept_and_measured(
    trainer: Trainer, experiment: Experiment, snapshot: Await
) -> None:
    trainer.load(lasting(experiment, 1_000_000))
    trainer.send(SetSpeed(200.0))
    began = time.monotonic()
    trainer.send(Play())
    later = snapshot(trainer, lambda shown: shown.step >= 100)
    # The first step is due at once; a busy machine can only be too slow.
    assert later.step <= 1 + 200 * (time.monotonic() - began)
    assert 50 < later.steps_per_second < 250


def test_a_slow_speed_does_not_delay_commands(
    trainer: Trainer, experiment: Experiment, snapshot: Await
) -> None:
    trainer.load(experiment)
    trainer.send(SetSpeed(1e-3))
    trainer.send(Play())
    assert snapshot(trainer, lambda shown: shown.step == 1).phase is Phase.PLAYING
    trainer.send(Step(StepUnit.BATCH))
    shown = snapshot(trainer)
    assert (shown.step, shown.phase) == (2, Phase.PAUSED)


def test_a_run_that_diverged_goes_on_with_a_smaller_rate(
    trainer: Trainer, experiment: Experiment, snapshot: Await
) -> None:
    training = msgspec.structs.replace(experiment.training, optimizer=SGD(1e6))
    trainer.load(msgspec.structs.replace(experiment, training=training))
    trainer.send(Play())
    diverged = snapshot(trainer, lambda shown: shown.phase is Phase.DIVERGED, (WeightValues(),))
    assert diverged.problem is not None
    assert diverged.problem.suggested_learning_rate == 0.01
    assert diverged.curve.column("epoch").tolist() == list(range(diverged.epoch + 1))
    assert all(np.isfinite(values).all() for values in diverged.probes[WeightValues()].values())
    training = msgspec.structs.replace(experiment.training, optimizer=SGD(0.01))
    trainer.send(Change(training, msgspec.structs.replace(experiment, training=training)))
    trainer.send(Play())
    last = snapshot(trainer, finished)
    assert last.problem is None
    assert last.curve.column("epoch").tolist() == list(range(9))


def test_a_run_that_cannot_be_loaded_says_why_and_the_next_one_loads(
    trainer: Trainer, experiment: Experiment, snapshot: Await, tmp_path: Path
) -> None:
    missing = Table(path=str(tmp_path / "none.csv"))
    trainer.load(msgspec.structs.replace(experiment, data=missing))
    failed = snapshot(trainer)
    assert (failed.phase, failed.loaded, len(failed.curve)) == (Phase.FAILED, None, 0)
    assert failed.problem is not None
    assert "none.csv" in failed.problem.message
    number = trainer.load(experiment)
    loaded = snapshot(trainer)
    assert (loaded.run_id, loaded.phase, loaded.problem) == (number, Phase.PAUSED, None)


def test_answers_about_an_older_run_are_dropped(
    trainer: Trainer, experiment: Experiment, snapshot: Await
) -> None:
    trainer.load(experiment)
    trainer.send(Play())
    trainer.request()
    number = trainer.load(experiment)
    shown = snapshot(trainer)
    assert (shown.run_id, shown.step, len(shown.curve)) == (number, 0, 1)


def test_data_is_described_before_and_while_a_run_is_loaded(
    trainer: Trainer, experiment: Experiment, snapshot: Await, tmp_path: Path
) -> None:
    trainer.send(Describe(4, Gauss(samples=60), 1))
    trainer.send(Describe(5, Table(path=str(tmp_path / "none.csv")), 1))
    trainer.load(experiment)
    snapshot(trainer)  # answered in order, so the descriptions came before
    answers = dict(trainer.described())
    assert isinstance(answers[4], Facts)
    assert answers[4].train_samples == 30
    assert isinstance(answers[5], DataError)
    assert trainer.described() == []


def test_where_a_process_is_refused_a_thread_serves_and_that_is_said(
    start: Callable[..., Trainer],
    experiment: Experiment,
    snapshot: Await,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(work: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(host, "WorkerProcess", refuse)
    trainer = start(in_process=False)
    trainer.load(experiment)
    first = snapshot(trainer)
    assert first.problem is not None
    assert "Resource temporarily unavailable" in first.problem.message
    assert snapshot(trainer).problem is None
    trainer.send(Play())
    assert snapshot(trainer, finished).step == 40


def test_the_switch_interval_is_set_back(experiment: Experiment, snapshot: Await) -> None:
    usual = 0.005
    sys.setswitchinterval(usual)  # trainers of other tests may have overlapped and left theirs
    trainer = Trainer(in_process=True)
    trainer.load(experiment)
    snapshot(trainer)
    assert sys.getswitchinterval() < usual
    trainer.close()
    assert sys.getswitchinterval() == pytest.approx(usual)


def test_after_close_nothing_happens(trainer: Trainer, experiment: Experiment) -> None:
    trainer.close()
    trainer.close()
    assert not trainer.alive
    trainer.load(experiment)
    trainer.send(Play())
    assert not trainer.request()
    assert trainer.restarts == 0
