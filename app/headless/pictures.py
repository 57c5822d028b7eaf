"""Pictures of a finished run: the window's own views, drawn where no one looks."""

import os
from dataclasses import replace

from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtWidgets import QApplication, QWidget

from app.look.appearance import Appearance
from app.session.session import Session
from app.trainer.client import Trainer
from app.trainer.loaded import describe_run
from app.trainer.messages import Phase, Snapshot
from app.views.boundary_view import BoundaryView
from app.views.loss_view import LossView
from app.views.view import View
from engine.run import Run

# View -> the size of its picture in the window's pixels; the file has twice as many.
SIZES = {"loss": QSize(720, 420), "boundary": QSize(560, 560)}
_TURNS = 4


def draw_pictures(run: Run) -> dict[str, bytes]:
    """Return the pictures of a run as PNG, by file name.

    They are twice as fine as on a common screen, unless a QApplication with a screen of its own is
    there already.
    """
    appearance = Appearance(application(), mode="light")
    session = Session(Trainer(in_process=True), run.experiment)
    try:
        views = (LossView(session, appearance), BoundaryView(session, appearance))
        return {f"{view.name}.png": _draw(view, run) for view in views}
    finally:
        session.close()


def application() -> QApplication:
    """Return the QApplication; a new one needs no screen and draws two pixels for each."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "2"}
    return QApplication(["backprop-lab"])


def snapshot_of(run: Run, view: View) -> Snapshot:
    """Return the run as it stands, with everything that the view wants measured."""
    phase = Phase.FINISHED if run.finished else Phase.PAUSED
    loaded, last = describe_run(run), run.curve.at(-1)
    still = Snapshot(1, phase, run.epoch, run.step_count, last, run.curve, 0.0, loaded)
    view.show(still)  # what a view wants can depend on the data
    return replace(still, probes={probe: probe.measure(run) for probe in view.wants})


def picture_of(widget: QWidget, size: QSize) -> bytes:
    """Return the picture of a widget in a size, as PNG."""
    widget.resize(size)
    # Layout, ranges and curves settle one after the other, each in a turn of the event loop.
    for _ in range(_TURNS):
        widget.grab()
        QApplication.processEvents()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    return bytes(buffer.data().data())


def _draw(view: View, run: Run) -> bytes:
    view.controls.hide()
    view.widget.resize(SIZES[view.name])
    view.show(snapshot_of(run, view))
    return picture_of(view.widget, SIZES[view.name])
