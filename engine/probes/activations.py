"""The probe of the activations: how a layer's outputs are spread, and which say nothing more."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from engine.arrays import to_host
from engine.layers import Layer
from engine.layers.activations import Sigmoid, Softmax, Step, Tanh
from engine.layers.gru import GRU
from engine.layers.lstm import LSTM
from engine.layers.rnn import RNN
from engine.plane import Range
from engine.probes.histogram import Histogram
from engine.probes.probe import Probe
from engine.probes.share import Share, first_inputs
from engine.run import Run

# A number is saturated where the slope there is below this share of the steepest slope: for tanh
# beyond ±0.949, for sigmoid within 0.026 of 0 or 1. Little of a gradient passes there.
SATURATED_SLOPE = 0.1

# The range of those whose outputs cannot leave it.
RANGES: Mapping[type[Layer], Range] = MappingProxyType(
    {
        Step: (0.0, 1.0),
        Sigmoid: (0.0, 1.0),
        Softmax: (0.0, 1.0),
        Tanh: (-1.0, 1.0),
        RNN: (-1.0, 1.0),
        LSTM: (-1.0, 1.0),
        GRU: (-1.0, 1.0),
    }
)


def sigmoid_slope(y: NDArray) -> NDArray:
    """The slope of the logistic function where it is y, as a share of the steepest, ¼."""
    return 4 * y * (1 - y)


def tanh_slope(y: NDArray) -> NDArray:
    """The slope of tanh where it is y; the steepest is 1."""
    return 1 - y * y


# Those that flatten out at both ends of their range; the state of a simple RNN is a tanh.
SLOPES: Mapping[type[Layer], Callable[[NDArray], NDArray]] = MappingProxyType(
    {Sigmoid: sigmoid_slope, Tanh: tanh_slope, RNN: tanh_slope}
)


@dataclass(frozen=True)
class ActivationSpread:
    """How the numbers are spread that one layer gives for all samples.

    `dead` is the share of units that are exactly 0 for every sample; each number of a layer's
    output shape is a unit. `saturated` is the share of all numbers that lie where a sigmoid or
    tanh is flat (see SATURATED_SLOPE), NaN for other layers.
    """

    mean: float
    deviation: float
    histogram: Histogram
    dead: float
    saturated: float


@dataclass(frozen=True)
class Activations:
    """The spread of each layer's outputs, first layer first, on so many samples.

    Without samples (a test share of 0) there are no spreads either.
    """

    layers: tuple[ActivationSpread, ...]
    samples: int


@dataclass(frozen=True)
class LayerActivations(Probe):
    """Every layer's outputs on the first samples of a share, as when not training (no dropout).

    `samples` is the most samples looked at, `bins` the number of bins of the histograms. These
    range from end to end where outputs are bounded, else as `round_range` says.
    """

    share: Share = "train"
    samples: int = 200
    bins: int = 40

    def measure(self, run: Run) -> Activations:
        network = run.network
        x = first_inputs(run, self.share, self.samples)
        if not len(x):
            return Activations((), 0)
        with np.errstate(all="ignore"):
            layers = tuple(
                self._spread(layer, to_host(y))
                for layer, y in zip(network.layers, network.activations(x), strict=True)
            )
        return Activations(layers, len(x))

    def _spread(self, layer: Layer, y: NDArray) -> ActivationSpread:
        slope = SLOPES.get(type(layer))
        return ActivationSpread(
            mean=float(y.mean()),
            deviation=float(y.std()),
            histogram=Histogram.of(y, self.bins, RANGES.get(type(layer))),
            dead=float((y == 0).all(axis=0).mean()),
            saturated=float((slope(y) < SATURATED_SLOPE).mean()) if slope else math.nan,
        )
