"""A band fills between two curves and leaves gaps open."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from app.look.plot_band import Band, thinned


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="equal lengths"):
        Band().set_data(np.zeros(3), np.zeros(2), np.zeros(3), "#000000", 0.2)


def test_thinning_keeps_lowest_and_highest() -> None:
    x = np.arange(1000.0)
    low, high = -np.ones(1000), np.ones(1000)
    low[501], high[777] = -9, 9
    kept, bottom, top = thinned(x, low, high, 100)
    assert len(kept) <= 101
    assert bottom.min() == -9
    assert top.max() == 9
    assert (kept[0], kept[-1]) == (0, 999)


def test_few_points_stay_as_they_are() -> None:
    x = np.arange(5.0)
    assert thinned(x, x, x + 1, 100)[0] is x


@pytest.mark.parametrize("logarithmic", [False, True])
def test_a_gap_stays_open(logarithmic: bool) -> None:
    band = Band()
    low = np.array([1.0, 1, np.nan, 1, 1])
    band.set_data(np.arange(5.0), low, low + 1, "#336699", 0.2)
    band.draw(0, 4, 100, logarithmic)
    path = band.area.path
    middle = 0.1 if logarithmic else 1.5
    from_x = [x / 10 for x in range(1, 40)]
    filled = {x for x in from_x if path.contains(QPointF(x, middle))}
    assert filled
    assert all(x <= 1 or x >= 3 for x in filled)
