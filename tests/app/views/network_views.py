"""The network view as tests show it: on the screen, with the runs that they give it."""

from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.views.network_canvas import NetworkCanvas
from app.views.network_view import NetworkView
from engine.run import Run
from tests.app.views.conftest import QuietSession
from tests.app.views.snapshots import loaded_of, snapshot_of


def opened(
    qtbot: QtBot, session: QuietSession, appearance: Appearance, size: tuple[int, int] = (830, 540)
) -> NetworkView:
    """A view on the screen, of that many pixels."""
    made = NetworkView(session, appearance)  # type: ignore[arg-type]
    qtbot.addWidget(made.widget)
    made.widget.resize(QSize(*size))
    with qtbot.waitExposed(made.widget):
        made.widget.show()
    return made


def show(view: NetworkView, run: Run) -> None:
    """Show a run, as the window does: what the view wants may depend on the run."""
    loaded = loaded_of(run)
    for _ in range(2):
        view.show(snapshot_of(run, view.wants, loaded))


def canvas_of(view: NetworkView) -> NetworkCanvas:
    """What a view draws on."""
    canvas = view.widget.findChild(NetworkCanvas)
    assert canvas is not None
    return canvas
