"""A recurrent layer reads a sequence step by step and keeps a state of what it has read."""

from abc import abstractmethod
from typing import Any, ClassVar

import numpy as np

from engine import initializers
from engine.arrays import Array, matrix_product
from engine.errors import ExperimentError
from engine.layers.layer import Layer, Shape, views_of

State = tuple[Array, ...]  # the hidden state h (..., batch, units) first

# What all of them compute with their weights; sums of gradients are over samples and steps.
SUMS = "a = x Wₓ + bₓ, b = h Wₕ + bₕ"
SUM_GRADIENTS = (
    "∂L/∂x = ∂L/∂a Wₓᵀ;  ∂L/∂Wₓ = Σ xᵀ ∂L/∂a, ∂L/∂bₓ = Σ ∂L/∂a;  "
    "∂L/∂Wₕ = Σ hᵀ ∂L/∂b, ∂L/∂bₕ = Σ ∂L/∂b"
)


class Recurrent(Layer):
    """What simple RNN, LSTM and GRU share: the loop over time, forwards and backwards.

    A step sees two weighted sums, a from the input and b from the state h before it:

        a = x W_input + b_input     x (..., batch, time, features), W_input (..., features, sums)
        b = h W_hidden + b_hidden   h (..., batch, units), W_hidden (..., units, sums)

    with sums = gates · units, the gates side by side. The state begins at 0. Output is the last
    state (units) or all states (time, units).

    Backpropagation through time walks the same steps from last to first. The gradient at a state
    is what comes from above, from the output, plus what comes from the right, from the next step.
    Weights and biases are those of PyTorch's layers, the matrices transposed.
    """

    gates: ClassVar[int]

    def __init__(self, spec: Any, input_shape: Shape) -> None:
        super().__init__(spec, input_shape)
        if len(input_shape) != 2:
            message = f"takes (time, features), not shape {input_shape}"
            raise ExperimentError("", f"{message}; put an embedding or a reshape before it")
        self.time, self.features = input_shape
        self.sums = self.gates * spec.units

    @property
    def output_shape(self) -> Shape:
        return (self.spec.units,) if self.spec.output == "last" else (self.time, self.spec.units)

    @property
    def tensors(self) -> dict[str, Shape]:
        return {
            "weight_input": (self.features, self.sums),
            "weight_hidden": (self.spec.units, self.sums),
            "bias_input": (self.sums,),
            "bias_hidden": (self.sums,),
        }

    def initialize(self, rng: np.random.Generator) -> np.ndarray:
        weight_input = initializers.draw(self.spec.init, (self.features, self.sums), rng)
        weight_hidden = initializers.draw(self.spec.init, (self.spec.units, self.sums), rng)
        biases = np.zeros(2 * self.sums)
        return np.concatenate((weight_input.ravel(), weight_hidden.ravel(), biases))

    def bind(self, parameters: Array, gradients: Array) -> None:
        self.weight_input, self.weight_hidden, *biases = views_of(parameters, self.tensors)
        self.bias_input, self.bias_hidden = (bias[..., None, :] for bias in biases)
        self._gradients = views_of(gradients, self.tensors)
        self._product = matrix_product(parameters)

    @abstractmethod
    def _first_state(self, zeros: Array) -> State:
        """A state made of `zeros` (..., batch, units): h, and what else is handed on."""

    @abstractmethod
    def _step(self, a: Array, b: Array, state: State) -> tuple[State, Any]:
        """The next state, and what `_step_back` needs to know of this step."""

    @abstractmethod
    def _step_back(self, grad_state: State, memory: Any) -> tuple[Array, Array, State]:
        """From ∂L/∂(next state): ∂L/∂a, ∂L/∂b, and what reaches the old state not through b."""

    def forward(self, x: Array, training: bool) -> Array:
        x_rows = as_rows(x)
        # x W + b, (..., batch · time, sums): one matrix product for all time steps
        a = self._product(x_rows, self.weight_input) + self.bias_input
        a = a.reshape(*a.shape[:-2], *x.shape[-3:-1], self.sums)
        hidden = np.zeros_like(a, shape=(*a.shape[:-2], self.time + 1, self.spec.units))
        state = self._first_state(hidden[..., 0, :])
        memories = []
        for t in range(self.time):
            b = self._product(state[0], self.weight_hidden) + self.bias_hidden
            state, memory = self._step(a[..., t, :], b, state)
            hidden[..., t + 1, :] = state[0]
            memories.append(memory)
        if training:
            self._x_rows, self._hidden, self._memories = x_rows, hidden, memories
        return state[0] if self.spec.output == "last" else hidden[..., 1:, :]

    def states(self, x: Array) -> State:
        """What is handed on after each step of x, h first: each (..., batch, time, units)."""
        a = self._product(as_rows(x), self.weight_input) + self.bias_input
        a = a.reshape(*a.shape[:-2], *x.shape[-3:-1], self.sums)
        state = self._first_state(np.zeros_like(a[..., 0, : self.spec.units]))
        found = []
        for t in range(self.time):
            b = self._product(state[0], self.weight_hidden) + self.bias_hidden
            state, _ = self._step(a[..., t, :], b, state)
            found.append(state)
        return tuple(np.stack(parts, axis=-2) for parts in zip(*found, strict=True))

    def backward(self, grad: Array) -> Array:
        from_above = self._at_every_step(grad)
        grad_a = np.empty_like(grad, shape=(*from_above.shape[:-1], self.sums))
        grad_b = np.empty_like(grad_a)
        grad_state = self._first_state(np.zeros_like(from_above[..., 0, :]))
        for t in reversed(range(self.time)):
            grad_h, *others = grad_state
            grad_state = (grad_h + from_above[..., t, :], *others)
            step_a, step_b, (grad_h, *others) = self._step_back(grad_state, self._memories[t])
            grad_a[..., t, :], grad_b[..., t, :] = step_a, step_b
            grad_h = grad_h + self._product(step_b, self.weight_hidden.mT)  # b = h W + b_hidden
            grad_state = (grad_h, *others)
        self._sum_over_steps(as_rows(grad_a), as_rows(grad_b))
        if self.is_first:
            return grad
        grad_x = self._product(as_rows(grad_a), self.weight_input.mT)
        return grad_x.reshape(*grad_a.shape[:-1], self.features)

    def _at_every_step(self, grad: Array) -> Array:
        """∂L/∂h of every step (..., batch, time, units), as far as h is the layer's output."""
        if self.spec.output == "sequence":
            return grad
        shape = (*grad.shape[:-1], self.time, self.spec.units)
        at_every_step = np.zeros_like(grad, shape=shape)
        at_every_step[..., -1, :] = grad
        return at_every_step

    def _sum_over_steps(self, grad_a: Array, grad_b: Array) -> None:
        """All steps share their parameters, so the gradients of all steps and samples add up."""
        weight_input, weight_hidden, bias_input, bias_hidden = self._gradients
        h_before = as_rows(self._hidden[..., :-1, :])
        self._product(self._x_rows.mT, grad_a, weight_input)
        self._product(h_before.mT, grad_b, weight_hidden)
        bias_input[...] = grad_a.sum(axis=-2)
        bias_hidden[...] = grad_b.sum(axis=-2)


def as_rows(steps: Array) -> Array:
    """All steps of all samples under one another: (..., batch, time, n) as (..., batch·time, n)."""
    return steps.reshape(*steps.shape[:-3], -1, steps.shape[-1])
