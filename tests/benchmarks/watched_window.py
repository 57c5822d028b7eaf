"""A window that trains flat out and tells how it went: see `open_window`."""

import itertools
import json
import statistics
import sys
import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.main_window import MainWindow
from app.trainer.client import Trainer
from app.trainer.messages import Phase, Snapshot
from app.trainer.probe_budget import ProbeBudget
from app.window.view_docks import ViewDock
from engine.run import Run
from tests.benchmarks.classic import classic, deep
from tests.benchmarks.whole_window import whole_window

WARM_UP = 2.0  # seconds that are not counted
NAMED_VIEWS = ("network", "boundary", "loss")  # that the goals speak of
RIGHT = ("boundary", "accuracy", "confusion", "representation")
LOWER = ("loss", "gradients", "activations", "weights")  # with those, and health: all instruments


class Watch:
    """Notes when each frame is drawn, and how many steps were trained."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._playing_since: float | None = None
        self.moments: list[float] = []
        self.steps: list[int] = []

    def note(self, snapshot: Snapshot) -> None:
        """Note a frame; ends the program when there are enough."""
        now = time.perf_counter()
        if snapshot.phase is not Phase.PLAYING:
            return
        self._playing_since = self._playing_since or now
        if now - self._playing_since > WARM_UP:
            self.moments.append(now)
            self.steps.append(snapshot.step)
        if now - self._playing_since > WARM_UP + self._seconds:
            QApplication.exit()

    def result(self) -> dict[str, object]:
        """Return the figures."""
        pairs = zip(self.moments, self.moments[1:], strict=False)
        passed = self.moments[-1] - self.moments[0]
        return {
            "platform": QApplication.platformName(),
            "intervals": [1000 * (after - before) for before, after in pairs],
            "steps_per_second": (self.steps[-1] - self.steps[0]) / passed,
        }


def _close_the_others(window: MainWindow) -> None:
    """Close the views that the goals do not speak of."""
    for dock in window.docks.findChildren(ViewDock):
        if dock.view.name not in NAMED_VIEWS:
            dock.close()


def _spread_out(window: MainWindow) -> None:
    """Put every instrument beside the others, where it can be seen, and close the rest."""
    docks = window.docks
    for dock in docks.docks:
        docks.removeDockWidget(dock)
    named = {dock.view.name: dock for dock in docks.docks}
    right, lower = ([named[name] for name in names] for names in (RIGHT, LOWER))
    centre = named["network"]
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    docks.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, centre)
    docks.splitDockWidget(centre, right[0], across)
    docks.splitDockWidget(centre, lower[0], down)
    for row, direction in ((right, down), (lower, across)):
        for before, dock in itertools.pairwise(row):
            docks.splitDockWidget(before, dock, direction)
    for dock in (centre, *right, *lower):
        dock.show()


def _probe_figures(window: MainWindow) -> dict[str, object]:
    """Return which views showed, and how long the trainer measures for a frame while it trains."""
    run, budget, taken = Run(window.session.experiment), ProbeBudget(), []
    turns = window.docks.turns
    for _ in range(60):
        run.train(100)
        chosen, _ = budget.choose(window.docks.wants, run.seconds, training=True)
        started = time.perf_counter()
        for probe in chosen:
            before = time.perf_counter()
            probe.measure(run)
            budget.note(probe, run.seconds, before, time.perf_counter())
        taken.append(1000 * (time.perf_counter() - started))
        turns.advance()
        time.sleep(max(turns.interval - (time.perf_counter() - started), 0))
    seen = [dock.view.name for dock in window.docks.docks if dock.is_seen]
    return {"seen": seen, "probe_ms": statistics.median(taken)}


def main(words: list[str]) -> int:
    """Open the window, train for so many seconds, write the figures."""
    trainer = Trainer(in_process="--in-process" in words)
    has_instruments = "--instruments" in words
    experiment = deep() if has_instruments else classic()
    with whole_window(experiment, trainer) as (application, window):
        session = window.session
        session.set_speed(None)
        if has_instruments:
            QTimer.singleShot(500, lambda: _spread_out(window))
        elif "--all" not in words:
            _close_the_others(window)
        watch = Watch(float(words[0]))
        session.snapshot_changed.connect(watch.note)
        window.start()
        QTimer.singleShot(0, session.play)
        application.exec()
        result = watch.result() | _probe_figures(window)
    sys.stdout.write(json.dumps(result) + "\n")
    return 0
