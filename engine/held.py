"""Held parameters keep their values: weights that somebody has frozen by hand."""

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.network import Network

Index = tuple[int | None, ...]  # of a tensor's entries; None: all along that axis

NOTHING: NDArray[np.int64] = np.empty(0, dtype=np.int64)


def numbers_of(network: Network, tensor: str, index: Index) -> NDArray[np.int64]:
    """Which numbers of the parameter vector (P,) some entries of a tensor are, ascending (k,).

    KeyError and IndexError where there are none such.
    """
    every = np.arange(network.parameters.shape[-1])
    return np.sort(network.views_of(every)[tensor][entries(index)], axis=None)


def entries(index: Index) -> tuple[int | slice, ...]:
    """An index as arrays take it."""
    return tuple(slice(None) if number is None else number for number in index)


class Held:
    """Numbers of a parameter vector (P,) that are put back to their values after each step."""

    def __init__(self, parameters: Array, numbers: NDArray[np.int64] = NOTHING) -> None:
        self._parameters = parameters
        self.numbers = NOTHING
        self.hold(numbers)

    def __bool__(self) -> bool:
        return len(self.numbers) > 0

    def hold(self, numbers: NDArray[np.int64]) -> None:
        """Hold these as well, at the values that they have."""
        self._take(np.union1d(self.numbers, numbers))

    def let_go(self, numbers: NDArray[np.int64]) -> None:
        """Let these train again."""
        self._take(np.setdiff1d(self.numbers, numbers))

    def renew(self) -> None:
        """Hold the values that the parameters have now."""
        self._take(self.numbers)

    def put_back(self) -> None:
        """Undo what a step has done to them."""
        self._parameters[self._places] = self._values

    def _take(self, numbers: NDArray[np.int64]) -> None:
        self.numbers = numbers.astype(np.int64)
        self._places = np.asarray(self.numbers, like=self._parameters)
        self._values = self._parameters[self._places].copy()
