"""The latest metrics of a run: its curve's last point, or an evaluation since."""

from time import perf_counter

from app.trainer.messages import Phase
from app.trainer.player import Player
from engine.curve import Metrics

FRESH = 0.1  # seconds for which the curve's last point will do while training goes on
SHARE = 0.05  # of the time may be spent on evaluating


class LatestMetrics:
    """Lets the loss move with each step where steps are few or epochs are long."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._evaluated = self._point = player.run.curve.at(-1)
        self._seen = perf_counter()  # when `_point` was first seen
        self._next = 0.0
        self._outdated = -1.0  # seconds of training up to which the curve tells of other data

    def renew(self) -> None:
        """The run has other data: what was measured before no longer counts."""
        run = self._player.run
        self._point = self._evaluated = run.evaluate()
        self._outdated = run.curve.at(-1).seconds

    def measure(self) -> Metrics:
        """The metrics as they are now, or were a moment ago."""
        now, run = perf_counter(), self._player.run
        newest = run.curve.at(-1)
        if self._point.step != newest.step and newest.seconds > self._outdated:
            self._point, self._seen = newest, now
        if self._point.step == run.step_count:
            return self._point
        fresh = self._player.phase is Phase.PLAYING and now - self._seen < FRESH
        if not fresh and now >= self._next and self._evaluated.seconds != run.seconds:
            self._evaluated = run.evaluate()
            ended = perf_counter()
            self._next = ended + (ended - now) / SHARE
        # Time spent on training orders them, also after the run was set back.
        known = (self._point, self._evaluated)
        return max(known, key=lambda metrics: (metrics.seconds <= run.seconds, metrics.seconds))
