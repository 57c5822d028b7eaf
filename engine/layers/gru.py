"""A GRU renews a part of its state at each step, and decides itself how large that part is."""

import numpy as np

from engine.arrays import Array
from engine.layers.activations import logistic
from engine.layers.recurrent import SUM_GRADIENTS, SUMS, Recurrent, State

Memory = tuple[Array, ...]


class GRU(Recurrent):
    """A gated recurrent unit: h is kept where z is 1, and renewed with n where z is 0.

    The reset gate r weakens what n sees of the state: r · (h W_hidden + b_hidden), as in PyTorch;
    the paper's first version weakens h before the product. The parts are in the order r, z, n.
    """

    formula = (
        "h ← (1 - z) n + z h, y = h;  n = tanh(a + r b);  r, z = σ(a + b);  "
        f"{SUMS};  {SUM_GRADIENTS}"
    )
    source = "Cho et al. 2014, arXiv 1406.1078; Deep Learning from Scratch 2, appendix C"
    gates = 3

    def _first_state(self, zeros: Array) -> State:
        return (zeros,)

    def _step(self, a: Array, b: Array, state: State) -> tuple[State, Memory]:
        (h_before,) = state
        a_r, a_z, a_n = np.split(a, 3, axis=-1)
        b_r, b_z, b_n = np.split(b, 3, axis=-1)
        r, z = logistic(a_r + b_r), logistic(a_z + b_z)
        n = np.tanh(a_n + r * b_n)
        return ((1 - z) * n + z * h_before,), (r, z, n, b_n, h_before)

    def _step_back(self, grad_state: State, memory: Memory) -> tuple[Array, Array, State]:
        (grad_h,) = grad_state
        r, z, n, b_n, h_before = memory
        grad_n = grad_h * (1 - z) * (1 - n * n)
        grad_r = grad_n * b_n * r * (1 - r)
        grad_z = grad_h * (h_before - n) * z * (1 - z)
        grad_a = np.concatenate((grad_r, grad_z, grad_n), axis=-1)
        grad_b = np.concatenate((grad_r, grad_z, grad_n * r), axis=-1)
        return grad_a, grad_b, (grad_h * z,)
