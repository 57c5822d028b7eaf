"""Opens a loss view on a long run, in a process of its own.

    python -m tests.benchmarks.open_curve FRAMES

writes one line of JSON: the platform, the epochs, the points that are kept of them, the
milliseconds that drawing one more epoch took for each smoothing, painting included, and the highest
training loss as it was and as it is drawn.
"""

import json
import sys
import time

import numpy as np
from PySide6.QtWidgets import QApplication

from app.launch import make_application
from app.look.appearance import Appearance
from app.look.plot import Plot
from app.session.session import Session
from app.trainer.client import Trainer
from app.trainer.messages import Phase, Snapshot
from app.trainer.worker import CURVE_LIMIT
from app.views.loss_view import LossView
from engine.curve import Curve
from tests.benchmarks.classic import classic

EPOCHS = 100_000
SPIKE = 40.0
SMOOTHINGS = (0, 80)


def rows() -> np.ndarray:
    """A noisy curve that falls, with one spike."""
    noise = np.exp(0.2 * np.random.default_rng(0).standard_normal(EPOCHS))
    made = np.zeros((EPOCHS, len(Curve.COLUMNS)))
    made[:, 0] = np.arange(EPOCHS)
    made[:, 1] = 25 * made[:, 0]
    made[:, 2] = noise / (1 + made[:, 0] / 500)
    made[:, 3] = 1.1 * made[:, 2]
    made[12_345, 2] = SPIKE
    return made


def frame_times(view: LossView, curve: Curve, last: np.ndarray, frames: int) -> list[float]:
    """Draw epoch after epoch; the milliseconds of each."""
    times = []
    for number in range(1, frames + 1):
        row = last.copy()
        row[:2] += number * np.array([1, 25])
        curve.extend(row[None])
        snapshot = Snapshot(1, Phase.PLAYING, 0, int(row[1]), None, curve.copy(), 0.0, None)
        started = time.perf_counter()
        view.show(snapshot)
        for _ in range(2):  # what the view asked for, and the painting
            QApplication.processEvents()
        times.append(1000 * (time.perf_counter() - started))
    return times


def main(words: list[str]) -> int:
    """Draw, and write the figures."""
    application = make_application()
    session = Session(Trainer(in_process=True), classic())
    view = LossView(session, Appearance(application, "light"))
    view.widget.resize(460, 320)
    view.widget.show()
    all_rows, curve = rows(), Curve(CURVE_LIMIT)
    for start in range(0, EPOCHS, 1000):
        curve.extend(all_rows[start : start + 1000])
    times = {}
    for smoothing in SMOOTHINGS:
        view.restore_settings({"smoothing": smoothing})
        times[smoothing] = frame_times(view, curve, all_rows[-1], int(words[0]))
    plot = view.widget.findChild(Plot)
    drawn = plot._curves["raw train_loss"].line.yData
    result = {
        "platform": application.platformName(),
        "epochs": EPOCHS,
        "kept": len(curve),
        "times": times,
        "spike": SPIKE,
        "drawn_spike": 10 ** float(np.nanmax(drawn)),
    }
    session.close()
    sys.stdout.write(json.dumps(result) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
