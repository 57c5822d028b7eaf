"""The probe of the activations: direct evaluation, and the classic histograms."""

import math

import msgspec
import numpy as np
import pytest

from engine.arrays import to_host
from engine.experiment.data import Gate
from engine.experiment.experiment import Experiment
from engine.experiment.network import (
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    NetworkSpec,
    Normal,
    ReLU,
    Reshape,
    Sigmoid,
    Tanh,
)
from engine.experiment.training import Training
from engine.probes import Histogram, LayerActivations
from engine.run import Run
from tests.engine.experiments import clouds, spiral
from tests.engine.probes.deep import classic_layers


def middle(histogram: Histogram) -> float:
    """The share in the middle tenth of the range, of 40 bins."""
    return float(histogram.counts[18:22].sum() / histogram.counts.sum())


def ends(histogram: Histogram) -> float:
    """The share in the two outermost of 40 bins."""
    return float(histogram.counts[[0, -1]].sum() / histogram.counts.sum())


@pytest.mark.parametrize("share", ["train", "test"])
def test_spreads_are_those_of_the_layers_outputs(share, backend) -> None:
    run = Run(spiral(), backend=backend)
    run.train(30)
    measured = LayerActivations(share, samples=50, bins=12).measure(run)
    assert measured.samples == 50
    samples = run.samples
    x = (samples.x_train if share == "train" else samples.x_test)[:50]
    outputs = [to_host(y) for y in run.network.activations(x)]
    assert len(measured.layers) == len(outputs) == 5
    for spread, y in zip(measured.layers, outputs, strict=True):
        assert spread.mean == pytest.approx(y.mean(), abs=1e-6)
        assert spread.deviation == pytest.approx(y.std(), abs=1e-6)
        assert spread.histogram.counts.shape == (12,)
        assert spread.histogram.counts.sum() == y.size
        assert spread.histogram.low <= y.min()
        assert spread.histogram.high >= y.max()
        assert math.isnan(spread.saturated)


def test_a_unit_is_dead_when_no_sample_wakes_it(backend) -> None:
    run = Run(spiral(), backend=backend)
    run.network.views["0.dense.bias"][:3] = -1e3  # three of eight never give anything but 0
    run.network.views["0.dense.bias"][3:] = 1e3
    layers = LayerActivations().measure(run).layers
    assert layers[0].dead == 0  # the dense layer before the ReLU says -1000
    assert layers[1].dead == 3 / 8


@pytest.mark.parametrize(
    ("activation", "inputs", "expected"),
    [
        (Sigmoid(), (-3.7, -3.6, 0.0, 3.6, 3.7), 2 / 5),
        (Tanh(), (-1.85, -1.8, 0.0, 1.8, 1.85), 2 / 5),
        (ReLU(), (-9.0, -1.0, 0.0, 1.0, 9.0), math.nan),
    ],
    ids=str,
)
def test_a_number_is_saturated_below_a_tenth_of_the_steepest_slope(
    activation, inputs: tuple[float, ...], expected: float, backend
) -> None:
    # σ'(3.637) and tanh'(1.818) are a tenth of ¼ and of 1; weights of 0: the biases decide.
    network = NetworkSpec((Dense(5, init="zeros"), activation, Dense(2)))
    run = Run(msgspec.structs.replace(clouds(), network=network), backend=backend)
    bias = run.network.views["0.dense.bias"]
    bias[:] = np.asarray(inputs, like=bias)
    saturated = LayerActivations().measure(run).layers[1].saturated
    assert saturated == pytest.approx(expected, nan_ok=True)


def test_dropout_is_not_measured(backend) -> None:
    network = NetworkSpec((Dense(8, bias=1.0), Dropout(0.9), Dense(2)))
    run = Run(msgspec.structs.replace(clouds(), network=network), backend=backend)
    layers = LayerActivations().measure(run).layers
    assert layers[0].mean == layers[1].mean


def test_each_number_of_a_picture_is_a_unit(backend) -> None:
    picture = (Dense(36), Reshape((1, 6, 6)), Conv2D(4, size=3), ReLU(), Flatten(), Dense(2))
    run = Run(msgspec.structs.replace(clouds(), network=NetworkSpec(picture)), backend=backend)
    run.network.views["2.conv2d.bias"][0] = -1e3
    layers = LayerActivations(samples=10).measure(run).layers
    assert layers[3].histogram.counts.sum() == 10 * 4 * 4 * 4
    assert layers[3].dead >= 1 / 4
    assert layers[4].dead == layers[3].dead


def test_without_test_samples_there_is_nothing(backend) -> None:
    network, training = NetworkSpec((Dense(2),)), Training(batch_size=4)
    run = Run(Experiment(data=Gate(), network=network, training=training), backend=backend)
    assert LayerActivations("test").measure(run) == LayerActivations("test").measure(run)
    assert LayerActivations("test").measure(run).samples == 0
    assert LayerActivations("train").measure(run).samples == 4


def test_wide_weights_pile_sigmoids_up_at_both_ends(backend) -> None:
    layers = (
        LayerActivations(samples=1000)
        .measure(classic_layers(Sigmoid(), Normal(1.0), backend))
        .layers
    )
    for spread in layers[1:10:2]:
        assert ends(spread.histogram) > 0.5
        assert middle(spread.histogram) < 0.1
        assert spread.saturated > 0.5


def test_narrow_weights_leave_sigmoids_at_a_half(backend) -> None:
    layers = (
        LayerActivations(samples=1000)
        .measure(classic_layers(Sigmoid(), Normal(0.01), backend))
        .layers
    )
    for spread in layers[1:10:2]:
        assert middle(spread.histogram) > 0.9
        assert spread.mean == pytest.approx(0.5, abs=0.02)
        assert spread.saturated == 0


def test_weights_in_proportion_to_the_inputs_spread_sigmoids(backend) -> None:
    layers = (
        LayerActivations(samples=1000).measure(classic_layers(Sigmoid(), "xavier", backend)).layers
    )
    for spread in layers[1:10:2]:
        assert middle(spread.histogram) < 0.5
        assert ends(spread.histogram) < 0.05
        assert (spread.histogram.counts > 0).sum() >= 16
        assert spread.deviation > 0.08


def test_he_keeps_what_narrow_weights_lose_behind_relus(backend) -> None:
    kept, lost = (
        LayerActivations(samples=1000).measure(classic_layers(ReLU(), init, backend)).layers[1:10:2]
        for init in ("he", Normal(0.01))
    )
    assert 0.5 < kept[-1].deviation / kept[0].deviation < 2
    assert lost[-1].deviation / lost[0].deviation < 1e-3


def test_numbers_that_are_not_finite_show_in_the_mean(backend) -> None:
    run = Run(spiral(), backend=backend)
    run.network.views["0.dense.weight"][0, 0] = np.inf
    spread = LayerActivations().measure(run).layers[0]
    assert not math.isfinite(spread.mean)
    assert 0 < spread.histogram.counts.sum() < 200 * 8
