"""Each formula's lines are found in the engine's own files, as they stand there."""

from pathlib import Path
from typing import Any, get_args

import pytest
from msgspec.structs import replace

import engine
from engine.experiment.network import Dense, NetworkSpec, Tanh
from engine.experiment.training import AnyOptimizer, Training
from engine.layers import LAYERS
from engine.losses import LOSSES
from engine.run import Run
from engine.source_text import Excerpt, class_source, lineage_source, ran_source
from engine.step_record import record_step
from tests.engine.experiments import spiral
from tests.engine.step_experiments import NETWORKS, network_of
from tests.engine.step_updates import training_of

ROOT = Path(engine.__file__).parent.parent


def stands_in_its_file(excerpt: Excerpt) -> bool:
    """Tell whether the lines of an excerpt are those of the file."""
    lines = (ROOT / excerpt.file).read_text(encoding="utf-8").splitlines()
    there = lines[excerpt.first_line - 1 : excerpt.last_line]
    return [line.strip() for line in there] == [line.strip() for line in excerpt.text.split("\n")]


@pytest.mark.parametrize("name", NETWORKS)
def test_every_stage_shows_the_lines_that_ran(name: str) -> None:
    for stage in record_step(Run(network_of(name))).stages[1:]:
        excerpts = ran_source(stage.lines)
        assert excerpts
        assert all(map(stands_in_its_file, excerpts))
        for excerpt in excerpts:
            assert excerpt.marked
            assert excerpt.first_line < excerpt.marked[0]
            assert excerpt.marked[-1] <= excerpt.last_line
        if stage.kind in ("forward", "backward"):
            assert f"def {stage.kind}(" in excerpts[0].text
            assert excerpts[0].file.startswith("engine/layers/")


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss(loss: Any) -> None:
    units = 1 if loss == "binary_cross_entropy" else 2
    layers = NetworkSpec((Dense(4), Tanh(), Dense(units)))
    training = Training(loss=loss, batch_size=10)
    record = record_step(Run(replace(spiral(), network=layers, training=training)))
    (stage,) = (stage for stage in record.stages if stage.kind == "loss")
    names = [each.name for each in ran_source(stage.lines)]
    assert names[0] == f"{stage.name}.gradient"
    assert f"{stage.name}.terms" in names


@pytest.mark.parametrize("optimizer", get_args(AnyOptimizer))
def test_every_optimizer(optimizer: Any) -> None:
    stage = record_step(Run(spiral(optimizer=optimizer()))).stages[-1]
    excerpts = ran_source(stage.lines)
    assert excerpts[0].name == f"{stage.name}.update"
    assert class_source(type(stage.by)).text.startswith(f"class {stage.name}")


def test_every_piece_of_an_update() -> None:
    run = Run(training_of("everything", "dense"))
    run.freeze("0.dense.weight", (0, 0))
    record = record_step(run)
    stage = next(stage for stage in record.stages if stage.place == "0.dense.weight")
    names = [each.name for each in ran_source(stage.lines)]
    order = [
        "Schedule.share",
        "Penalties.add_gradient",
        "Clipping.clip",
        "Penalties.shrink",
        "Adam.update",
        "MaxNorm.shorten",
        "Held.put_back",
    ]
    assert [name for name in names if name in order] == order


def test_what_a_method_calls_comes_with_it() -> None:
    record = record_step(Run(network_of("bent")))
    sigmoid = next(stage for stage in record.stages if stage.name == "Sigmoid")
    assert [each.name for each in ran_source(sigmoid.lines)] == ["Sigmoid.forward", "logistic"]
    record = record_step(Run(network_of("lstm")))
    assert "LSTM._step" in [each.name for each in ran_source(record.stages[1].lines)]


def test_a_branch_that_was_not_taken_is_not_marked() -> None:
    record = record_step(Run(network_of("dense")))
    first, *others = (s for s in reversed(record.stages) if s.name == "Dense" and s.other)
    source, other = (ran_source(stage.lines)[0] for stage in (first, others[0]))
    returns = [
        source.first_line + number
        for number, line in enumerate(source.text.split("\n"))
        if "return" in line
    ]
    assert returns[0] in source.marked
    assert returns[0] not in other.marked
    assert set(returns[1:]) & set(other.marked)
    assert not set(returns[1:]) & set(source.marked)


def test_a_class_comes_with_those_it_is_made_from() -> None:
    pooling = next(layer for layer in LAYERS.values() if layer.__name__ == "MaxPooling")
    assert [each.name for each in lineage_source(pooling)] == ["MaxPooling", "Pooling"]
