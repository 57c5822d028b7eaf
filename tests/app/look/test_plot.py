"""A plot shows curves in the theme's colours and tells their values."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.look.plot import Plot
from app.look.plot_axis import power_text
from app.look.theme import DARK, LIGHT


@pytest.fixture
def plot(qtbot: QtBot) -> Plot:
    widget = Plot(LIGHT, x_label="epoch", y_label="loss", empty_text="Press Space to start")
    qtbot.addWidget(widget)
    widget.resize(400, 240)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def settle(qtbot: QtBot, plot: Plot, right: float) -> None:
    """Wait until the plot's range ends close to `right`."""
    qtbot.waitUntil(lambda: abs(plot.visible_range[0][1] - right) < 0.05 * right)


def colour_at(plot: Plot, x: int, y: int) -> str:
    return plot.grab().toImage().pixelColor(x, y).name().upper()


def test_an_empty_plot_says_what_to_do(plot: Plot) -> None:
    shown = [label.text() for label in plot.findChildren(QLabel) if label.isVisible()]
    assert "Press Space to start" in shown
    plot.set_curve("train", np.arange(3.0), np.arange(3.0), LIGHT.accent)
    shown = [label.text() for label in plot.findChildren(QLabel) if label.isVisible()]
    assert "Press Space to start" not in shown


def test_the_background_is_the_panel_in_both_themes(plot: Plot, qtbot: QtBot) -> None:
    plot.set_curve("train", np.arange(100.0), np.zeros(100), LIGHT.accent)
    settle(qtbot, plot, 100)
    assert colour_at(plot, 200, 30) == LIGHT.panel
    plot.set_theme(DARK)
    assert colour_at(plot, 200, 30) == DARK.panel


def test_the_range_grows_in_steps(plot: Plot, qtbot: QtBot) -> None:
    seen = set()
    y = np.ones(1000)
    for count in range(410, 450, 4):
        plot.set_curve("train", np.arange(float(count)), y[:count], LIGHT.accent)
        settle(qtbot, plot, 450)
        seen.add(plot.visible_range)
    assert len(seen) == 1


def test_a_logarithmic_scale_shows_whole_decades(plot: Plot, qtbot: QtBot) -> None:
    plot.set_log(True)
    plot.set_curve("train", np.arange(3.0), np.array([1.0, 0.02, 0.001]), LIGHT.accent)
    qtbot.waitUntil(lambda: plot.visible_range[1] == pytest.approx((-3, 0), abs=0.1))


def test_values_that_have_no_logarithm_are_left_out(plot: Plot, qtbot: QtBot) -> None:
    plot.set_log(True)
    y = np.array([0.0, -1.0, np.nan, np.inf, 0.1, 1.0])
    plot.set_curve("train", np.arange(6.0), y, LIGHT.accent)
    qtbot.waitUntil(lambda: plot.visible_range[1] == pytest.approx((-1, 0), abs=0.1))


def test_a_hundred_thousand_points_are_drawn_with_few(plot: Plot, qtbot: QtBot) -> None:
    x = np.arange(100_000.0)
    y = np.sin(x / 5000)
    y[55_555] = 3.0
    plot.set_curve("train", x, y, LIGHT.accent)
    settle(qtbot, plot, 100_000)
    drawn_x, drawn_y = plot._curves["train"].line.getData()
    assert len(drawn_x) < 2000
    assert drawn_y.max() == 3.0


def test_the_mouse_reads_the_nearest_point(plot: Plot, qtbot: QtBot) -> None:
    x = np.arange(0.0, 101.0, 20.0)
    plot.set_curve("train", x, 1 - x / 100, LIGHT.accent, "train")
    settle(qtbot, plot, 100)
    middle = QPoint(220, 100)
    qtbot.mouseMove(plot._canvas.viewport(), middle - QPoint(3, 3))
    qtbot.mouseMove(plot._canvas.viewport(), middle)
    qtbot.waitUntil(lambda: "train" in plot._read_out.text)
    under_mouse = plot._view.mapSceneToView(plot._canvas.mapToScene(middle)).x()
    nearest = x[np.abs(x - under_mouse).argmin()]
    assert f"epoch <b>{nearest:g}</b>" in plot._read_out.text
    assert f"<b>{1 - nearest / 100:.4g}</b>" in plot._read_out.text


def test_a_double_click_returns_to_the_whole(plot: Plot, qtbot: QtBot) -> None:
    plot.set_curve("train", np.arange(101.0), np.ones(101), LIGHT.accent)
    settle(qtbot, plot, 100)
    plot._view.setRange(xRange=(20, 30), padding=0)
    plot._view.sigRangeChangedManually.emit(plot._view.mouseEnabled())
    plot.set_curve("train", np.arange(111.0), np.ones(111), LIGHT.accent)
    settle(qtbot, plot, 30)
    qtbot.mouseDClick(plot._canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 100))
    settle(qtbot, plot, 120)


def test_an_axis_too_short_for_its_label_leaves_it_out(qtbot: QtBot) -> None:
    plot = Plot(LIGHT, y_label="loss (binary cross-entropy)")
    qtbot.addWidget(plot)
    plot.set_curve("train", np.arange(3.0), np.arange(3.0), LIGHT.accent)
    plot.show()
    plot.resize(400, 300)
    assert plot._axes["left"].label.isVisible()
    plot.resize(400, 120)
    assert not plot._axes["left"].label.isVisible()


def test_curves_go_away(plot: Plot) -> None:
    plot.set_curve("train", np.arange(3.0), np.arange(3.0), LIGHT.accent, "train")
    plot.set_curve("test", np.arange(3.0), np.arange(3.0), LIGHT.negative, "test")
    plot.remove_curve("train")
    assert plot.curve_names == ("test",)
    plot.clear()
    assert plot.curve_names == ()


def test_x_and_y_must_match(plot: Plot) -> None:
    with pytest.raises(ValueError, match="as many x as y"):
        plot.set_curve("train", np.arange(3.0), np.arange(4.0), LIGHT.accent)


@pytest.mark.parametrize(
    ("exponent", "text"),
    [(0, "1"), (-2, "0.01"), (-3, "1e-3"), (3, "1000"), (4, "1e4"), (-0.30103, "0.5")],
)
def test_powers_are_written_plainly(exponent: float, text: str) -> None:
    assert power_text(exponent) == text


@pytest.mark.parametrize("rising", [True, False])
@pytest.mark.parametrize("place", [2.0, 9.0])
def test_the_words_of_a_mark_keep_clear_of_the_legend(
    qtbot: QtBot, plot: Plot, rising: bool, place: float
) -> None:
    x = np.arange(10.0)
    y = x if rising else 9 - x
    plot.set_curve("train", x, y, LIGHT.accent, "train")
    plot.set_curve("test", x, y + 0.1, LIGHT.negative, "test")
    plot.mark.put(place, "best: epoch 9")
    settle(qtbot, plot, 9.0)
    plot.repaint()
    words = plot.mark.area
    legend = next(label for label in plot.findChildren(QLabel) if "train" in label.text())
    assert words.height() > 0
    assert not words.intersects(QRectF(legend.geometry()))
