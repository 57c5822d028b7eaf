"""Outer products of replicas: a column times a row for each of a few networks."""

import numpy as np

from engine.arrays import Array

FEW = 16  # replicas, beyond which the zeros cost more than they save


class OuterProducts:
    """g w for each replica, with g (R, batch, 1) and w (R, 1, n), into memory (R, batch, n).

    NumPy's matmul multiplies a column with a row number by number. Where g stands in a matrix of
    zeros (R · batch, R), the one of replica r in column r, all of them are one matrix product with
    w (R, n), for which NumPy has BLAS: in half the time.
    """

    def __init__(self, out: Array) -> None:
        replicas, batch, width = out.shape
        zeros = np.zeros_like(out, order="C", shape=replicas * (batch * replicas + 1))
        self._spread = zeros[: -replicas or None].reshape(replicas * batch, replicas)
        # From one replica's block to the next it is one number further: a column further right.
        self._columns = zeros.reshape(replicas, -1)[:, : batch * replicas : replicas]
        self._out, self._rows = out, out.reshape(replicas * batch, width)

    def __call__(self, grad: Array, weight: Array) -> Array:
        """The products, in the memory given; `weight` is w (R, 1, n)."""
        self._columns[...] = grad[..., 0]
        self._spread.dot(weight[:, 0], self._rows)
        return self._out
