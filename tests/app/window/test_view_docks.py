"""Docks: three places below the centre, tabs in them, and layouts that outlive a version."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtWidgets import QMainWindow, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from app.trainer.messages import Phase, Snapshot
from app.views.view import View
from app.window.view_docks import ViewDock, ViewDocks
from engine.curve import Curve
from engine.probes import Probe

NAMES = (
    "network",
    "boundary",
    "loss",
    "gradients",
    "activations",
    "accuracy",
    "weights",
    "confusion",
    "representation",
)
OLD_NAMES = ("network", "boundary", "loss", "accuracy", "gradients")


class BlankView(View):
    """A view that shows nothing, of any name."""

    def __init__(self, name: str) -> None:
        self.name = name  # type: ignore[misc]
        self.left = 0
        super().__init__(QWidget())

    @property
    def title(self) -> str:
        return self.name.capitalize()

    @property
    def wants(self) -> tuple[Probe, ...]:
        return ()

    def show(self, snapshot: Snapshot) -> None:
        del snapshot

    def leave(self) -> None:
        self.left += 1


Opened = Callable[..., ViewDocks]


@pytest.fixture
def open_docks(qtbot: QtBot) -> Opened:
    """Open docks around blank views, at a size at which they have been laid out."""

    def make(names: tuple[str, ...] = NAMES, width: int = 1300) -> ViewDocks:
        docks = ViewDocks([BlankView(name) for name in names])
        qtbot.addWidget(docks)
        docks.resize(QSize(width, 800))
        with qtbot.waitExposed(docks):
            docks.show()
        qtbot.waitUntil(lambda: named(docks, "network").is_seen)
        qtbot.wait(50)
        return docks

    return make


def named(docks: ViewDocks, name: str) -> ViewDock:
    return next(dock for dock in docks.docks if dock.view.name == name)


def seen(docks: ViewDocks) -> set[str]:
    return {dock.view.name for dock in docks.docks if dock.is_seen}


def test_three_stand_below_side_by_side_and_the_others_are_tabs(open_docks: Opened) -> None:
    docks = open_docks()
    front = {"network", "boundary", "accuracy", "loss", "gradients", "activations"}
    assert seen(docks) == front
    lower = [named(docks, name) for name in ("loss", "gradients", "activations")]
    assert len({dock.y() + dock.height() for dock in lower}) == 1
    assert max(d.width() for d in lower) - min(d.width() for d in lower) < 40
    assert not any(dock.isHidden() for dock in docks.docks)


def test_a_narrow_window_has_two_places_below(open_docks: Opened) -> None:
    docks = open_docks(width=980)
    assert {"loss", "gradients"} <= seen(docks)
    assert "activations" not in seen(docks)


def test_a_name_is_written_on_a_tab_or_over_the_view(open_docks: Opened, qtbot: QtBot) -> None:
    docks = open_docks()
    titles = {dock.view.name: dock.titleBarWidget().children() for dock in docks.docks}

    def is_named(name: str) -> bool:
        return any(
            getattr(w, "text", str)() == name.capitalize()
            for w in titles[name]
            if isinstance(w, QWidget) and not w.isHidden()
        )

    assert is_named("boundary")
    assert not is_named("gradients")
    named(docks, "weights").close()
    qtbot.waitUntil(lambda: is_named("gradients"))


def test_tabs_can_be_read_out_and_do_not_scroll(open_docks: Opened) -> None:
    docks = open_docks()
    bars = [bar for bar in docks.findChildren(QTabBar) if bar.isVisible()]
    assert bars
    for bar in bars:
        assert bar.accessibleName()
        assert not bar.usesScrollButtons()


def test_a_view_is_told_when_it_is_left(open_docks: Opened, qtbot: QtBot) -> None:
    docks = open_docks()
    view = named(docks, "gradients").view
    assert isinstance(view, BlankView)
    before = view.left
    docks.bring_forward(NAMES.index("weights"))
    qtbot.waitUntil(lambda: view.left > before)
    assert "weights" in seen(docks)


def test_a_closed_or_torn_off_view_comes_back(open_docks: Opened, qtbot: QtBot) -> None:
    docks = open_docks()
    loss, gradients = named(docks, "loss"), named(docks, "gradients")
    loss.close()
    gradients.setFloating(True)
    qtbot.waitUntil(lambda: "loss" not in seen(docks))
    docks.bring_forward(NAMES.index("loss"))
    qtbot.waitUntil(lambda: "loss" in seen(docks))
    docks.reset()
    qtbot.waitUntil(lambda: {"loss", "gradients"} <= seen(docks))
    assert not gradients.isFloating()


def test_a_layout_is_restored(open_docks: Opened, qtbot: QtBot) -> None:
    first = open_docks()
    named(first, "accuracy").close()
    first.bring_forward(NAMES.index("confusion"))
    layout = first.saveState()
    second = open_docks()
    second.restore(layout)
    qtbot.waitUntil(lambda: "confusion" in seen(second))
    assert named(second, "accuracy").isHidden()


def test_widths_restored_before_the_window_shows_are_kept(open_docks: Opened, qtbot: QtBot) -> None:
    first = open_docks()
    right = named(first, "boundary")
    pair = [named(first, "network"), right]
    first.resizeDocks(pair, [600, 700], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: right.width() > 600)
    frame = QMainWindow()  # the program's is painted before there is anything in it
    qtbot.addWidget(frame)
    frame.resize(first.size())
    with qtbot.waitExposed(frame):
        frame.show()
    second = ViewDocks([BlankView(name) for name in NAMES])
    second.restore(first.saveState())
    frame.setCentralWidget(second)
    qtbot.waitUntil(lambda: abs(named(second, "boundary").width() - right.width()) <= 2)


def test_an_older_versions_layout_takes_new_views_as_tabs(
    open_docks: Opened, qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory
) -> None:
    old = open_docks(OLD_NAMES)
    named(old, "accuracy").close()
    path = tmp_path_factory.mktemp("layout") / "settings.ini"
    store = QSettings(str(path), QSettings.Format.IniFormat)
    store.setValue("layout/docks", old.saveState())
    new = open_docks()
    new.restore(store.value("layout/docks"))
    qtbot.waitUntil(lambda: "gradients" in seen(new))
    assert named(new, "accuracy").isHidden()
    gradients = named(new, "gradients")
    assert named(new, "weights") in new.tabifiedDockWidgets(gradients)
    for name in set(NAMES) - set(OLD_NAMES):
        assert not named(new, name).isHidden()
        assert name not in seen(new)
        new.bring_forward(NAMES.index(name))
        qtbot.waitUntil(lambda name=name: name in seen(new))


def test_nonsense_leaves_the_first_layout(open_docks: Opened, qtbot: QtBot) -> None:
    docks = open_docks()
    before = seen(docks)
    docks.restore(docks.saveState().left(40))
    assert seen(docks) == before


def test_a_view_that_comes_into_sight_at_rest_shows_what_it_missed(
    open_docks: Opened, qtbot: QtBot
) -> None:
    docks = open_docks()
    shown: list[Snapshot] = []
    view = named(docks, "confusion").view
    view.show = shown.append  # type: ignore[method-assign]
    snapshot = snapshot_of_phase(Phase.PAUSED)
    docks.show_snapshot(snapshot)
    assert not shown
    docks.bring_forward(NAMES.index("confusion"))
    qtbot.waitUntil(lambda: shown == [snapshot])


def snapshot_of_phase(phase: Phase) -> Snapshot:
    """A run of which nothing is known but where it stands."""
    return Snapshot(1, phase, 0, 0, None, Curve(), 0.0, None)
