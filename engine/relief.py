"""A relief is the loss all over a plane of states, computed part by part, coarse before fine."""

from collections.abc import Sequence
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from engine.directions import StatePlane
from engine.network import Network
from engine.surface import Replicas

STRIDES = (8, 4, 2, 1)  # every eighth place of each row and column first, at last all


class Relief:
    """L(origin + a d₁ + b d₂) for all pairs of a (w,) and b (h,), as far as it is computed.

    `values` (h, w) has a row for each b: between the places that are known it is interpolated, so
    that a first picture is there at once. NaN all over before that.
    """

    def __init__(
        self, plane: StatePlane, a: NDArray[np.float64], b: NDArray[np.float64], step: int
    ) -> None:
        """`step`: when the plane was laid."""
        self.plane, self.a, self.b, self.step = plane, a, b, step
        self._placed: dict[int, NDArray[np.float64]] = {}
        self.values = np.full((len(b), len(a)), np.nan, dtype=np.float32)
        self._losses = np.full(self.values.size, np.nan, dtype=np.float32)
        self._levels = _levels(len(a), len(b))
        self._order, self._ends = _order(self._levels, len(a), len(b))
        self._done = self._level = 0

    @property
    def is_finished(self) -> bool:
        """Whether every place is computed."""
        return self._done == len(self._order)

    @property
    def has_values(self) -> bool:
        """Whether the coarsest picture is there."""
        return self._level > 0

    @property
    def progress(self) -> float:
        """The share of the places that is computed, 0 to 1."""
        return self._done / len(self._order)

    def advance(self, network: Network, replicas: Replicas, until: float) -> None:
        """Compute places until `perf_counter` says so; at least as many as are done together."""
        while not self.is_finished:
            now = self._order[self._done : self._done + replicas.count]
            self._losses[now] = self._losses_at(now, network, replicas)
            self._done += len(now)
            if perf_counter() >= until:
                break
        self._take_levels()

    def place(
        self, steps: NDArray[np.int64], states: Sequence[NDArray[np.float32]]
    ) -> NDArray[np.float64]:
        """Where states are: (n, 4) with a, b, the distance off the plane, and from its origin.

        What was placed before is known by its step; the last state is always placed anew.
        """
        numbers = steps.tolist()
        self._placed.pop(numbers[-1], None)
        for step, state in zip(numbers, states, strict=True):
            if step not in self._placed:
                (place,), (off,) = self.plane.project(state[None])
                away = np.linalg.norm(np.asarray(state, np.float64) - self.plane.origin)
                self._placed[step] = np.array([*place, off, away])
        return np.stack([self._placed[step] for step in numbers])

    def _losses_at(
        self, numbers: NDArray[np.int64], network: Network, replicas: Replicas
    ) -> NDArray:
        rows, columns = np.divmod(numbers, len(self.a))
        places = np.stack([self.a[columns], self.b[rows]], axis=1)  # (n, 2)
        return losses_of(self.plane.origin + places @ self.plane.directions, network, replicas)

    def _take_levels(self) -> None:
        """Draw anew once a finer level is complete."""
        level = int(np.searchsorted(self._ends, self._done, side="right"))
        if level == self._level:
            return
        self._level = level
        rows, columns = self._levels[level - 1]
        known = self._losses.reshape(self.values.shape)[np.ix_(rows, columns)]
        self.values = _spread(known, rows, columns, self.values.shape)


def losses_of(states: NDArray, network: Network, replicas: Replicas) -> NDArray:
    """The losses (n,) of networks in these states (n, P + S), `replicas.count` at a time."""
    theta = network.parameters
    count, at_once = theta.shape[-1], replicas.count
    states = np.asarray(states, dtype=theta.dtype, like=theta)
    parts = (states[first : first + at_once] for first in range(0, len(states), at_once))
    with np.errstate(all="ignore"):
        return np.concatenate([replicas.losses(part[:, :count], part[:, count:]) for part in parts])


def _levels(width: int, height: int) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """The rows and the columns that each level knows; the borders always."""
    return [(_every(stride, height), _every(stride, width)) for stride in STRIDES]


def _every(stride: int, count: int) -> NDArray[np.int64]:
    return np.unique(np.append(np.arange(0, count, stride), count - 1))


def _order(
    levels: list[tuple[NDArray[np.int64], NDArray[np.int64]]], width: int, height: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The numbers of all places in the order of computing them, and where each level ends."""
    is_new = np.ones((height, width), dtype=bool)
    parts = []
    for rows, columns in levels:
        chosen = np.zeros_like(is_new)
        chosen[np.ix_(rows, columns)] = True
        parts.append(np.flatnonzero(chosen & is_new))
        is_new &= ~chosen
    return np.concatenate(parts), np.cumsum([len(part) for part in parts])


def _spread(
    known: NDArray, rows: NDArray[np.int64], columns: NDArray[np.int64], shape: tuple[int, ...]
) -> NDArray[np.float32]:
    """Known values (rows, columns) over the whole grid, linear between them."""
    height, width = shape
    across = np.stack([np.interp(np.arange(width), columns, row) for row in known])
    down = [np.interp(np.arange(height), rows, column) for column in across.T]
    return np.stack(down, axis=1).astype(np.float32)
