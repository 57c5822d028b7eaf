"""Trails look the same whether they are drawn at once or as they grow."""

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter

from app.views.trails import Trails

SIZE = QSize(120, 90)


def painted(trails: Trails, *lines: tuple[str, np.ndarray], key: object = 0) -> np.ndarray:
    """The pixels of a canvas on which trails are painted."""
    image = QImage(SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    trails.paint(painter, SIZE, 1.0, key, lines)
    painter.end()
    return np.array(image.constBits()).reshape(SIZE.height(), SIZE.width(), 4).copy()


def wandering() -> np.ndarray:
    steps = np.random.default_rng(2).normal(0, 6, (60, 2))
    return np.array([60.0, 45.0]) + np.cumsum(steps, axis=0)


def test_a_growing_trail_is_that_of_one_stroke() -> None:
    places, growing = wandering(), Trails()
    for count in range(1, 61):
        now = painted(growing, ("#CC3311", places[:count]))
    at_once = painted(Trails(), ("#CC3311", places))
    away = np.abs(now.astype(int) - at_once).max(axis=2)
    assert (away > 60).mean() < 0.01  # joints differ by less than what is seen


def test_a_shorter_trail_another_key_and_other_colours_begin_anew() -> None:
    places, trails = wandering(), Trails()
    painted(trails, ("#CC3311", places))
    shorter = painted(trails, ("#CC3311", places[:10]))
    assert np.array_equal(shorter, painted(Trails(), ("#CC3311", places[:10])))
    painted(trails, ("#CC3311", places))
    other = painted(trails, ("#CC3311", places[:20] + 3), key=1)
    assert np.array_equal(other, painted(Trails(), ("#CC3311", places[:20] + 3)))
    blue = painted(trails, ("#0077BB", places[:20]), key=1)
    assert np.array_equal(blue, painted(Trails(), ("#0077BB", places[:20])))


def test_places_that_are_not_finite_are_left_out() -> None:
    places = wandering()
    places[30:] = np.nan
    half = painted(Trails(), ("#CC3311", places))
    assert np.array_equal(half, painted(Trails(), ("#CC3311", places[:30])))
