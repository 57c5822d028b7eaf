"""The picture of a spread: its name leaves room for the mean beside it."""

import pytest
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from app.views.data.spread_picture import beside


@pytest.mark.parametrize("width", [120.0, 200.0, 400.0])
def test_a_long_name_ends_before_the_mean(qapp: QApplication, width: float) -> None:
    metrics, mean = QFontMetricsF(QFont()), "13.2 ± 0.811"
    shown = beside("concentration of all flavanoids, mg per litre", mean, width, metrics)
    assert metrics.horizontalAdvance(shown) + metrics.horizontalAdvance(mean) < width


def test_a_short_name_stays_as_it_is(qapp: QApplication) -> None:
    assert beside("ash", "2.37 ± 0.27", 300.0, QFontMetricsF(QFont())) == "ash"
