"""The numbers put into each formula come to what the engine recorded, element by element."""

from collections.abc import Iterator
from typing import Any, get_args

import numpy as np
import pytest
from msgspec.structs import replace

from engine.experiment.data import Slope
from engine.experiment.network import Dense, NetworkSpec, Tanh
from engine.experiment.training import SGD, AnyOptimizer, Training
from engine.layers import LAYERS
from engine.losses import LOSSES
from engine.run import Run
from engine.step_record import Stage, StepRecord, record_step
from engine.worked import Worked, worked_element
from engine.worked.worked import apart, number
from tests.engine.experiments import spiral
from tests.engine.step_experiments import NETWORKS, network_of
from tests.engine.step_updates import TRAININGS, training_of


def worked_of(record: StepRecord, stage: Stage, tensor: str, index: Any) -> Worked | None:
    """Work one element of a stage out."""
    return worked_element(stage, tensor, index, record.learning_rate, record.updates)


def elements(record: StepRecord) -> Iterator[tuple[Stage, str, Worked | None]]:
    """Yield a few elements of everything that every stage gave."""
    rng = np.random.default_rng(0)
    for stage in record.stages:
        for tensor, values in stage.after.items() if stage.kind != "input" else ():
            for _ in range(4):
                index = tuple(int(rng.integers(size)) for size in values.shape)
                yield stage, tensor, worked_of(record, stage, tensor, index)


@pytest.mark.parametrize("adam", [True, False])
@pytest.mark.parametrize("name", NETWORKS)
def test_every_element_has_its_formula_in_numbers(name: str, adam: bool) -> None:
    run = Run(network_of(name, adam))
    for _ in range(2):
        run.step()
    for stage, tensor, worked in elements(record_step(run)):
        assert worked is not None, (stage.name, tensor)
        assert worked.lines
        assert worked.agrees, (stage.kind, stage.name, tensor, worked)


def test_every_kind_of_layer_is_among_them() -> None:
    seen = {
        stage.name
        for name in NETWORKS
        for stage in record_step(Run(network_of(name))).stages
        if stage.kind == "forward"
    }
    assert seen == {layer.__name__ for layer in LAYERS.values()}


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss(loss: str) -> None:
    units = 1 if loss == "binary_cross_entropy" else 2
    layers = NetworkSpec((Dense(4), Tanh(), Dense(units)))
    training = Training(loss=loss, batch_size=10)  # type: ignore[arg-type]
    experiment = replace(spiral(), network=layers, training=training)
    record = record_step(Run(experiment))
    (stage,) = (stage for stage in record.stages if stage.kind == "loss")
    for tensor, values in stage.after.items():
        for index in np.ndindex(values.shape):
            worked = worked_of(record, stage, tensor, index)
            assert worked is not None
            assert worked.agrees, worked


@pytest.mark.parametrize("loss", ["mean_squared_error", "sum_of_squares", "huber"])
def test_losses_of_values(loss: Any) -> None:
    layers = NetworkSpec((Dense(4), Tanh(), Dense(1)))
    experiment = replace(
        spiral(),
        data=Slope(samples=60),
        network=layers,
        training=Training(loss=loss, batch_size=10),
    )
    record = record_step(Run(experiment))
    (stage,) = (stage for stage in record.stages if stage.kind == "loss")
    for tensor in stage.after:
        worked = worked_of(record, stage, tensor, (3, 0))
        assert worked is not None
        assert worked.agrees, worked


@pytest.mark.parametrize("optimizer", get_args(AnyOptimizer))
def test_every_optimizer(optimizer: Any) -> None:
    run = Run(spiral(optimizer=optimizer()))
    for _ in range(5):
        run.step()
    record = record_step(run)
    stages = [stage for stage in record.stages if stage.kind == "update"]
    assert stages
    for stage in stages:
        for tensor, values in stage.after.items():
            worked = worked_of(record, stage, tensor, (0,) * values.ndim)
            assert worked is not None, (stage.name, tensor)
            assert worked.agrees, (stage.name, tensor, worked)


