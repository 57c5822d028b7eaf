"""A window on whose boundary points are painted while it trains flat out: see `open_painting`."""

import json
import math
import sys
import time
from itertools import pairwise

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app.session.session import Session
from app.trainer.messages import Phase, Snapshot
from app.views.boundary_canvas import BoundaryCanvas
from app.views.boundary_view import BoundaryView
from engine.experiment.data import Drawn
from engine.experiment.experiment import Experiment
from tests.benchmarks.classic import classic
from tests.benchmarks.whole_window import whole_window

MOVE_MS = 16  # from one mouse event to the next
STROKE = 60  # mouse events from one press of the button to its release
SPEED = 0.0037  # of the way along the spiral that a mouse event goes
TURNS = 6
LONG = 10_000_000  # epochs: painting is to end first


class Painter:
    """Paints strokes along a spiral, with a class in turn, and notes when each frame is drawn."""

    def __init__(self, session: Session, view: BoundaryView, points: int) -> None:
        canvas = view.widget.findChild(BoundaryCanvas)
        assert canvas is not None
        self._session, self._view, self._canvas = session, view, canvas
        self._wanted = points
        self._events = 0
        self._frames: list[tuple[float, float, int]] = []
        self.event_times: list[float] = []
        self._timer = QTimer(interval=MOVE_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._move)
        session.snapshot_changed.connect(self._note)

    def begin(self) -> None:
        """Take the brush."""
        self._view.draw.click()
        self._view.pencil.set_radius(4)
        self._session.play()
        self._timer.start()

    def result(self) -> dict[str, object]:
        """Return the figures."""
        moments, work, counts = zip(*self._frames, strict=True)
        steps = counts[-1] - counts[0]
        return {
            "platform": QApplication.platformName(),
            "intervals": [1000 * (b - a) for a, b in pairwise(moments)],
            "work": [1000 * (after - before) for before, after in pairwise(work)],
            "events": self.event_times,
            "points": len(self._session.experiment.data.points),
            "steps_per_second": steps / (moments[-1] - moments[0]),
        }

    def _note(self, snapshot: Snapshot) -> None:
        if snapshot.phase is Phase.PLAYING and self._timer.isActive():
            self._frames.append((time.perf_counter(), time.thread_time(), snapshot.step))

    def _move(self) -> None:
        place, number = self._place(), self._events % STROKE
        self._events += 1
        if number == 0:
            self._view.pencil.set_class(self._events // STROKE % 2)
            self._send(QEvent.Type.MouseButtonPress, place)
        elif number < STROKE - 1:
            self._send(QEvent.Type.MouseMove, place)
        else:
            self._send(QEvent.Type.MouseButtonRelease, place)
            sketch = self._view.pencil.sketch
            if sketch is not None and len(sketch) >= self._wanted:
                self._timer.stop()
                QApplication.exit()  # not quit, which would ask whether to save

    def _place(self) -> QPointF:
        """Where the mouse is: on a spiral that is wound again when it is at its end."""
        frame = self._canvas.frame
        assert frame is not None
        way = SPEED * self._events % 1.0
        radius, angle = 0.48 * math.sqrt(0.02 + 0.98 * way), 2 * math.pi * TURNS * way
        plot = frame.plot
        x, y = radius * math.cos(angle), radius * math.sin(angle)
        return plot.center() + QPointF(x * plot.width(), y * plot.height())

    def _send(self, kind: QEvent.Type, at: QPointF) -> None:
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        button = none if kind is QEvent.Type.MouseMove else left
        held = none if kind is QEvent.Type.MouseButtonRelease else left
        modifiers = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, at, self._canvas.mapToGlobal(at), button, held, modifiers)
        started = time.perf_counter()
        QApplication.sendEvent(self._canvas, event)
        self.event_times.append(1000 * (time.perf_counter() - started))


def experiment() -> Experiment:
    """Return the classic network on a drawing of a few points, with no end of epochs."""
    points = tuple((x / 2, x / 2, float(x > 0)) for x in range(-10, 11))
    base = classic()
    data = Drawn(points=points, scaling="standardize")
    return replace(base, data=data, training=replace(base.training, epochs=LONG))


def main(words: list[str]) -> int:
    """Open the window, paint so many points while it trains, write the figures."""
    with whole_window(experiment(), size=None) as (application, window):
        session = window.session
        session.set_speed(None)
        (view,) = (view for view in window.views if isinstance(view, BoundaryView))
        painter = Painter(session, view, int(words[0]))
        window.start()
        QTimer.singleShot(1500, painter.begin)
        application.exec()
    sys.stdout.write(json.dumps(painter.result()) + "\n")
    return 0
