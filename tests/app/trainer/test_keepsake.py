"""A keepsake asks for states sparingly and tells another worker how to go on."""

from dataclasses import replace

import msgspec
import numpy as np
import pytest

from app.trainer import keepsake
from app.trainer.keepsake import Keepsake
from app.trainer.messages import (
    Answer,
    Change,
    Load,
    Pause,
    Phase,
    Play,
    SetSpeed,
    SetTwin,
    SetWeights,
    Step,
    StepUnit,
)
from engine.curve import Curve
from engine.experiment.experiment import Experiment
from engine.experiment.training import SGD
from engine.run import Run


@pytest.fixture
def run(experiment: Experiment) -> Run:
    """A run that has trained for seven steps."""
    run = Run(experiment)
    for _ in range(7):
        run.step()
    return run


def answer_of(run: Run, phase: Phase = Phase.PLAYING) -> Answer:
    """Return what a worker would answer about a run, without its state."""
    return Answer(
        serial=1,
        run_id=1,
        phase=phase,
        epoch=run.epoch,
        step=run.step_count,
        metrics=None,
        steps_per_second=0.0,
        curve_version=0,
        curve=run.curve.since(0),
        loaded=None,
        probes={},
        problem=None,
        state=None,
    )


def with_rate(experiment: Experiment, rate: float) -> Change:
    training = msgspec.structs.replace(experiment.training, optimizer=SGD(rate))
    return Change(training, msgspec.structs.replace(experiment, training=training))


def test_without_a_state_the_run_begins_again(experiment: Experiment) -> None:
    kept = Keepsake()
    assert list(kept.commands(Curve())) == [SetSpeed(None)]
    kept.commanded(Load(1, experiment))
    kept.commanded(SetSpeed(30.0))
    kept.commanded(Play())
    assert list(kept.commands(Curve())) == [SetSpeed(30.0), Load(1, experiment), Play()]


def test_a_state_goes_with_the_settings_and_the_curve_it_was_taken_with(
    experiment: Experiment, run: Run
) -> None:
    kept, change = Keepsake(), with_rate(experiment, 0.5)
    kept.commanded(Load(1, experiment))
    kept.answered(answer_of(run))
    assert kept.asks_for_state()
    kept.commanded(change)  # after the state was asked for
    kept.answered(replace(answer_of(run), state=run.state()))
    for _ in range(10):
        run.step()
    speed, load, settings = kept.commands(run.curve)
    assert speed == SetSpeed(None)
    assert isinstance(load, Load)
    assert load.experiment == experiment
    assert load.state is not None
    assert load.state.step_count == 7
    assert np.array_equal(load.curve, run.curve.since(0)[:2])
    assert settings == change


def test_a_state_is_asked_for_only_when_there_is_a_newer_one_and_time_has_passed(
    experiment: Experiment, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr(keepsake.time, "monotonic", lambda: now)
    kept = Keepsake()
    kept.commanded(Load(1, experiment))
    assert not kept.asks_for_state()  # nothing has been trained yet
    kept.answered(answer_of(run))
    assert kept.asks_for_state()
    kept.answered(replace(answer_of(run), state=run.state()))
    now = 200.0
    assert not kept.asks_for_state()  # the run stands where it stood
    run.step()
    kept.answered(answer_of(run))
    assert kept.asks_for_state()
    kept.answered(replace(answer_of(run), state=run.state()))
    run.step()
    kept.answered(answer_of(run))
    now = 200.9
    assert not kept.asks_for_state()
    now = 201.1
    assert kept.asks_for_state()


def test_a_large_state_is_asked_for_seldom(
    experiment: Experiment, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr(keepsake.time, "monotonic", lambda: now)
    monkeypatch.setattr(keepsake, "LARGE", run.state().nbytes / 2)
    kept = Keepsake()
    kept.commanded(Load(1, experiment))
    kept.asks_for_state()
    kept.answered(replace(answer_of(run), state=run.state()))
    run.step()
    kept.answered(answer_of(run))
    now = 119.0
    assert not kept.asks_for_state()
    now = 121.0
    assert kept.asks_for_state()


@pytest.mark.parametrize("stop", [Pause(), Step(StepUnit.BATCH)])
def test_a_run_that_was_stopped_is_not_played_on(experiment: Experiment, stop: Pause) -> None:
    kept = Keepsake()
    for command in (Load(1, experiment), Play(), stop):
        kept.commanded(command)
    assert Play() not in list(kept.commands(Curve()))


def test_a_run_that_finished_is_not_played_on(experiment: Experiment, run: Run) -> None:
    kept = Keepsake()
    kept.commanded(Load(1, experiment))
    kept.commanded(Play())
    kept.asks_for_state()
    kept.answered(answer_of(run, Phase.FINISHED))
    assert Play() not in list(kept.commands(Curve()))


def test_an_answer_from_before_play_does_not_stop_it(experiment: Experiment, run: Run) -> None:
    kept = Keepsake()
    kept.commanded(Load(1, experiment))
    kept.asks_for_state()
    kept.commanded(Play())
    kept.answered(answer_of(run, Phase.PAUSED))
    assert Play() in list(kept.commands(Curve()))


def test_what_a_hand_changed_is_worth_a_state_at_the_same_step(
    run: Run, experiment: Experiment
) -> None:
    kept = Keepsake()
    kept.commanded(Load(1, experiment))
    kept.answered(answer_of(run, Phase.PAUSED))
    assert kept.asks_for_state()
    kept.answered(replace(answer_of(run, Phase.PAUSED), state=run.state()))
    assert not kept.asks_for_state()
    run.set_parameter("0.dense.bias", (0,), 3.0)
    kept.commanded(SetWeights("0.dense.bias", (0,), value=3.0))
    assert kept.asks_for_state()
    kept.answered(replace(answer_of(run, Phase.PAUSED), state=run.state()))
    assert not kept.asks_for_state()
    assert 3.0 in kept.state.parameters


def test_another_worker_gets_the_twin_before_the_run(experiment: Experiment) -> None:
    kept = Keepsake()
    kept.commanded(SetTwin(experiment))
    kept.commanded(Load(1, experiment))
    kinds = [type(command) for command in kept.commands(Curve())]
    assert kinds.index(SetTwin) < kinds.index(Load)
    kept.commanded(SetTwin(None))
    assert SetTwin not in [type(command) for command in kept.commands(Curve())]
