"""The landscape of a run: its loss around the way that training takes, computed while it goes on.

Source: Li et al., Visualizing the Loss Landscape of Neural Nets, arXiv 1712.09913, sections 3-7.
"""

from dataclasses import dataclass
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.directions import (
    StatePlane,
    bounds_around,
    line_between,
    parameter_name,
    path_plane,
    random_directions,
    share_in_plane,
    weight_plane,
)
from engine.network import Network
from engine.outlook import LossPicture, Moment, Outlook, PlaneKind
from engine.relief import Relief, losses_of
from engine.samples import Samples
from engine.surface import Replicas
from engine.trajectory import Trajectory, state_of

State = NDArray[np.float32]

PART, RESTING_PART = 0.008, 0.05  # seconds of computing at a time: while training goes on, at rest
MOST_SAMPLES = 1_000
FOR_PLANE = 100  # states that a plane is laid through
MARGIN = 0.3  # of the path's extent, on either side of it
FLATTEST = 0.3  # the shorter axis of a path's plane, as a share of the longer
GROWTH, FEWEST_STEPS = 1.15, 20  # so much further in steps, the plane is laid anew
GRID_LIMITS = (25, 201)


@dataclass(frozen=True)
class Laid:
    """A relief with the kind of its plane, and the steps of the states that it was laid by."""

    kind: PlaneKind
    relief: Relief
    centre_step: int
    ends: tuple[int, int]


class Landscape:
    """Computes pictures of the loss, a few milliseconds at a time, as often as it is asked.

    A finished picture stays until the next one is finished: it is laid anew when training has
    gone on for a while. Nothing is computed while nobody looks.
    """

    def __init__(self, network: Network, samples: Samples) -> None:
        self.trajectory = Trajectory()
        self.seconds = PART  # of computing at a time
        self._network, self._samples = network, samples
        self._outlook: Outlook | None = None
        self._shown: Laid | None = None
        self._next: Laid | None = None
        self._losses: dict[int, float] = {}  # of the trajectory's states, by step

    def look(self, outlook: Outlook, step: int, seconds: float | None = None) -> LossPicture | None:
        """Go on computing what is asked for, and show it. None where there are no samples."""
        until = perf_counter() + (self.seconds if seconds is None else seconds)
        if outlook != self._outlook:
            self._begin(outlook)
        if not len(self._x):
            return None
        now = state_of(self._network)
        steps, states = self._way(step, now)
        self._measure_way(steps, states, until)
        if self._next is None and (self._shown is None or _is_old(self._shown.relief, step)):
            self._next = self._laid(outlook, step, steps, states)
        if self._next is not None:
            self._next.relief.advance(self._network, self._replicas, until)
        progress = 1.0 if self._next is None else self._next.relief.progress
        found = self._shown or self._next
        assert found is not None
        if self._next is not None and progress == 1.0:
            found, self._shown, self._next = self._next, self._next, None
        elif (
            self._next is not None
            and found.kind != self._next.kind
            and self._next.relief.has_values
        ):
            found = self._next  # a coarse picture of what was asked for, not a fine one of another
        return self._picture(found, progress, steps, states)

    def _begin(self, outlook: Outlook) -> None:
        """Take on another outlook: nothing that was computed for the old one is shown."""
        other_samples = self._outlook is None or self._outlook.share != outlook.share
        self._outlook, self._shown, self._next = outlook, None, None
        samples, is_train = self._samples, outlook.share == "train"
        x, t = (samples.x_train, samples.t_train) if is_train else (samples.x_test, samples.t_test)
        self._x: Array = x[:MOST_SAMPLES]
        self._all_samples = len(x)
        if other_samples:
            self._losses.clear()
            places = outlook.resolution**2
            self._replicas = Replicas(self._network, self._x, t[:MOST_SAMPLES], places)

    def _way(self, step: int, now: State) -> tuple[NDArray[np.int64], list[State]]:
        """The trajectory with the present state at its end."""
        steps = self.trajectory.steps
        count = int(np.searchsorted(steps, step))  # those before it
        return np.append(steps[:count], step), [*self.trajectory.states[:count], now]

    def _measure_way(self, steps: NDArray[np.int64], states: list[State], until: float) -> None:
        """Compute true losses that are not known yet, the present one first, until it is time."""
        self._losses.pop(int(steps[-1]), None)
        missing = [row for row, step in enumerate(steps.tolist()) if step not in self._losses]
        missing.reverse()
        for start in range(0, len(missing), self._replicas.count):
            rows = missing[start : start + self._replicas.count]
            found = losses_of(
                np.stack([states[row] for row in rows]), self._network, self._replicas
            )
            self._losses.update(zip(steps[rows].tolist(), found.tolist(), strict=True))
            if perf_counter() >= until:
                break

    def _laid(
        self, outlook: Outlook, step: int, steps: NDArray[np.int64], states: list[State]
    ) -> Laid:
        """A relief to be computed, on a plane of the kind that there can be now."""
        kind = _kind(outlook, states)
        plane = self._plane(outlook, kind, steps, states)
        rows = np.unique(np.linspace(0, len(states) - 1, FOR_PLANE).astype(int))
        places, _ = plane.project(np.stack([states[row] for row in rows]))
        bounds = _bounds(outlook, kind, places)
        relief = Relief(plane, *_grid(outlook, kind, bounds), step)
        first, second = (int(steps[self._row(end, steps)]) for end in outlook.line)
        return Laid(kind, relief, int(steps[self._row(outlook.centre, steps)]), (first, second))

    def _plane(
        self, outlook: Outlook, kind: PlaneKind, steps: NDArray[np.int64], states: list[State]
    ) -> StatePlane:
        centre = states[self._row(outlook.centre, steps)]
        if kind == "path":
            rows = np.unique(np.linspace(0, len(states) - 1, FOR_PLANE).astype(int))
            return path_plane(np.stack([states[row] for row in rows]), centre)
        if kind == "line":
            first, second = (states[self._row(end, steps)] for end in outlook.line)
            return line_between(first, second)
        if kind == "weights":
            last = self._network.parameters.shape[-1] - 1
            first, second = (min(max(number, 0), last) for number in outlook.weights)
            return weight_plane(centre, first, second)
        rng = np.random.default_rng(outlook.seed)
        return StatePlane(centre, random_directions(self._network, rng))

    def _row(self, moment: Moment, steps: NDArray[np.int64]) -> int:
        """The row of the state of a moment."""
        if isinstance(moment, int):
            return int(np.abs(steps - moment).argmin())
        if moment == "now":
            return -1
        if moment == "start":
            return 0
        losses = [self._losses.get(step, np.inf) for step in steps.tolist()]
        return int(np.argmin(np.where(np.isnan(losses), np.inf, losses)))

    def _picture(
        self,
        laid: Laid,
        progress: float,
        steps: NDArray[np.int64],
        states: list[State],
    ) -> LossPicture:
        relief = laid.relief
        placed = relief.place(steps, states)
        losses = [self._losses.get(step, np.nan) for step in steps.tolist()]
        return LossPicture(
            plane=laid.kind,
            losses=relief.values,
            a_range=(float(relief.a[0]), float(relief.a[-1])),
            b_range=(float(relief.b[0]), float(relief.b[-1])),
            names=self._weight_names(),
            path=placed[:, :2].astype(np.float32),
            path_steps=steps,
            path_losses=np.array(losses, dtype=np.float32),
            path_off=placed[:, 2].astype(np.float32),
            explained=relief.plane.explained,
            shown=share_in_plane(placed[:, 2], placed[:, 3]),
            progress=progress,
            step=relief.step,
            centre_step=laid.centre_step,
            ends=laid.ends,
            tensors={name: (at.start, shape) for name, (at, shape) in self._network.places.items()},
            samples=len(self._x),
            all_samples=self._all_samples,
        )

    def _weight_names(self) -> tuple[str, str]:
        """The names of the outlook's weights."""
        assert self._outlook is not None
        first, second = self._outlook.weights
        return parameter_name(self._network, first), parameter_name(self._network, second)


