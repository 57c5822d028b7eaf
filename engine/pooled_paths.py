"""Pooled paths: the states that the runners of a race went through, all on one plane."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.directions import share_in_plane
from engine.divergence import has_run_away
from engine.relief import Relief

FEWEST = 3  # states that a plane is laid through


@dataclass(frozen=True, eq=False)
class RacePicture:
    """The loss on the plane of a race, and the paths of its R runners across it.

    `losses` (h, w) has a row for each b; before a plane is laid it is empty, and there are no
    paths. `paths` (R, n, 2) are the places of the states at `steps` (n,) nearest to them on the
    plane, NaN where a runner has diverged; `path_losses` (R, n) their **true** losses, `off`
    (R, n) how far off the plane they are; `descents` (R, n, 2) the ways down the gradients of the
    mini-batches that were met there, NaN for states that are not left yet. `explained` are the
    shares of the paths' variance along both directions; `shown` is the share of all ways that lies
    in the plane.
    """

    losses: NDArray[np.float32]
    a_range: tuple[float, float]
    b_range: tuple[float, float]
    steps: NDArray[np.int64]
    paths: NDArray[np.float32]
    path_losses: NDArray[np.float32]
    off: NDArray[np.float32]
    descents: NDArray[np.float32]
    explained: tuple[float, float]
    shown: float
    progress: float


class PooledPaths:
    """Keeps states (R, D) of all runners at some steps, and where they are on the shown plane."""

    def __init__(self, start: NDArray[np.float32], runners: int) -> None:
        """`start` (D,): the state that all begin at."""
        self.start = start
        self._runners = runners
        self._steps: list[int] = []
        self._states: list[NDArray[np.float32]] = []
        self._losses: list[NDArray] = []
        self._downhill: list[NDArray[np.float16]] = []  # unit vectors, for all states but the last
        self._relief: Relief | None = None
        self._shown: NDArray[np.float32] | None = None
        self._places: list[NDArray[np.float64]] = []  # on the plane of the relief
        self._descents: list[NDArray[np.float64]] = []  # along its directions

    @property
    def can_be_drawn(self) -> bool:
        """Whether there are states enough to lay a plane through."""
        return len(self._steps) >= FEWEST and len(self.on_course) >= FEWEST

    @property
    def on_course(self) -> NDArray[np.float32]:
        """All states (n, D) of runners that had not diverged there."""
        states = np.concatenate(self._states)
        return states[self._is_on_course(np.concatenate(self._losses))]

    def note(self, step: int, states: NDArray, losses: NDArray) -> None:
        """Keep states (R, D) with their losses (R,)."""
        self._steps.append(step)
        self._states.append(states.astype(np.float32))
        self._losses.append(np.asarray(losses, dtype=np.float32))

    @property
    def awaits_gradients(self) -> bool:
        """Whether the runners stand, or stood last, at states whose gradients are not noted."""
        return len(self._downhill) < len(self._steps)

    def note_gradients(self, gradients: NDArray) -> None:
        """Keep the directions of the gradients (R, P) that were met at the last states kept."""
        with np.errstate(all="ignore"):
            sizes = np.linalg.norm(gradients, axis=1, keepdims=True)
            self._downhill.append((-gradients / sizes).astype(np.float16))

    def show(self, relief: Relief) -> bool:
        """Show a relief once it can replace the one before; returns whether anything is new.

        The first is shown as soon as there is anything of it, later ones when they are whole.
        """
        is_first = self._relief is None or self._relief is relief
        if relief is not self._relief and relief.has_values and (is_first or relief.is_finished):
            self._relief, self._places, self._descents = relief, [], []
        is_new = self._relief is relief and self._shown is not relief.values
        if is_new:
            self._shown = relief.values
        return is_new

    def picture(self) -> RacePicture | None:
        """What can be drawn now; None before there is a plane."""
        relief = self._relief
        if relief is None:
            return None
        for number in range(len(self._places), len(self._steps)):
            self._places.append(self._placed(number, relief))
        for downhill in self._downhill[len(self._descents) :]:
            directions = relief.plane.directions[:, : downhill.shape[1]]  # orthonormal
            self._descents.append(downhill.astype(np.float64) @ directions.T)
        placed = np.stack(self._places, axis=1)  # (R, n, 4)
        losses = np.stack(self._losses, axis=1)  # (R, n)
        is_on = self._is_on_course(losses)
        return RacePicture(
            losses=relief.values,
            a_range=(float(relief.a[0]), float(relief.a[-1])),
            b_range=(float(relief.b[0]), float(relief.b[-1])),
            steps=np.array(self._steps, dtype=np.int64),
            paths=np.where(is_on[..., None], placed[..., :2], np.nan).astype(np.float32),
            path_losses=np.where(is_on, losses, np.nan),
            off=np.where(is_on, placed[..., 2], np.nan).astype(np.float32),
            descents=self._padded_descents(),
            explained=relief.plane.explained,
            shown=share_in_plane(placed[..., 2][is_on], placed[..., 3][is_on]),
            progress=relief.progress,
        )

    def _padded_descents(self) -> NDArray[np.float32]:
        """The ways down the gradients, (R, n, 2); NaN where the last state has none yet."""
        missing = [np.full((self._runners, 2), np.nan)] * (len(self._steps) - len(self._descents))
        return np.stack([*self._descents, *missing], axis=1).astype(np.float32)

    def _placed(self, number: int, relief: Relief) -> NDArray[np.float64]:
        """Where the states kept at a moment are: (R, 4), place, distance off, and from the origin.

        Those of runners that have diverged count as the start.
        """
        is_on = self._is_on_course(self._losses[number])
        states = np.where(is_on[:, None], self._states[number], self.start)
        places, off = relief.plane.project(states)
        away = np.linalg.norm(states - relief.plane.origin, axis=1)
        return np.concatenate([places, off[:, None], away[:, None]], axis=1)

    def _is_on_course(self, losses: NDArray) -> NDArray[np.bool_]:
        return ~has_run_away(losses, self._losses[0][0])
