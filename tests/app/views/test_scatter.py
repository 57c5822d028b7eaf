"""Points show their class, and whether they are for training or for testing."""

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from app.look.theme import LIGHT
from app.views.scatter import paint_points, point_radius
from tests.app.views.pictures import colour_at, painted

COLOURS = ("#E8833A", "#2F7FC1")
EDGE = "#FFFFFF"


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_training_points_are_filled_and_test_points_open(qapp: QApplication, ratio: float) -> None:
    pixels = np.array([[20.0, 20.0], [60.0, 20.0]])
    classes, is_test = np.array([0, 1]), np.array([False, True])
    image = painted(
        80, 40, LIGHT, lambda p: paint_points(p, pixels, classes, is_test, COLOURS, EDGE, ratio)
    )
    assert colour_at(image, 20, 20) == COLOURS[0]
    assert colour_at(image, 60, 20) == EDGE
    ring = [image.pixelColor(60 + dx, 20) for dx in range(-5, 6)]
    assert min(pixel.red() for pixel in ring) < 64 < 180 < max(pixel.blue() for pixel in ring)


def test_more_points_are_smaller() -> None:
    radii = [point_radius(count) for count in (10, 500, 1200, 5000)]
    assert radii == sorted(radii, reverse=True)
    assert radii[-1] > 1
