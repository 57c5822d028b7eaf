"""How long the window takes to appear, beside an empty window of Qt's."""

import json
import tempfile
import time
from collections.abc import Callable, Iterator

from tests.benchmarks.child import output_of
from tests.benchmarks.figure import Figure
from tests.benchmarks.timing import Spread, in_turn

GOAL = 1.0  # second
EMPTY_WINDOW = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        print(time.time())
        QTimer.singleShot(0, QApplication.quit)
application = QApplication([])
window = Window()
window.resize(1600, 1000)
window.show()
application.exec()
"""


def measure(quick: bool) -> Iterator[Figure]:
    """The seconds from the start of Python to the first paint, after one launch to warm up."""
    with tempfile.TemporaryDirectory() as folder:
        places = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA"), folder)
        contestants: dict[str, Callable[[], float]] = {
            "empty": _seconds_to_empty_window,
            "bare": lambda: _seconds_to("bare_window", places),
            "full": lambda: _seconds_to("full_window", places),
        }
        for contestant in contestants.values():
            contestant()
        spreads = in_turn(contestants, rounds=3 if quick else 9)
    empty = spreads["empty"]
    yield _figure("first painted window", spreads["bare"], empty, has_goal=True)
    yield _figure("window with everything in it", spreads["full"], empty, has_goal=False)


def _figure(what: str, ours: Spread, empty: Spread, has_goal: bool) -> Figure:
    return Figure(
        what,
        ours.text("s", 2),
        f"an empty Qt window: {empty.text('s', 2)}",
        f"{ours.median / empty.median:.1f} ×",
        f"≤ {GOAL:g} s" if has_goal else "",
        ours.median <= GOAL if has_goal else None,
    )


def _seconds_to(moment: str, places: dict[str, str]) -> float:
    started = time.time()
    output = output_of("-m", "app", BACKPROP_LAB_MEASURE_LAUNCH="1", **places)
    return float(json.loads(output)[moment]) - started


def _seconds_to_empty_window() -> float:
    started = time.time()
    return float(output_of("-c", EMPTY_WINDOW).split()[0]) - started
