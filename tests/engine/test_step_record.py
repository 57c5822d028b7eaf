"""A recorded step is the run's own step, to the last digit; looking at it changes nothing."""

from dataclasses import fields
from itertools import pairwise

import numpy as np
import pytest

from engine.experiment.experiment import Experiment
from engine.experiment.training import Adam
from engine.run import Run
from engine.run_state import RunState
from engine.step_record import record_step
from tests.engine.experiments import spiral
from tests.engine.step_experiments import NETWORKS, network_of


def same_state(one: RunState, other: RunState) -> bool:
    """Tell whether two states are equal bit for bit, the clock left out."""
    return all(
        _same(getattr(one, each.name), getattr(other, each.name))
        for each in fields(one)
        if each.name != "seconds"
    )


def _same(one: object, other: object) -> bool:
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return one.tobytes() == other.tobytes()
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if hasattr(one, "__dataclass_fields__"):
        return all(
            _same(getattr(one, name), getattr(other, name)) for name in one.__dataclass_fields__
        )
    return bool(one == other)


@pytest.fixture(params=NETWORKS)
def experiment(request: pytest.FixtureRequest) -> Experiment:
    """Return a small experiment with each kind of network in turn."""
    return network_of(request.param)


def test_a_kept_step_is_the_runs_step_bit_for_bit(experiment: Experiment) -> None:
    watched, alone = Run(experiment), Run(experiment)
    for _ in range(3):
        record_step(watched, keep=True)
        alone.step()
    assert same_state(watched.state(), alone.state())


def test_looking_changes_nothing_that_training_meets(experiment: Experiment) -> None:
    watched, alone = Run(experiment), Run(experiment)
    for _ in range(3):
        record_step(watched)
        record_step(watched, sample=int(watched.dataset.train[0]))
        assert same_state(watched.state(), alone.state())
        watched.step()
        alone.step()
    assert same_state(watched.state(), alone.state())
    assert watched.batch_loss == pytest.approx(alone.batch_loss, nan_ok=True, abs=0)


def test_what_was_looked_at_is_the_step_that_follows(experiment: Experiment) -> None:
    run = Run(experiment)
    record = record_step(run)
    run.step()
    updates = [stage for stage in record.stages if stage.kind == "update"]
    after = np.concatenate([stage.after["θ"].ravel() for stage in updates])
    gradient = np.concatenate([stage.before["g"].ravel() for stage in updates])
    assert after.tobytes() == run.network.parameters.tobytes()
    assert gradient.tobytes() == run.network.gradients.tobytes()
    assert record.loss == run.network.last_loss()
    assert record.step == run.step_count == 1


def test_each_layer_hands_its_numbers_to_the_next(experiment: Experiment) -> None:
    record = record_step(Run(experiment))
    whole = [stage for stage in record.stages if "." not in stage.place or stage.kind == "update"]
    forward = [stage for stage in whole if stage.kind in ("input", "forward")]
    for before, after in pairwise(forward[1:]):
        assert before.after["y"].tobytes() == after.before["x"].tobytes()
    backward = [stage for stage in whole if stage.kind == "backward"]
    (loss,) = (stage for stage in whole if stage.kind == "loss")
    assert loss.before["scores"].tobytes() == forward[-1].after["y"].tobytes()
    assert loss.after["∂L/∂scores"].tobytes() == backward[0].before["∂L/∂y"].tobytes()
    for before, after in pairwise(backward):
        assert before.after["∂L/∂x"].tobytes() == after.before["∂L/∂y"].tobytes()


def test_nothing_stays_watched() -> None:
    run = Run(spiral(optimizer=Adam()))
    record_step(run)
    assert not any("forward" in vars(layer) for layer in run.network.layers)
    assert "update" not in vars(run.optimizer)


def test_looking_at_the_end_of_an_epoch_ends_none() -> None:
    run = Run(spiral())
    for _ in range(run.steps_per_epoch - 1):
        run.step()
    state = run.state()
    record_step(run)
    assert run.epoch == 0
    assert same_state(run.state(), state)


def test_a_step_that_diverges_says_so_and_is_taken_back() -> None:
    run = Run(spiral())
    run.network.parameters[0] = np.nan
    record = record_step(run)
    assert record.diverged
    assert record.stages[-1].kind == "backward"
    assert run.step_count == 0


def test_a_sample_that_is_not_there_is_refused() -> None:
    run = Run(spiral())
    with pytest.raises(ValueError, match="there is no sample"):
        record_step(run, sample=10_000)
    with pytest.raises(ValueError, match="cannot be kept"):
        record_step(run, sample=0, keep=True)
