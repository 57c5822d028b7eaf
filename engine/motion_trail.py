"""A motion trail: the velocities and the learning rates of all runners along their paths."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array, to_host
from engine.optimizers.motion import rates_of, velocity_of
from engine.optimizers.optimizer import Optimizer

SPREAD = (0.05, 0.5, 0.95)  # quantiles of the rates that are told

Optimizers = Iterable[tuple[slice, Optimizer]]
Rows = dict[int, NDArray]  # by runner


class MotionTrail:
    """Notes what R optimizers keep, at some moments; and says what it is on a plane.

    `speeds` (R, n) are ‖v‖, of all parameters; `rates` (R, n, 3) the quantiles `SPREAD` of the
    learning rates of all parameters that a gradient has come to. NaN for optimizers without.
    """

    def __init__(self, runners: int) -> None:
        self._runners = runners
        self._speeds: list[NDArray[np.float64]] = []
        self._spreads: list[NDArray[np.float64]] = []
        self._ways: list[Rows] = []  # unit vectors in float16
        self._rates: list[Rows] = []
        self._plane: NDArray | None = None
        self._velocities: list[NDArray[np.float64]] = []  # on that plane
        self._stretches: list[NDArray[np.float64]] = []

    @property
    def speeds(self) -> NDArray[np.float32]:
        """The lengths of the velocities, (R, n)."""
        return np.stack(self._speeds, axis=1).astype(np.float32)

    @property
    def rates(self) -> NDArray[np.float32]:
        """The quantiles of each runner's rates, (R, n, 3)."""
        return np.stack(self._spreads, axis=1).astype(np.float32)

    def note(self, optimizers: Optimizers) -> None:
        """Keep how all runners move now."""
        speeds, spreads = np.full(self._runners, np.nan), np.full((self._runners, 3), np.nan)
        ways: Rows = {}
        rates: Rows = {}
        with np.errstate(all="ignore"):
            for rows, optimizer in optimizers:
                for runner, velocity in _by_runner(rows, velocity_of(optimizer)):
                    speeds[runner] = size = float(np.linalg.norm(velocity))
                    ways[runner] = (velocity / size).astype(np.float16)
                for runner, found in _by_runner(rows, rates_of(optimizer)):
                    rates[runner] = found.astype(np.float32)
                    spreads[runner] = _spread(found)
        self._speeds.append(speeds)
        self._spreads.append(spreads)
        self._ways.append(ways)
        self._rates.append(rates)

    def on_plane(self, directions: NDArray) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The velocities' directions along the plane's (2, D), (R, n, 2), and the rates there.

        With diagonal rates diag(r), a gradient D ᵀg of the plane is answered by a step whose part
        in the plane is D diag(r) Dᵀ g: these matrices, (R, n, 2, 2). NaN where there are none.
        """
        if self._plane is not directions:
            self._plane, self._velocities, self._stretches = directions, [], []
        for number in range(len(self._velocities), len(self._ways)):
            self._velocities.append(self._placed(self._ways[number], directions))
            self._stretches.append(self._stretched(self._rates[number], directions))
        velocities = np.stack(self._velocities, axis=1).astype(np.float32)
        return velocities, np.stack(self._stretches, axis=1).astype(np.float32)

    def _placed(self, ways: Rows, directions: NDArray) -> NDArray[np.float64]:
        found = np.full((self._runners, 2), np.nan)
        for runner, way in ways.items():
            found[runner] = directions[:, : len(way)] @ way.astype(np.float64)
        return found

    def _stretched(self, rates: Rows, directions: NDArray) -> NDArray[np.float64]:
        found = np.full((self._runners, 2, 2), np.nan)
        for runner, rate in rates.items():
            if np.isfinite(rate).any():
                along = directions[:, : len(rate)]
                found[runner] = (along * np.nan_to_num(rate, posinf=0)) @ along.T
        return found


def _by_runner(rows: slice, values: Array | None) -> Iterable[tuple[int, NDArray]]:
    """The values of each runner among the rows that one optimizer moves."""
    if values is None:
        return ()
    return zip(range(rows.start, rows.stop), to_host(values), strict=True)


def _spread(rates: NDArray) -> NDArray[np.float64]:
    known = rates[np.isfinite(rates)]
    return np.quantile(known, SPREAD) if len(known) else np.full(len(SPREAD), np.nan)
