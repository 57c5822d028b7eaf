"""A plane's frame maps data to pixels and back."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from app.views.plane_frame import PlaneAxes, PlaneFrame


def frame_in(width: float, height: float, axes: PlaneAxes) -> PlaneFrame:
    return PlaneFrame(axes, QRectF(0, 0, width, height), QFont())


PLANE = PlaneAxes("x₁", "x₂", (-6.0, 6.0), (-6.0, 6.0), square=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(-6, 6), st.floats(-6, 6), st.integers(150, 900), st.integers(150, 900))
def test_pixels_lead_back_to_the_data(
    qapp: QApplication, x: float, y: float, width: int, height: int
) -> None:
    frame = frame_in(width, height, PLANE)
    (pixel,) = frame.to_pixels(np.array([[x, y]]))
    assert frame.to_data(QPointF(*pixel)) == pytest.approx((x, y), abs=1e-6)


def test_upwards_is_more(qapp: QApplication) -> None:
    frame = frame_in(400, 400, PLANE)
    lower, upper = frame.to_pixels(np.array([[0.0, -1.0], [0.0, 1.0]]))
    assert upper[1] < lower[1]


@pytest.mark.parametrize("size", [(300, 500), (500, 300), (200, 200)])
def test_the_plane_is_square(qapp: QApplication, size: tuple[int, int]) -> None:
    plot = frame_in(*size, PLANE).plot
    assert plot.width() == pytest.approx(plot.height(), abs=1)


def test_other_axes_fill_their_room(qapp: QApplication) -> None:
    axes = PlaneAxes("petal length", "petal width", (1.0, 7.0), (0.0, 2.5))
    frame = frame_in(600, 300, axes)
    assert frame.plot.width() > 1.5 * frame.plot.height()
    assert QRectF(-1, -1, 602, 302).contains(frame.outer)
