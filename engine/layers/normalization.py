"""A normalisation brings numbers to mean 0 and variance 1; a learned scale and shift follow."""

import math
from abc import abstractmethod

import numpy as np

from engine.arrays import Array
from engine.errors import ExperimentError
from engine.experiment.network import BatchNorm as BatchNormSpec
from engine.layers.layer import Layer, Shape, views_of


class Normalization(Layer):
    """y = γ x̂ + β, x̂ = (x - μ) / √(σ² + ε), with a learned scale γ and shift β.

    Mean μ and variance σ² are taken over `axes`, which are counted from the last (-1).
    """

    @property
    @abstractmethod
    def axes(self) -> tuple[int, ...]:
        """The axes that the mean and the variance are taken over."""

    @property
    @abstractmethod
    def parameter_shape(self) -> Shape:
        """The shape of γ and of β."""

    @property
    @abstractmethod
    def parameter_view(self) -> Shape:
        """The same with axes of length 1, so that it stands beside (batch, *shape)."""

    @property
    @abstractmethod
    def shared_axes(self) -> tuple[int, ...]:
        """The axes along which all numbers have the same γ and β; the batch is one of them."""

    @property
    def tensors(self) -> dict[str, Shape]:
        return {"scale": self.parameter_shape, "shift": self.parameter_shape}

    def initialize(self, rng: np.random.Generator) -> np.ndarray:
        count = math.prod(self.parameter_shape)
        return np.append(np.ones(count), np.zeros(count))

    def bind(self, parameters: Array, gradients: Array) -> None:
        shapes = dict.fromkeys(("scale", "shift"), self.parameter_view)
        self.scale, self.shift = views_of(parameters, shapes)
        self.grad_scale, self.grad_shift = views_of(gradients, shapes)

    def _normalize(self, x: Array, mean: Array, variance: Array) -> Array:
        self._deviation = np.sqrt(variance + self.spec.epsilon)
        self._normalized = (x - mean) / self._deviation
        return self.scale * self._normalized + self.shift

    def backward(self, grad: Array) -> Array:
        """The gradient passes through x, through μ and through σ².

        So ∂L/∂x has neither a mean over the axes nor a part along x̂: those had no effect on y.
        """
        normalized, shared = self._normalized, self.shared_axes
        self.grad_scale[...] = (grad * normalized).sum(axis=shared, keepdims=True)
        self.grad_shift[...] = grad.sum(axis=shared, keepdims=True)
        if self.is_first:
            return grad
        grad = grad * self.scale  # ∂L/∂x̂
        mean = grad.mean(axis=self.axes, keepdims=True)
        along = (grad * normalized).mean(axis=self.axes, keepdims=True)
        return (grad - mean - along * normalized) / self._deviation


class BatchNorm(Normalization):
    """Normalises each feature, or each channel, over the mini-batch.

    While training μ and σ² are those of the mini-batch, over (batch,) for features and over
    (batch, height, width) for channels. When not training they are running averages: r ← (1 - α) r
    + α (new value) with momentum α, the new variance being the unbiased one, n / (n - 1) σ².
    """

    formula = (
        "y = γ x̂ + β, x̂ = (x - μ) / √(σ² + ε), μ and σ² over the batch;  "
        "∂L/∂x = (g - mean(g) - x̂ mean(g x̂)) / √(σ² + ε), g = γ ∂L/∂y;  "
        "∂L/∂γ = Σ ∂L/∂y · x̂, ∂L/∂β = Σ ∂L/∂y"
    )
    source = "Ioffe & Szegedy 2015, arXiv 1502.03167; Deep Learning from Scratch, chapter 6.3"

    def __init__(self, spec: BatchNormSpec, input_shape: Shape) -> None:
        super().__init__(spec, input_shape)
        if len(input_shape) not in (1, 3):
            raise ExperimentError(
                "",
                "takes a row of features or (channels, height, width), not shape "
                f"{input_shape}; put a reshape before it, or a layer_norm in its place",
            )

    @property
    def axes(self) -> tuple[int, ...]:
        return (-2,) if len(self.input_shape) == 1 else (-4, -2, -1)

    @property
    def parameter_shape(self) -> Shape:
        return self.input_shape[:1]

    @property
    def parameter_view(self) -> Shape:
        return (1, self.input_shape[0], *(1 for _ in self.input_shape[1:]))

    @property
    def shared_axes(self) -> tuple[int, ...]:
        return self.axes

    @property
    def statistics(self) -> dict[str, Shape]:
        return {"mean": self.parameter_shape, "variance": self.parameter_shape}

    def initial_statistics(self) -> np.ndarray:
        channels = self.input_shape[0]
        return np.append(np.zeros(channels), np.ones(channels))

    def bind_statistics(self, statistics: Array) -> None:
        shapes = dict.fromkeys(self.statistics, self.parameter_view)
        self.running_mean, self.running_variance = views_of(statistics, shapes)

    def forward(self, x: Array, training: bool) -> Array:
        if not training:
            return self._normalize(x, self.running_mean, self.running_variance)
        mean = x.mean(axis=self.axes, keepdims=True)
        variance = np.square(x - mean).mean(axis=self.axes, keepdims=True)
        self._remember(mean, variance, count=x.size // mean.size)
        return self._normalize(x, mean, variance)

    def _remember(self, mean: Array, variance: Array, count: int) -> None:
        """Let the running values move towards those of this mini-batch, of `count` numbers each."""
        unbiased = variance * (count / max(count - 1, 1))
        self.running_mean += self.spec.momentum * (mean - self.running_mean)
        self.running_variance += self.spec.momentum * (unbiased - self.running_variance)


class LayerNorm(Normalization):
    """Normalises each sample by itself, over all its numbers: no other sample has a say.

    γ and β have the shape of a sample, as in PyTorch's LayerNorm(normalized_shape=shape).
    """

    formula = (
        "y = γ x̂ + β, x̂ = (x - μ) / √(σ² + ε), μ and σ² over the sample;  "
        "∂L/∂x = (g - mean(g) - x̂ mean(g x̂)) / √(σ² + ε), g = γ ∂L/∂y;  "
        "∂L/∂γ = Σ ∂L/∂y · x̂, ∂L/∂β = Σ ∂L/∂y"
    )
    source = "Ba, Kiros & Hinton 2016, arXiv 1607.06450"

    @property
    def axes(self) -> tuple[int, ...]:
        return tuple(range(-len(self.input_shape), 0))

    @property
    def parameter_shape(self) -> Shape:
        return self.input_shape

    @property
    def parameter_view(self) -> Shape:
        return (1, *self.input_shape)

    @property
    def shared_axes(self) -> tuple[int, ...]:
        return (-1 - len(self.input_shape),)

    def forward(self, x: Array, training: bool) -> Array:
        mean = x.mean(axis=self.axes, keepdims=True)
        variance = np.square(x - mean).mean(axis=self.axes, keepdims=True)
        return self._normalize(x, mean, variance)
