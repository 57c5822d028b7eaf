"""Pooled paths: the states that the runners of a race went through, all on one plane."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.directions import share_in_plane
from engine.divergence import has_run_away
from engine.motion_trail import MotionTrail, Optimizers
from engine.relief import Relief

FEWEST = 3  # states that a plane is laid through
FAR = 5.0  # times as far as the runner in the middle: such a one does not decide the plane

Share = Literal["train", "test"]


@dataclass(frozen=True)
class RaceOutlook:
    """What is looked at of a race: how fine its surface is at the end, how far it reaches.

    `share` is the data whose loss the surface and the paths show; `zoom` widens the range.
    `with_far`: the plane is laid through the paths of runners that went far beyond the others,
    too, where it would else be laid through those of the others alone.
    """

    share: Share = "train"
    resolution: int = 51
    zoom: float = 1.0
    with_far: bool = False


@dataclass(frozen=True, eq=False)
class RacePicture:
    """The loss on the plane of a race, and the paths of its R runners across it.

    `losses` (h, w) has a row for each b; before a plane is laid it is empty, and there are no
    paths. `paths` (R, n, 2) are the places of the states at `steps` (n,) nearest to them on the
    plane, NaN where a runner has diverged; `path_losses` (R, n) their **true** losses, `off`
    (R, n) how far off the plane they are; `descents` (R, n, 2) the ways down the gradients of the
    mini-batches that were met there, NaN for states that are not left yet. `velocities` (R, n, 2)
    are those of the optimizers, as parts of 1 in the plane, `speeds` (R, n) how long they are;
    `rates` (R, n, 3) quantiles of the learning rates of all parameters, and `stretches`
    (R, n, 2, 2) those rates in the plane, as `MotionTrail` has them.

    The runners in `left_out` went so far that the plane would have been theirs alone: it is laid
    through the paths of the others. `reaches` (R,) are how far from the start each came.
    `explained` are the shares of those paths' variance along both directions; `shown` is the share
    of their ways that lies in the plane. All true losses are those of `samples` of `all_samples`,
    of the training's or the test's `share` of the data.
    """

    losses: NDArray[np.float32]
    a_range: tuple[float, float]
    b_range: tuple[float, float]
    steps: NDArray[np.int64]
    paths: NDArray[np.float32]
    path_losses: NDArray[np.float32]
    off: NDArray[np.float32]
    descents: NDArray[np.float32]
    velocities: NDArray[np.float32]
    speeds: NDArray[np.float32]
    rates: NDArray[np.float32]
    stretches: NDArray[np.float32]
    left_out: tuple[int, ...]
    reaches: NDArray[np.float64]
    explained: tuple[float, float]
    shown: float
    progress: float
    share: Share
    samples: int
    all_samples: int


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
        self._motion = MotionTrail(runners)
        self._reaches = np.zeros(runners)
        self._relief: Relief | None = None
        self._left_out: tuple[int, ...] = ()
        self._shown: NDArray[np.float32] | None = None
        self._places: list[NDArray[np.float64]] = []  # on the plane of the relief
        self._descents: list[NDArray[np.float64]] = []  # along its directions

    @property
    def can_be_drawn(self) -> bool:
        """Whether there are states enough to lay a plane through."""
        return len(self._steps) >= FEWEST and int(self._decide(self.far).sum()) >= FEWEST

    @property
    def far(self) -> tuple[int, ...]:
        """The runners that went many times as far from the start as the one in the middle."""
        middle = float(np.median(self._reaches))
        return tuple(np.flatnonzero(self._reaches > FAR * middle).tolist()) if middle else ()

    def on_course(self, left_out: tuple[int, ...] = ()) -> NDArray[np.float32]:
        """All states (n, D) of runners that had not diverged there, but of those left out."""
        decide = self._decide(left_out)
        return np.concatenate([now[rows] for now, rows in zip(self._states, decide, strict=True)])

    def note(self, step: int, states: NDArray, losses: NDArray, optimizers: Optimizers) -> None:
        """Keep states (R, D) with their losses (R,), and how the optimizers move there."""
        self._steps.append(step)
        self._states.append(states.astype(np.float32))
        self._losses.append(np.asarray(losses, dtype=np.float32))
        self._motion.note(optimizers)
        with np.errstate(all="ignore"):
            away = np.linalg.norm(states - self.start, axis=1)
        is_on = self._is_on_course(self._losses[-1]) & np.isfinite(away)
        self._reaches = np.maximum(self._reaches, np.where(is_on, away, 0))

    @property
    def awaits_gradients(self) -> bool:
        """Whether the runners stand, or stood last, at states whose gradients are not noted."""
        return len(self._downhill) < len(self._steps)

    def note_gradients(self, gradients: NDArray) -> None:
        """Keep the directions of the gradients (R, P) that were met at the last states kept."""
        with np.errstate(all="ignore"):
            sizes = np.linalg.norm(gradients, axis=1, keepdims=True)
            self._downhill.append((-gradients / sizes).astype(np.float16))

    def show(self, relief: Relief, left_out: tuple[int, ...] = ()) -> bool:
        """Show a relief once it can replace the one before; returns whether anything is new.

        `left_out` had no part in its plane. The first is shown as soon as there is anything of it,
        later ones when they are whole.
        """
        is_first = self._relief is None or self._relief is relief
        if relief is not self._relief and relief.has_values and (is_first or relief.is_finished):
            self._relief, self._places, self._descents = relief, [], []
            self._left_out = left_out
        is_new = self._relief is relief and self._shown is not relief.values
        if is_new:
            self._shown = relief.values
        return is_new

    def picture(self, share: Share, samples: int, all_samples: int) -> RacePicture | None:
        """What can be drawn now, with what its losses are of; None before there is a plane."""
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
        decides = is_on.copy()
        decides[list(self._left_out)] = False
        velocities, stretches = self._motion.on_plane(relief.plane.directions)
        return RacePicture(
            losses=relief.values,
            a_range=(float(relief.a[0]), float(relief.a[-1])),
            b_range=(float(relief.b[0]), float(relief.b[-1])),
            steps=np.array(self._steps, dtype=np.int64),
            paths=np.where(is_on[..., None], placed[..., :2], np.nan).astype(np.float32),
            path_losses=np.where(is_on, losses, np.nan),
            off=np.where(is_on, placed[..., 2], np.nan).astype(np.float32),
            descents=self._padded_descents(),
            velocities=velocities,
            speeds=np.where(is_on, self._motion.speeds, np.nan),
            rates=np.where(is_on[..., None], self._motion.rates, np.nan),
            stretches=stretches,
            left_out=self._left_out,
            reaches=self._reaches.copy(),
            explained=relief.plane.explained,
            shown=share_in_plane(placed[..., 2][decides], placed[..., 3][decides]),
            progress=relief.progress,
            share=share,
            samples=samples,
            all_samples=all_samples,
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

    def _decide(self, left_out: tuple[int, ...]) -> NDArray[np.bool_]:
        """Which of the states kept have a part in the plane, (n, R)."""
        is_on = self._is_on_course(np.stack(self._losses))
        is_on[:, list(left_out)] = False
        return is_on

    def _is_on_course(self, losses: NDArray) -> NDArray[np.bool_]:
        return ~has_run_away(losses, self._losses[0][0])
