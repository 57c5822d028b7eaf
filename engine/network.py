"""A network is a row of layers whose parameters lie in one vector."""

import copy
import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array, numbers_at_once, to_host
from engine.errors import ExperimentError
from engine.experiment.network import NetworkSpec
from engine.layers import Layer, Shape, make_layers
from engine.losses import LOSSES
from engine.targets import TargetCode

FEWEST = 64  # samples at once, however large they are: fewer keep the processor waiting


class Network:
    """Layers, the loss behind them, and the vectors of all parameters and all gradients.

    `parameters` and `gradients` have shape (P,), or (R, P) for R replicas: networks of one form
    that are computed together; `statistics` (S,) or (R, S) holds what layers keep beside them.
    Inputs are (batch, *input_shape), or (R, batch, *input_shape); targets coded as `code` does
    it, (batch, outputs) or (R, batch, outputs). `rng` draws what is random in training.
    """

    def __init__(
        self,
        spec: NetworkSpec,
        input_shape: Shape,
        loss: str,
        code: TargetCode,
        parameters: Array,
        statistics: Array | None = None,
        rng: np.random.Generator | None = None,
    ) -> None:
        self.spec = spec
        self.input_shape = input_shape
        self.loss_name = loss
        self.loss_function = LOSSES[loss](code.outputs, parameters)
        self.code = code
        self.layers = make_layers(spec.layers, input_shape)
        self.shapes = tuple(layer.output_shape for layer in self.layers)  # for one sample
        # The most numbers that one sample takes between two layers.
        self.widest = max(math.prod(shape) for shape in (input_shape, *self.shapes))
        first = self._first_trained()
        self.layers[first].is_first = True
        self._way_back = tuple(reversed(self.layers[first:]))
        self.parameters = parameters
        self.gradients = np.zeros_like(parameters)
        self.statistics = self._first_statistics() if statistics is None else statistics
        self.rng = np.random.default_rng(0) if rng is None else rng
        self.places = tensor_places(self.layers)
        self._bind_layers()

    def _first_trained(self) -> int:
        """Where the first layer with parameters is: nobody asks for a gradient in front of it."""
        return next((index for index, layer in enumerate(self.layers) if layer.tensors), 0)

    def _first_statistics(self) -> Array:
        first = np.concatenate([layer.initial_statistics() for layer in self.layers])
        shape = (*self.parameters.shape[:-1], len(first))
        statistics = np.empty_like(self.parameters, shape=shape)
        statistics[...] = np.asarray(first, like=statistics)
        return statistics

    def _bind_layers(self) -> None:
        start = kept = 0
        for layer in self.layers:
            end, keep = start + size(layer.tensors), kept + size(layer.statistics)
            layer.bind(self.parameters[..., start:end], self.gradients[..., start:end])
            layer.bind_statistics(self.statistics[..., kept:keep])
            layer.use_generator(self.rng)
            start, kept = end, keep

    def with_parameters(self, parameters: Array) -> "Network":
        """A network of the same form that holds these parameters: (P,) or (R, P).

        It starts from a copy of the statistics, and draws the same random numbers.
        """
        shape = (*parameters.shape[:-1], self.statistics.shape[-1])
        statistics = np.broadcast_to(self.statistics, shape).astype(parameters.dtype)
        form = (self.spec, self.input_shape, self.loss_name, self.code)
        return Network(*form, parameters, statistics, copy.deepcopy(self.rng))

    def rows(self, rows: slice) -> "Network":
        """Some of the replicas as a network that shares their parameters and statistics.

        Its gradients are its own; it draws the same random numbers, by itself.
        """
        form = (self.spec, self.input_shape, self.loss_name, self.code)
        shared = self.parameters[rows], self.statistics[rows]
        return Network(*form, *shared, copy.deepcopy(self.rng))

    @property
    def views(self) -> dict[str, Array]:
        """Every parameter tensor by name (`0.dense.weight`), as a view of the vector."""
        return self.views_of(self.parameters)

    @property
    def gradient_views(self) -> dict[str, Array]:
        """The gradient of every parameter tensor by name, as a view of the vector."""
        return self.views_of(self.gradients)

    def views_of(self, vector: Array) -> dict[str, Array]:
        """A vector that has a number for each parameter, (..., P), as tensors by their names."""
        replicas = vector.shape[:-1]
        return {
            name: vector[..., place].reshape(*replicas, *shape)
            for name, (place, shape) in self.places.items()
        }

    def is_weight(self) -> Array:
        """(P,): 1 where a parameter is a weight, 0 where it is a bias."""
        mask = np.zeros_like(self.parameters)
        for name, view in self.views_of(mask).items():
            view[...] = name.rsplit(".", 1)[1].startswith("weight")
        return mask

    def check_inputs(self, x: Array) -> None:
        """Refuse data that the first layer cannot take: ExperimentError with its place."""
        try:
            self.layers[0].check_inputs(x)
        except ExperimentError as error:
            raise error.within("network.layers[0]") from None

    def predict(self, x: Array, training: bool = False) -> Array:
        """The scores of x (..., batch, outputs), before the loss's softmax or sigmoid."""
        for layer in self.layers:
            x = layer.forward(x, training)
        return x

    def outputs_of(self, layers: int, x: Array) -> Array:
        """The output of the last of the first `layers` layers for x; x itself for none."""
        for layer in self.layers[:layers]:
            x = layer.forward(x, training=False)
        return x

    def activations(self, x: Array) -> Iterator[Array]:
        """The output of each layer for x, first to last."""
        for layer in self.layers:
            x = layer.forward(x, training=False)
            yield x

    def scores(self, x: Array) -> Array:
        """What `predict` gives, computed a part of the batch at a time: for x of any length."""
        rows = max(FEWEST, numbers_at_once(self.parameters) // self.widest)
        axis = x.ndim - len(self.input_shape) - 1  # of the batch
        if x.shape[axis] <= rows:
            return self.predict(x[:])  # of bytes (ByteInputs) this makes numbers
        before = (slice(None),) * axis
        parts = [
            self.predict(x[(*before, slice(start, start + rows))])
            for start in range(0, x.shape[axis], rows)
        ]
        return np.concatenate(parts, axis=-2)

    def output(self, x: Array) -> Array:
        """The network's answer to x: probabilities or values, (..., batch, outputs)."""
        return self.loss_function.output(self.scores(x))

    def probabilities(self, x: Array) -> Array:
        """The network's answer as probabilities of the classes, (..., batch, classes)."""
        return self.code.probabilities(self.output(x))

    def loss(self, x: Array, t: Array) -> Array:
        """The loss on (x, t), averaged over the batch; one number for each replica."""
        return self.loss_function.value(self.scores(x), t)

    def training_loss(self, x: Array, t: Array) -> Array:
        """The loss as training sees it: with dropout, and with the batch's own statistics."""
        return self.loss_function.value(self.predict(x, training=True), t)

    def accuracy(self, x: Array, t: Array) -> Array:
        """The share of (x, t) put into the right class (regression: R²), for each replica."""
        return self.code.accuracy(self.output(x), t)

    def gradient(self, x: Array, t: Array) -> Array:
        """Backpropagation: ∂L/∂θ on (x, t), shaped as the parameters. Returns `gradients`."""
        self.last_scores, self.last_targets = self.predict(x, training=True), t
        grad = self.loss_function.gradient(self.last_scores, t)
        for layer in self._way_back:
            grad = layer.backward(grad)
        return self.gradients

    def last_loss(self) -> float:
        """The loss of the batch that `gradient` saw last."""
        return float(self.loss_function.value(self.last_scores, self.last_targets))

    def numerical_gradient(
        self, x: Array, t: Array, h: float = 1e-4, chosen: NDArray[np.int64] | None = None
    ) -> NDArray[np.float64]:
        """(L(θ + h) - L(θ - h)) / 2h for each parameter in turn, (P,), in float64.

        Only for the parameters numbered in `chosen`, (chosen,), where that is given.
        L is the loss in training, so that dropout's masks and batch statistics are those that
        `gradient` is about to meet. All perturbed networks are replicas of one, computed a chunk
        at a time.
        """
        theta = self.parameters.astype(np.float64)
        x, t = x.astype(np.float64), t.astype(np.float64)
        chosen = np.arange(len(theta)) if chosen is None else chosen
        rows = max(1, numbers_at_once(theta) // max(len(theta), self.widest * len(x)))
        gradient = np.empty(len(chosen))
        for start in range(0, len(chosen), rows):
            now = chosen[start : start + rows]
            moved = np.zeros((len(now), len(theta)), like=theta)
            moved[np.arange(len(now)), now] = h
            above = self.with_parameters(theta + moved).training_loss(x, t)
            below = self.with_parameters(theta - moved).training_loss(x, t)
            gradient[start : start + rows] = to_host(above - below) / (2 * h)
        return gradient


def initial_parameters(
    spec: NetworkSpec, input_shape: Shape, rng: np.random.Generator
) -> NDArray[np.float64]:
    """The parameter vector (P,) that training starts from."""
    layers = make_layers(spec.layers, input_shape)
    return np.concatenate([layer.initialize(rng) for layer in layers])


def size(tensors: dict[str, Shape]) -> int:
    """How many numbers these tensors hold together."""
    return sum(math.prod(shape) for shape in tensors.values())


def tensor_places(layers: tuple[Layer, ...]) -> dict[str, tuple[slice, Shape]]:
    """Slice and shape of every tensor, under names like `2.dense.weight`."""
    places: dict[str, tuple[slice, Shape]] = {}
    start = 0
    for index, layer in enumerate(layers):
        for name, shape in layer.tensors.items():
            end = start + math.prod(shape)
            kind = type(layer).__name__.lower()
            places[f"{index}.{kind}.{name}"] = (slice(start, end), shape)
            start = end
    return places
