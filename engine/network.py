"""A network is a row of layers whose parameters lie in one vector."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.experiment.network import NetworkSpec
from engine.layers import Layer, Shape, make_layer
from engine.layers.dense import Dense
from engine.losses import LOSSES
from engine.targets import TargetCode

CHUNK = 1 << 15  # numbers per activation array: small enough to stay in the processor's cache


class Network:
    """Layers, the loss behind them, and the vectors of all parameters and all gradients.

    `parameters` and `gradients` have shape (P,), or (R, P) for R replicas: networks of one form
    that are computed together. Inputs are (batch, inputs) or (R, batch, inputs), targets coded
    as `code` does it, (batch, outputs) or (R, batch, outputs).
    """

    def __init__(
        self, spec: NetworkSpec, inputs: int, loss: str, code: TargetCode, parameters: Array
    ) -> None:
        self.spec = spec
        self.inputs = inputs
        self.loss_name = loss
        self.loss_function = LOSSES[loss](code.outputs, parameters)
        self.code = code
        self.layers = make_layers(spec, (inputs,))
        self.parameters = parameters
        self.gradients = np.zeros_like(parameters)
        self.places = tensor_places(self.layers)
        for layer, place in zip(self.layers, layer_places(self.layers), strict=True):
            layer.bind(self.parameters[..., place], self.gradients[..., place])

    def with_parameters(self, parameters: Array) -> "Network":
        """A network of the same form that holds these parameters: (P,) or (R, P)."""
        return Network(self.spec, self.inputs, self.loss_name, self.code, parameters)

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """The output shape of each layer, for one sample."""
        return tuple(layer.output_shape for layer in self.layers)

    @property
    def views(self) -> dict[str, Array]:
        """Every parameter tensor by name (`0.dense.weight`), as a view of the vector."""
        return self._views(self.parameters)

    @property
    def gradient_views(self) -> dict[str, Array]:
        """The gradient of every parameter tensor by name, as a view of the vector."""
        return self._views(self.gradients)

    def _views(self, vector: Array) -> dict[str, Array]:
        replicas = vector.shape[:-1]
        return {
            name: vector[..., place].reshape(*replicas, *shape)
            for name, (place, shape) in self.places.items()
        }

    def is_weight(self) -> Array:
        """(P,): 1 where a parameter is a weight, 0 where it is a bias."""
        mask = np.zeros_like(self.parameters)
        for name, view in self._views(mask).items():
            view[...] = name.endswith(".weight")
        return mask

    def predict(self, x: Array, training: bool = False) -> Array:
        """The scores of x (..., batch, outputs), before the loss's softmax or sigmoid."""
        for layer in self.layers:
            x = layer.forward(x, training)
        return x

    def activations(self, x: Array) -> Iterator[Array]:
        """The output of each layer for x, first to last."""
        for layer in self.layers:
            x = layer.forward(x, training=False)
            yield x

    def output(self, x: Array) -> Array:
        """The network's answer to x: probabilities or values, (..., batch, outputs)."""
        rows = max(1, CHUNK // max(self.inputs, *(shape[0] for shape in self.shapes)))
        parts = [
            self.loss_function.output(self.predict(x[..., start : start + rows, :]))
            for start in range(0, x.shape[-2], rows)
        ]
        return np.concatenate(parts, axis=-2) if len(parts) > 1 else parts[0]

    def probabilities(self, x: Array) -> Array:
        """The network's answer as probabilities of the classes, (..., batch, classes)."""
        return self.code.probabilities(self.output(x))

    def loss(self, x: Array, t: Array) -> Array:
        """The loss on (x, t), averaged over the batch; one number for each replica."""
        return self.loss_function.value(self.predict(x), t)

    def accuracy(self, x: Array, t: Array) -> Array:
        """The share of (x, t) put into the right class (regression: R²), for each replica."""
        return self.code.accuracy(self.output(x), t)

    def gradient(self, x: Array, t: Array) -> Array:
        """Backpropagation: ∂L/∂θ on (x, t), shaped as the parameters. Returns `gradients`."""
        self.last_scores, self.last_targets = self.predict(x, training=True), t
        grad = self.loss_function.gradient(self.last_scores, t)
        for layer in reversed(self.layers):
            grad = layer.backward(grad)
        return self.gradients

    def last_loss(self) -> float:
        """The loss of the batch that `gradient` saw last."""
        return float(self.loss_function.value(self.last_scores, self.last_targets))

    def numerical_gradient(self, x: Array, t: Array, h: float = 1e-4) -> NDArray[np.float64]:
        """(L(θ + h) - L(θ - h)) / 2h for each parameter in turn, (P,), in float64.

        All perturbed networks are replicas of one, computed a chunk at a time.
        """
        theta = self.parameters.astype(np.float64)
        x, t = x.astype(np.float64), t.astype(np.float64)
        count = len(theta)
        widest = max(shape[0] for shape in self.shapes)
        rows = max(1, CHUNK // max(count, widest * x.shape[-2]))
        gradient = np.empty(count)
        for start in range(0, count, rows):
            chosen = np.arange(start, min(start + rows, count))
            moved = np.zeros((len(chosen), count))
            moved[np.arange(len(chosen)), chosen] = h
            above = self.with_parameters(theta + moved).loss(x, t)
            below = self.with_parameters(theta - moved).loss(x, t)
            gradient[chosen] = (above - below) / (2 * h)
        return gradient


def make_layers(spec: NetworkSpec, input_shape: Shape) -> tuple[Layer, ...]:
    """The layers in order, each made for the output shape of the one before."""
    layers: list[Layer] = []
    for layer_spec in spec.layers:
        layers.append(make_layer(layer_spec, input_shape))
        input_shape = layers[-1].output_shape
    first = layers[0]
    if isinstance(first, Dense):
        first.is_first = True
    return tuple(layers)


def initial_parameters(spec: NetworkSpec, inputs: int, rng: np.random.Generator) -> NDArray:
    """The parameter vector (P,), float64, that training starts from."""
    return np.concatenate([layer.initialize(rng) for layer in make_layers(spec, (inputs,))])


def layer_places(layers: tuple[Layer, ...]) -> list[slice]:
    """The slice of the parameter vector that belongs to each layer."""
    sizes = [sum(int(np.prod(shape)) for shape in layer.tensors.values()) for layer in layers]
    return [slice(start, end) for start, end in pairwise(np.cumsum([0, *sizes]).tolist())]


def tensor_places(layers: tuple[Layer, ...]) -> dict[str, tuple[slice, Shape]]:
    """Slice and shape of every tensor, under names like `2.dense.weight`."""
    places: dict[str, tuple[slice, Shape]] = {}
    start = 0
    for index, layer in enumerate(layers):
        for name, shape in layer.tensors.items():
            end = start + int(np.prod(shape))
            kind = type(layer).__name__.lower()
            places[f"{index}.{kind}.{name}"] = (slice(start, end), shape)
            start = end
    return places
