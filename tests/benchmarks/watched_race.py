"""A race view that plays and tells how far its frames were apart: see `open_race`."""

import json
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.main_window import MainWindow
from app.views.race_view import RaceView
from engine.experiment.optimizers import (
    SGD,
    AdaGrad,
    Adam,
    Lion,
    Momentum,
    NAdam,
    Nesterov,
    RMSprop,
)
from tests.benchmarks.classic import classic
from tests.benchmarks.whole_window import whole_window

WARM_UP = 1.0  # seconds that are not counted
EIGHT = (SGD(), Momentum(), Nesterov(), AdaGrad(), RMSprop(), Adam(), NAdam(), Lion())


class Watch(QObject):
    """Notes when the picture of a race is painted."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self.moments: list[float] = []
        self.since = time.perf_counter()
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        now = time.perf_counter()
        if event.type() == QEvent.Type.Paint and now - self.since > WARM_UP:
            self.moments.append(now)
        return False


def main(words: list[str]) -> int:
    """Open the window, watch the race for so many seconds, write the figures."""
    kind, seconds = words[0], float(words[1])
    with whole_window(classic()) as (application, window):
        window.start()
        result: dict[str, object] = {}
        QTimer.singleShot(1500, lambda: _begin(window, kind, seconds, result))
        application.exec()
    sys.stdout.write(json.dumps(result | {"platform": QApplication.platformName()}) + "\n")
    return 0


def _begin(window: MainWindow, kind: str, seconds: float, result: dict[str, object]) -> None:
    """Show the race, begin it and watch it."""
    dock = next(each for each in window.docks.docks if each.view.name == "race")
    dock.show()
    dock.raise_()
    view = dock.view
    assert isinstance(view, RaceView)
    canvas = view.canvas
    if kind == "network":
        view.surface.set_mode("network")
        canvas = view.network.canvas
        view.network.runners.set_runners(EIGHT)
        view.network.steps.set_mode("5000")
        view.network.start.click()
    else:
        # Rosenbrock's is the longest; at half speed it takes ten seconds, 100 steps each.
        view.surface.set_mode("rosenbrock")
        view._playback.speed.set_mode("0.5")
    watch = Watch(canvas)
    QTimer.singleShot(round(1000 * (WARM_UP + seconds)), lambda: _end(canvas, watch, result))


def _end(canvas: QWidget, watch: Watch, result: dict[str, object]) -> None:
    pairs = zip(watch.moments, watch.moments[1:], strict=False)
    result["intervals"] = [1000 * (after - before) for before, after in pairs]
    started = time.perf_counter()
    for _ in range(20):
        canvas.grab()
    result["drawing_ms"] = 1000 * (time.perf_counter() - started) / 20
    QApplication.exit()
