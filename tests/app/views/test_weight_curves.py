"""Weights as curves: the strongest are drawn, in their sign's colour, and can be found again."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.look.theme import DARK, LIGHT, Theme
from app.views.weight_curves import WeightCurves, largest_of
from tests.app.views.pictures import colour_at, painted

STARTS = np.array([[20.0, 40.0], [20.0, 160.0]])
ENDS = np.array([[180.0, 40.0], [180.0, 160.0]])


def curves(weights: list[list[float]], most: int = 100, widest: float = 6) -> WeightCurves:
    values = np.array(weights)
    return WeightCurves(STARTS, ENDS, values, float(np.nanmax(np.abs(values))), widest, most)


def drawn(found: WeightCurves, theme: Theme = LIGHT) -> QImage:
    return painted(200, 200, theme, lambda painter: found.paint(painter, theme))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_colour_is_the_sign(qapp: QApplication, theme: Theme) -> None:
    image = drawn(curves([[1.0, 0.0], [0.0, -1.0]]), theme)
    assert colour_at(image, 60, 40) == theme.positive
    assert colour_at(image, 60, 160) == theme.negative


def test_the_width_is_the_magnitude(qapp: QApplication) -> None:
    image = drawn(curves([[1.0, 0.0], [0.0, 0.4]]))
    coloured = [
        sum(colour_at(image, 60, y + dy) != LIGHT.panel for dy in range(-8, 9)) for y in (40, 160)
    ]
    assert coloured[0] > coloured[1] > 0


def test_only_the_strongest_are_drawn() -> None:
    found = curves([[0.1, -3.0], [2.0, 0.2]], most=2)
    assert len(found) == 2
    assert found.at(QPointF(100, 100)) is not None
    assert found.at(QPointF(100, 40)) is None
    assert found.at(QPointF(100, 160)) is None


def test_a_weight_is_found_on_its_curve() -> None:
    found = curves([[1.0, 0.01], [0.01, 1.0]])
    assert found.at(QPointF(100, 41)) == (0, 0)
    assert found.at(QPointF(100, 159)) == (1, 1)
    assert found.at(QPointF(100, 70)) is None


def test_of_crossing_curves_the_stronger_is_found() -> None:
    assert curves([[0.0, 0.2], [-0.9, 0.0]]).at(QPointF(100, 100)) == (1, 0)


def test_curves_begin_and_end_at_their_neurons() -> None:
    path = curves([[1.0, 1.0], [1.0, 1.0]]).path(0, 1)
    assert path.pointAtPercent(0) == QPointF(20, 40)
    assert path.pointAtPercent(1) == QPointF(180, 160)


def test_the_curves_of_a_neuron_are_known() -> None:
    found = curves([[4.0, 3.0], [2.0, 1.0]])
    assert found.touching(start=0).sum() == 2
    assert (found.touching(start=0) & found.touching(end=1)).sum() == 1


def test_weights_that_are_no_numbers_are_the_weakest(qapp: QApplication) -> None:
    found = curves([[np.nan, 1.0], [0.5, np.nan]], most=2)
    assert np.count_nonzero(found.touching(start=0) & found.touching(end=1)) == 1
    assert np.count_nonzero(found.touching(start=1) & found.touching(end=0)) == 1
    drawn(found)


def test_zero_weights_are_drawn_without_complaint(qapp: QApplication) -> None:
    assert len(curves([[0.0, 0.0], [0.0, 0.0]])) == 4


def test_of_very_many_weights_the_strongest_are_found() -> None:
    weights = np.random.default_rng(4).standard_normal((400, 300)).astype(np.float32)
    weights[5, 6] = np.nan
    starts = np.column_stack([np.zeros(400), np.arange(400.0)])
    ends = np.column_stack([np.full(300, 100.0), np.arange(300.0)])
    found = WeightCurves(starts, ends, weights, largest_of(weights), 5.0, 50)
    expected = np.argsort(np.nan_to_num(np.abs(weights).ravel()), kind="stable")[-50:]
    at = np.ravel_multi_index((found._from, found._to), weights.shape)
    assert at.tolist() == expected.tolist()


def test_of_many_equal_weights_as_many_as_asked_for_are_drawn() -> None:
    weights = np.ones((400, 300), np.float32)
    starts = np.column_stack([np.zeros(400), np.arange(400.0)])
    ends = np.column_stack([np.full(300, 100.0), np.arange(300.0)])
    assert len(WeightCurves(starts, ends, weights, 1.0, 5.0, 50)) == 50


@pytest.mark.parametrize(("numbers", "expected"), [([1, -3], 3), ([np.nan, -2], 2), ([], 0)])
def test_the_largest_weight_is_found(numbers: list[float], expected: float) -> None:
    assert largest_of(np.array(numbers, np.float32)) == expected