def _takes_over(shown: Laid, coming: Laid) -> bool:
    """Whether a picture that is not finished is shown in place of one of another kind."""
    return shown.kind != coming.kind and coming.relief.has_values


def _is_old(relief: Relief, step: int) -> bool:
    """Whether training has gone on so far, or back, that the plane has to be laid anew."""
    return step < relief.step or step > relief.step * GROWTH + FEWEST_STEPS


def _kind(outlook: Outlook, states: list[State]) -> PlaneKind:
    """The plane that there can be: before training there is no path, nor a line."""
    fewest = {"path": 3, "line": 2}.get(outlook.plane, 1)
    return outlook.plane if len(states) >= fewest else "random"


def _bounds(outlook: Outlook, kind: PlaneKind, places: NDArray[np.float64]) -> NDArray[np.float64]:
    """The lowest and the highest place along each direction, (2, 2): a row for each end."""
    if kind == "line":
        return np.array([[0.5 - outlook.zoom, 0.0], [0.5 + outlook.zoom, 0.0]])
    if kind == "random":
        return outlook.zoom * np.array([[-1.0, -1.0], [1.0, 1.0]])
    if kind == "weights":
        return bounds_around(places, MARGIN, least=1.0, zoom=outlook.zoom)
    return bounds_around(places, MARGIN, flattest=FLATTEST, zoom=outlook.zoom)


def _grid(
    outlook: Outlook, kind: PlaneKind, bounds: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    low, high = GRID_LIMITS
    count = min(max(outlook.resolution, low), high)
    (left, bottom), (right, top) = bounds
    rows = 1 if kind == "line" else count
    return np.linspace(left, right, count), np.linspace(bottom, top, rows)
