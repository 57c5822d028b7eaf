"""Probes of the gradients: what reaches each layer's weights, and each layer's outputs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array, to_host
from engine.network import Network
from engine.probes.histogram import Histogram
from engine.probes.probe import Probe
from engine.run import Run


@dataclass(frozen=True)
class Magnitude:
    """How large a gradient is: the mean of |∂L/∂w| and the norm √Σ(∂L/∂w)²."""

    mean: float
    norm: float

    @classmethod
    def of(cls, gradient: Array) -> "Magnitude":
        """The size of a gradient of any shape."""
        return cls(float(np.abs(gradient).mean()), float(np.sqrt(np.square(gradient).sum())))


@dataclass(frozen=True)
class GradientMagnitudes(Probe):
    """The size of each weight tensor's gradient on the last mini-batch, first layer first.

    It is the gradient that the last step used, so nothing has to be computed again; it is empty
    before the first step.
    """

    def measure(self, run: Run) -> dict[str, Magnitude]:
        if not run.step_count:
            return {}
        return {name: Magnitude.of(g) for name, g in weights_of(run.network.gradient_views).items()}


@dataclass(frozen=True)
class GradientSpread:
    """The size of a gradient, and the histogram of its numbers (its range: `round_range`)."""

    magnitude: Magnitude
    histogram: Histogram


@dataclass(frozen=True)
class Gradients:
    """The gradient at each place of the network, first layer first.

    `weights` holds ∂L/∂W of each weight tensor by name. `activations[0]` is ∂L/∂x at the network's
    input, `activations[i + 1]` ∂L/∂y at the output of layer i: the norm of one divided by that of
    the next is the factor that a layer has left of the gradient on its way back.
    """

    weights: dict[str, GradientSpread]
    activations: tuple[GradientSpread, ...]


@dataclass(frozen=True)
class LayerGradients(Probe):
    """The gradient of the loss at every layer, on the last mini-batch, with `bins` bins.

    Backpropagation is done once more for it, on a copy of the network as it is now: with batch
    statistics and dropout as in training (with the masks that come next), without the penalties.
    L is the mean over the mini-batch, so each sample's ∂L/∂y is divided by its size.
    """

    bins: int = 40

    def measure(self, run: Run) -> Gradients:
        copy = run.network.with_parameters(run.network.parameters.copy())
        with np.errstate(all="ignore"):
            activations = backpropagate(copy, *run.last_batch)
            weights = weights_of(copy.gradient_views)
            return Gradients(
                {name: self._spread(to_host(gradient)) for name, gradient in weights.items()},
                tuple(self._spread(to_host(gradient)) for gradient in activations),
            )

    def _spread(self, gradient: NDArray) -> GradientSpread:
        return GradientSpread(Magnitude.of(gradient), Histogram.of(gradient, self.bins))


def backpropagate(network: Network, x: Array, t: Array) -> list[Array]:
    """∂L/∂x at the input, then ∂L/∂y at the output of each layer, each (batch, *shape).

    The gradients of the parameters go to `network.gradients`, as in `Network.gradient`. That one
    stops where nobody needs the gradient any more; here it is asked for all the way.
    """
    for layer in network.layers:
        layer.is_first = False
    scores = network.predict(x, training=True)
    gradients = [network.loss_function.gradient(scores, t)]
    for layer in reversed(network.layers):
        gradients.append(layer.backward(gradients[-1]))
    return gradients[::-1]


def weights_of(tensors: dict[str, Array]) -> dict[str, Array]:
    """Those tensors by name that are weights, not biases or scales."""
    return {
        name: tensor
        for name, tensor in tensors.items()
        if name.rpartition(".")[2].startswith("weight")
    }
