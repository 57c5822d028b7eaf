"""The frame clock draws the newest snapshot, again and again while anything moves."""

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.session.session import Session
from app.trainer.messages import Snapshot
from engine.probes import Probe

REST = 1 / 10  # seconds from one look to the next while nothing moves
_RETRY = 1 / 240  # seconds to the next look where the answer is late
_ROOM_FOR_INPUT = 0.25  # of the time that a frame took is left free before the next


class FrameClock(QObject):
    """Asks the session for snapshots with the wanted probes and has them drawn.

    A frame counts until its painting is done. Where that takes longer than a frame may, the next
    one comes later, so that mouse and keyboard are always heard.
    """

    fps_changed = Signal(float)  # frames drawn in the last second
    drawn = Signal(float)  # the seconds that drawing a frame took, painting included

    def __init__(
        self,
        session: Session,
        wants: Callable[[], tuple[Probe, ...]],
        draw: Callable[[Snapshot], None],
        interval: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        """`interval` tells the seconds from one frame to the next, where drawing is fast enough."""
        super().__init__(parent)
        self._session = session
        self._wants = wants
        self._draw = draw
        self._interval = interval
        self._frames: deque[float] = deque()
        self._started = 0.0
        self._has_drawn = False
        self._due = 0.0  # when the frame under way was to begin
        self._timer = _single_shot(self, self._tick)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._painted = _single_shot(self, self._plan_next)
        self._counter = QTimer(self)
        self._counter.setInterval(1000)
        self._counter.timeout.connect(self._count)
        session.stirred.connect(self._hurry)

    @property
    def is_resting(self) -> bool:
        """Whether the next look is further away than a frame."""
        return self._timer.isActive() and self._timer.remainingTime() > self._interval() * 1000

    def start(self) -> None:
        """Begin to tick."""
        self._timer.start(0)
        self._counter.start()

    def stop(self) -> None:
        """Tick no more."""
        for timer in (self._timer, self._painted, self._counter):
            timer.stop()

    def _tick(self) -> None:
        self._started = time.perf_counter()
        # Planned first, so that an error in a view does not end the clock.
        self._painted.start(0)
        snapshot = self._session.tick(self._wants())
        self._has_drawn = snapshot is not None
        if snapshot is not None:
            self._draw(snapshot)
            self._frames.append(self._started)

    def _plan_next(self) -> None:
        """Called when all that the frame has drawn is on the screen."""
        now = time.perf_counter()
        cost = now - self._started
        if self._has_drawn:
            self.drawn.emit(cost)
        interval = REST if self._session.resting else _RETRY
        if self._has_drawn and not self._session.resting:
            interval = self._interval()
        # From the time that was planned, not from now: else every delay would slow the clock down.
        self._due = max(self._due + interval, now + cost * _ROOM_FOR_INPUT)
        self._timer.start(int((self._due - now) * 1000))

    def _hurry(self) -> None:
        """Do not rest any longer: there is something to show."""
        if self.is_resting:
            self._due = time.perf_counter()
            self._timer.start(0)

    def _count(self) -> None:
        oldest = time.perf_counter() - 1
        while self._frames and self._frames[0] < oldest:
            self._frames.popleft()
        self.fps_changed.emit(float(len(self._frames)))


def _single_shot(parent: QObject, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.timeout.connect(slot)
    return timer
