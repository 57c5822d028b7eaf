"""A layer's tensors are those of the run, with what comes in and goes out of it."""

import numpy as np

from engine.arrays import to_host
from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, ReLU
from engine.experiment.training import Training
from engine.probes import LayerTensors
from engine.probes.step_stage import ShownTensor
from engine.run import Run


def trained(steps: int) -> Run:
    network = NetworkSpec((Dense(8), ReLU(), Dense(2)))
    run = Run(Experiment(Spiral(samples=60), network, Training(batch_size=10)))
    for _ in range(steps):
        run.step()
    return run


def by_name(tensors: tuple[ShownTensor, ...] | None) -> dict[str, np.ndarray]:
    assert tensors is not None
    return {each.name: np.asarray(each.values) for each in tensors}


def test_what_leaves_a_layer_comes_into_the_next() -> None:
    run = trained(3)
    dense, relu = by_name(LayerTensors(0).measure(run)), by_name(LayerTensors(1).measure(run))
    assert list(relu) == ["x", "y"]
    np.testing.assert_array_equal(dense["y"], relu["x"])
    np.testing.assert_array_equal(relu["y"], np.maximum(relu["x"], 0))
    weight, bias = (to_host(run.network.views[f"0.dense.{name}"]) for name in ("weight", "bias"))
    np.testing.assert_allclose(dense["y"], dense["x"] @ weight + bias, rtol=1e-5, atol=1e-6)


def test_looking_changes_nothing_and_other_layers_are_none() -> None:
    run = trained(2)
    before = to_host(run.network.gradients).copy()
    assert LayerTensors(99).measure(run) is None
    LayerTensors(0).measure(run)
    np.testing.assert_array_equal(to_host(run.network.gradients), before)
