"""A simple recurrent layer: what it has read so far and the next input, mixed by one tanh."""

import numpy as np

from engine.arrays import Array
from engine.layers.recurrent import SUM_GRADIENTS, SUMS, Recurrent, State


class RNN(Recurrent):
    """h ← tanh(x W_input + b_input + h W_hidden + b_hidden), step by step."""

    formula = (
        f"h ← tanh(a + b), y = h;  {SUMS};  "
        f"∂L/∂a = ∂L/∂h · (1 - h²), ∂L/∂b = ∂L/∂a;  {SUM_GRADIENTS}"
    )
    source = "Deep Learning from Scratch 2, chapter 5.3; Elman 1990"
    gates = 1

    def _first_state(self, zeros: Array) -> State:
        return (zeros,)

    def _step(self, a: Array, b: Array, state: State) -> tuple[State, Array]:
        h = np.tanh(a + b)
        return (h,), h

    def _step_back(self, grad_state: State, memory: Array) -> tuple[Array, Array, State]:
        (grad_h,), h = grad_state, memory
        grad_sum = grad_h * (1 - h * h)
        return grad_sum, grad_sum, (np.zeros_like(grad_h),)  # the old h acts through b alone
