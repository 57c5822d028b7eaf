"""A recorded step is the run's own step, to the last digit; looking at it changes nothing."""

import sys
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from msgspec.structs import replace

import engine
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, Tanh
from engine.experiment.training import Adam, AnyOptimizer, Training
from engine.losses import LOSSES
from engine.run import Run
from engine.run_state import RunState
from engine.step_record import record_step
from tests.engine.experiments import spiral
from tests.engine.step_experiments import NETWORKS, network_of
from tests.engine.step_updates import TRAININGS, training_of


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


@pytest.mark.parametrize("name", TRAININGS)
def test_an_update_is_the_runs_update_to_the_last_digit(name: str) -> None:
    run = Run(training_of(name))
    for _ in range(2):
        run.step()
    tensor = next(iter(run.network.places))
    run.freeze(tensor, (0, 1))
    record = record_step(run)
    loss_gradient = {
        stage.place: {key.removeprefix("∂L/∂"): values for key, values in stage.after.items()}
        for stage in record.stages
        if stage.kind == "backward"
    }
    run.step()
    updates = {stage.place: stage for stage in record.stages if stage.kind == "update"}
    assert updates.keys() == run.network.places.keys()
    for place, stage in updates.items():
        assert stage.after["θ"].tobytes() == run.network.views[place].tobytes()
        gradient = stage.after.get("g", stage.before["g"])
        assert gradient.tobytes() == run.network.gradient_views[place].tobytes()
        for before, after in pairwise(stage.pieces):
            if before.name != "schedule" and after.name != "max_norm":
                assert before.after["θ"].tobytes() == after.before["θ"].tobytes()
    first = loss_gradient["0"]["weight"]
    assert updates[tensor].before["g"].tobytes() == first.tobytes()
    assert updates[tensor].after["θ"][0, 1] == updates[tensor].before["θ"][0, 1]
    assert record.learning_rate == float(run.optimizer.learning_rate)


@pytest.mark.parametrize("optimizer", get_args(AnyOptimizer))
@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_with_every_optimizer_to_the_last_digit(loss: Any, optimizer: Any) -> None:
    units = 1 if loss == "binary_cross_entropy" else 2
    layers = NetworkSpec((Dense(4), Tanh(), Dense(units)))
    training = Training(loss=loss, optimizer=optimizer(), batch_size=10)
    run = Run(replace(spiral(), network=layers, training=training))
    for _ in range(2):
        run.step()
    record = record_step(run)
    run.step()
    (told,) = (stage for stage in record.stages if stage.kind == "loss")
    last = run.network.last_scores, run.network.last_targets
    function = run.network.loss_function
    assert told.before["scores"].tobytes() == last[0].tobytes()
    assert told.before["targets"].tobytes() == last[1].tobytes()
    assert told.after["∂L/∂scores"].tobytes() == function.gradient(*last).tobytes()
    assert record.loss == run.network.last_loss()
    for stage in record.stages:
        if stage.kind == "update":
            place, shape = run.network.places[stage.place]
            assert stage.after["θ"].tobytes() == run.network.views[stage.place].tobytes()
            for name, buffer in run.optimizer.buffers.items():
                if buffer.ndim:
                    assert stage.after[name].tobytes() == buffer[place].reshape(shape).tobytes()


def test_each_stage_notes_the_lines_that_ran(experiment: Experiment) -> None:
    root = Path(engine.__file__).parent.parent
    for stage in record_step(Run(experiment)).stages:
        assert bool(stage.lines) == (stage.kind != "input")
        for module, line in stage.lines:
            assert module.startswith("engine.")
            text = (root / f"{module.replace('.', '/')}.py").read_text().splitlines()[line - 1]
            assert text.strip()
            assert not text.strip().startswith(("#", "def ", "class "))


def test_a_blocks_own_lines_are_told_apart_from_its_layers() -> None:
    record = record_step(Run(network_of("residual")))
    block = next(stage for stage in record.stages if stage.place == "1" and stage.by)
    assert {module for module, _ in block.lines} == {"engine.layers.residual"}


def test_what_does_not_run_is_not_noted() -> None:
    record = record_step(Run(network_of("dense")))
    first, *others = (s for s in reversed(record.stages) if s.name == "Dense" and s.other)
    # Nobody needs the first layer's ∂L/∂x: it returns where the others go on.
    shared = len(first.lines) - 1
    assert first.lines[:shared] == others[0].lines[:shared]
    assert first.lines[shared] not in others[0].lines


def test_a_debugger_goes_on_afterwards() -> None:
    before = sys.gettrace()
    record_step(Run(spiral()))
    assert sys.gettrace() is before


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
