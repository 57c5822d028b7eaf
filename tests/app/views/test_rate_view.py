"""The rate view: curves come from the background, and a point that is chosen is trained with."""

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.session.effect import with_optimizer
from app.views.optimizer_looks import optimizer_colour
from app.views.rate_canvas import Point
from app.views.rate_view import RateView
from engine.experiment.experiment import Experiment
from engine.experiment.optimizers import SGD, Adam, Momentum
from engine.rate_search import RateCurve, search_rates
from tests.app.views.conftest import QuietSession
from tests.app.views.pictures import colours_of

LIMIT_MS = 20_000


class EditedSession(QuietSession):
    """A session that keeps what it was asked to edit."""

    def edit(self, experiment: Experiment, text: str, merge: str = "") -> None:
        del text, merge
        self.experiment = experiment
        self.experiment_changed.emit(experiment)


@pytest.fixture
def quiet(qtbot: QtBot) -> Any:
    made = EditedSession()
    yield made
    made.rates.close()


@pytest.fixture
def view(qtbot: QtBot, quiet: EditedSession, appearance: Appearance) -> RateView:
    made = RateView(quiet, appearance)  # type: ignore[arg-type]
    qtbot.addWidget(made.widget)
    made.widget.resize(520, 340)
    with qtbot.waitExposed(made.widget):
        made.widget.show()
    return made


@pytest.fixture
def shown(view: RateView, quiet: EditedSession) -> RateView:
    """Two curves: valleys at rates 20 and 30, and divergence from 40 on."""
    quiet.rates.curves = {SGD: curve_of(SGD(), 20), Adam: curve_of(Adam(), 30)}
    quiet.rates.changed.emit()
    return view


def curve_of(optimizer: SGD | Adam, best: int) -> RateCurve:
    rates = search_rates()
    away = np.abs(np.arange(50.0) - best)
    diverged = np.arange(50) >= 40
    losses = np.where(diverged, np.nan, np.minimum(0.05 + 0.03 * away, 0.7))
    return RateCurve(optimizer, 100, rates, losses, diverged, 0.69)


def place_of(view: RateView, point: Point) -> QPoint:
    canvas = view.canvas
    pixels = canvas._pixels(canvas._frame, canvas.curves[point.curve])[point.row]
    return QPoint(round(pixels[0]), round(pixels[1]))


def test_it_says_what_it_will_do_before_it_is_asked(view: RateView) -> None:
    assert view.canvas.is_empty
    assert "Find trains the network" in view.canvas._empty_text
    assert (view.button.text(), view.optimizers.text()) == ("Find", "Optimizers: 3")


def test_find_trains_in_the_background_and_draws(
    view: RateView, quiet: EditedSession, qtbot: QtBot
) -> None:
    view.steps.set_mode("10")
    view.optimizers.set_values([SGD])
    view.button.click()
    assert view.button.text() == "Cancel"
    assert view.progress.isVisible()
    qtbot.waitUntil(lambda: not quiet.rates.running, timeout=LIMIT_MS)
    assert (view.button.text(), view.progress.isVisible()) == ("Find", False)
    assert [type(curve.optimizer) for curve in view.canvas.curves] == [SGD]
    assert optimizer_colour(SGD) in colours_of(view.canvas)


def test_the_present_optimizer_is_tried_with_its_own_settings(
    view: RateView, quiet: EditedSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(quiet.rates, "start", lambda *words: asked.extend(words))
    mine = Momentum(0.2, momentum=0.5)
    quiet.edit(with_optimizer(quiet.experiment, mine), "")
    view.button.click()
    assert asked[1] == [SGD(), mine, Adam()]
    assert asked[2] == 100


def test_cancel_ends_the_search(view: RateView, quiet: EditedSession) -> None:
    view.steps.set_mode("1000")
    view.button.click()
    view.button.click()
    assert not quiet.rates.running
    assert view.canvas.is_empty


def test_a_click_trains_with_the_rate(shown: RateView, quiet: EditedSession, qtbot: QtBot) -> None:
    qtbot.mouseClick(shown.canvas, Qt.MouseButton.LeftButton, pos=place_of(shown, Point(1, 30)))
    assert quiet.experiment.training.optimizer == Adam(float(search_rates()[30]))


def test_a_rate_that_diverges_is_not_taken(
    shown: RateView, quiet: EditedSession, qtbot: QtBot
) -> None:
    before = quiet.experiment
    at = place_of(shown, Point(0, 45))
    qtbot.mouseClick(shown.canvas, Qt.MouseButton.LeftButton, pos=at)
    assert quiet.experiment is before
    qtbot.mouseMove(shown.canvas, at)
    qtbot.waitUntil(lambda: "training diverges" in shown.canvas.card_lines)


def test_the_keyboard_begins_at_the_best_rate(
    shown: RateView, quiet: EditedSession, qtbot: QtBot
) -> None:
    canvas = shown.canvas
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.cursor_point == Point(0, 20)
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.cursor_point == Point(1, 19)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert quiet.experiment.training.optimizer == Adam(float(search_rates()[19]))


def test_an_error_is_told(view: RateView, quiet: EditedSession) -> None:
    quiet.rates.error = "The file is gone."
    quiet.rates.changed.emit()
    assert view.canvas._empty_text == "The file is gone."


def test_choices_are_kept(view: RateView) -> None:
    settings: dict[str, object] = {"optimizers": ["Adam"], "steps": "30"}
    view.restore_settings(settings)
    assert view.save_settings() == settings
    assert view.optimizers.text() == "Optimizers: 1"
    view.restore_settings({"optimizers": ["Nobody"], "steps": 7})
    assert view.save_settings() == settings
