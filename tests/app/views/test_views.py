"""What every view promises: it draws the snapshot alone, in the theme, at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.look.theme import DARK, LIGHT
from app.views import VIEWS
from app.views.view import View
from app.widgets.icon_mark import IconMark
from engine.network import Network
from engine.run import Run
from tests.app.views.conftest import QuietSession
from tests.app.views.pictures import colours_of
from tests.app.views.snapshots import loaded_of, snapshot_of, spiral_run


@pytest.fixture(params=VIEWS, ids=lambda view: view.name)
def view(
    request: pytest.FixtureRequest, qtbot: QtBot, session: QuietSession, appearance: Appearance
) -> View:
    made: View = request.param(session, appearance)
    qtbot.addWidget(made.widget)
    made.widget.resize(480, 360)
    with qtbot.waitExposed(made.widget):
        made.widget.show()
    return made


def test_names_are_given_once() -> None:
    assert len({view.name for view in VIEWS}) == len(VIEWS)


def test_it_has_a_title(view: View) -> None:
    assert view.title


def test_an_empty_view_is_the_panel_with_a_sentence(view: View, appearance: Appearance) -> None:
    light = colours_of(view.widget)
    assert LIGHT.panel in light
    assert len(light) > 1
    appearance.set_mode("dark")
    assert LIGHT.panel not in colours_of(view.widget)
    assert DARK.panel in colours_of(view.widget)


def test_showing_measures_nothing(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    run = spiral_run(2)
    loaded = loaded_of(run)
    view.show(snapshot_of(run, view.wants, loaded))
    snapshot = snapshot_of(run, view.wants, loaded)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a view evaluated the network")

    for name in ("predict", "output", "activations", "gradient"):
        monkeypatch.setattr(Network, name, refuse)
    monkeypatch.setattr(Run, "evaluate", refuse)
    view.show(snapshot)
    view.widget.grab()


def test_settings_are_restored(view: View, session: QuietSession, appearance: Appearance) -> None:
    saved = view.save_settings()
    view.restore_settings({})
    view.restore_settings({name: object() for name in saved})
    view.restore_settings(saved)
    assert view.save_settings() == saved


def test_a_snapshot_without_a_run_changes_nothing(view: View) -> None:
    run = spiral_run()
    whole = snapshot_of(run, view.wants)
    empty = type(whole)(
        run_id=0,
        phase=whole.phase,
        epoch=0,
        step=0,
        metrics=None,
        curve=type(whole.curve)(),
        steps_per_second=0.0,
        loaded=None,
    )
    view.show(empty)
    assert LIGHT.panel in colours_of(view.widget)


def test_controls_have_tooltips_and_can_be_reached_with_tab(view: View) -> None:
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    for control in view.controls.findChildren(QWidget, options=direct):
        if not isinstance(control, QLabel | IconMark):
            assert control.toolTip()
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
