"""A timeline keeps states of a run on its way, so that one can go back to any moment of it.

Between two states that are kept, a moment is reached by training on from the earlier one: a run
that is restored goes on bit for bit.
"""

import time
from bisect import bisect_right
from dataclasses import dataclass

from engine.experiment.experiment import Experiment
from engine.run import Run, RunState

LIMIT = 256 * 2**20  # bytes of all states together
SHARE = 0.02  # of the time may be spent on copying
MOST = 4_096  # moments: more than a bar on the screen has places
BESIDE = 2_000  # bytes that a state takes beside its arrays, about


@dataclass(frozen=True, eq=False)
class Moment:
    """A state of a run, and the experiment whose settings it trained with from there on."""

    state: RunState
    experiment: Experiment
    is_change: bool = False  # made by a hand: training on from an earlier one does not lead here

    @property
    def step(self) -> int:
        """How many mini-batches had been trained."""
        return self.state.step_count

    @property
    def nbytes(self) -> int:
        """About how much memory it takes."""
        return self.state.nbytes + BESIDE


class Timeline:
    """Holds moments at about equal spacings; the first one and the newest are never dropped.

    When they take more than `limit` bytes, or are more than `most`, every second one goes and the
    spacing doubles; those of changes go last, since no other leads to them. Where two are too many
    already, the first and the newest alone are kept.
    """

    def __init__(self, limit: int = LIMIT, most: int = MOST) -> None:
        self.limit, self.most = limit, most
        self.nbytes = 0  # the memory that all moments take
        self.moments: list[Moment] = []
        self.spacing = 1  # steps, at least, between two moments
        self._next = 0.0

    def note(self, run: Run, at_once: bool = False) -> None:
        """Keep the run as it is, unless that was done a moment ago.

        With `at_once` in any case, because something about it was changed by hand.
        """
        started = time.perf_counter()
        is_due = started >= self._next and self._is_spaced(run.step_count)
        if not (at_once or is_due or not self.moments):
            return
        moment = Moment(run.state(), run.experiment, at_once)
        self.truncate(moment.step - 1)
        self.moments.append(moment)
        self.nbytes += moment.nbytes
        self._thin()
        ended = time.perf_counter()
        self._next = ended + (ended - started) / SHARE

    def before(self, step: int) -> Moment:
        """The last moment that was kept up to this step; the first one, where there is none."""
        place = bisect_right(self.moments, step, key=lambda moment: moment.step)
        return self.moments[max(place - 1, 0)]

    def truncate(self, step: int) -> None:
        """Forget all moments after this step."""
        while self.moments and self.moments[-1].step > step:
            self.nbytes -= self.moments.pop().nbytes

    def clear(self) -> None:
        """Forget everything."""
        self.moments, self.spacing, self.nbytes = [], 1, 0

    def _is_spaced(self, step: int) -> bool:
        return not self.moments or step - self.moments[-1].step >= self.spacing

    def _thin(self) -> None:
        """Drop every second moment, but never the first or the newest, until the rest has room."""
        while len(self.moments) > 2 and (self.nbytes > self.limit or len(self.moments) > self.most):
            inner = self.moments[1:-1]
            lasting = [m for n, m in enumerate(inner) if n % 2 or m.is_change]
            inner = lasting if len(lasting) < len(inner) else inner[1::2]
            self.moments = [self.moments[0], *inner, self.moments[-1]]
            self.nbytes = sum(moment.nbytes for moment in self.moments)
            self.spacing *= 2
