"""An LSTM carries a cell beside its state, along which gradients reach far back."""

import numpy as np

from engine.arrays import Array
from engine.layers.activations import logistic
from engine.layers.recurrent import SUM_GRADIENTS, SUMS, Recurrent, State

Memory = tuple[Array, ...]


class LSTM(Recurrent):
    """Long short-term memory: gates between 0 and 1 decide what the cell c takes in and shows.

    With the sums a + b in four parts: i, f, o = σ(part), g = tanh(part), in PyTorch's order
    i, f, g, o: the input, the forget gate, the new content, the output.
    """

    formula = (
        "c ← f c + i g;  h ← o tanh c, y = h;  i, f, o = σ(a + b), g = tanh(a + b);  "
        f"{SUMS};  {SUM_GRADIENTS}"
    )
    source = "Hochreiter & Schmidhuber 1997; Deep Learning from Scratch 2, chapter 6.2"
    gates = 4

    def _first_state(self, zeros: Array) -> State:
        return zeros, zeros  # h and c

    def _step(self, a: Array, b: Array, state: State) -> tuple[State, Memory]:
        _, c_before = state
        i, f, g, o = np.split(a + b, 4, axis=-1)
        i, f, g, o = logistic(i), logistic(f), np.tanh(g), logistic(o)
        c = f * c_before + i * g
        tanh_c = np.tanh(c)
        return (o * tanh_c, c), (i, f, g, o, c_before, tanh_c)

    def _step_back(self, grad_state: State, memory: Memory) -> tuple[Array, Array, State]:
        grad_h, grad_c = grad_state
        i, f, g, o, c_before, tanh_c = memory
        grad_c = grad_c + grad_h * o * (1 - tanh_c * tanh_c)  # h = o tanh c
        grad_sum = np.concatenate(
            (
                grad_c * g * i * (1 - i),
                grad_c * c_before * f * (1 - f),
                grad_c * i * (1 - g * g),
                grad_h * tanh_c * o * (1 - o),
            ),
            axis=-1,
        )
        return grad_sum, grad_sum, (np.zeros_like(grad_h), grad_c * f)