@pytest.mark.parametrize("network", ["residual", "convolution", "lstm", "embedding"])
@pytest.mark.parametrize("name", TRAININGS)
def test_every_piece_of_an_update(name: str, network: str) -> None:
    run = Run(training_of(name, network))
    tensor = next(iter(run.network.places))
    for _ in range(3):
        run.step()
    run.freeze(tensor, (0,) * len(run.network.places[tensor][1]))
    record = record_step(run)
    for stage in (stage for stage in record.stages if stage.kind == "update"):
        for index in list(np.ndindex(stage.after["θ"].shape))[:40]:
            for of in stage.after:
                worked = worked_of(record, stage, of, index)
                assert worked is not None
                assert np.isfinite(worked.value)
                assert worked.agrees, (stage.place, of, index, worked)


def test_an_update_tells_its_pieces_in_their_order() -> None:
    run = Run(training_of("everything", "dense"))
    run.step()
    run.freeze("0.dense.weight", (1, 2))
    record = record_step(run)
    stage = next(stage for stage in record.stages if stage.place == "0.dense.weight")
    worked = worked_of(record, stage, "θ", (1, 2))
    assert worked is not None
    starts = [line.split(" = ")[0].split(" ← ")[0] for line in worked.lines]
    place = "[1, 2]"
    assert starts == ["η", *3 * [f"g{place}"], f"θ{place}"] + [
        f"{name}{place}" for name in ("m", "v", "v̂", "m̂", "θ", "θ", "θ")
    ]
    assert "sign" not in worked.lines[1]
    assert worked.lines[-1].startswith("θ[1, 2] ← the value before the step")
    assert worked.recorded == float(stage.before["θ"][1, 2])


def test_the_sentence_of_a_weighted_sum() -> None:
    run = Run(spiral(optimizer=SGD(0.05)))
    record = record_step(run)
    dense = record.stages[1]
    worked = worked_of(record, dense, "y", (0, 2))
    assert worked is not None
    x, weight = dense.before["x"][0], dense.before["weight"][:, 2]
    assert worked.value == pytest.approx(float(x @ weight + dense.before["bias"][2]), rel=1e-5)
    assert worked.lines[0].startswith("y[0, 2] = ")
    assert worked.lines[0].count(" · ") == 2


def test_a_long_sum_tells_how_many_terms_are_not_written_out() -> None:
    record = record_step(Run(network_of("convolution")))
    conv = next(stage for stage in record.stages if stage.name == "Conv2D")
    worked = worked_of(record, conv, "y", (0, 1, 2, 0))
    assert worked is not None
    assert "(12 more terms: " in worked.lines[0]


def test_a_difference_can_be_read_from_its_numbers() -> None:
    assert apart(0.9999572, 1) == "0.999957"
    assert apart(0.25, 1) == "0.25"
    assert apart(2.0, 2.0) == "2"
    assert number(-0.0) == "0"


def test_a_wrong_number_would_be_noticed() -> None:
    record = record_step(Run(spiral()))
    record.stages[1].after["y"][0, 0] += 0.01
    worked = worked_of(record, record.stages[1], "y", (0, 0))
    assert worked is not None
    assert not worked.agrees


@pytest.mark.parametrize("scale", [1e4, 1e12, 1e30, np.nan, np.inf])
@pytest.mark.parametrize("name", NETWORKS)
def test_numbers_beyond_all_bounds_stop_nobody(name: str, scale: float) -> None:
    run = Run(network_of(name))
    with np.errstate(all="ignore"):
        run.network.parameters *= scale
        record = record_step(run)
        for stage in record.stages:
            for tensor, values in stage.after.items():
                worked_of(record, stage, tensor, (0,) * values.ndim)
    assert record.stages
    assert run.step_count == 0
