"""A mosaic loses no picture and finds each one again."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF

from app.views.mosaic import Mosaic


@pytest.mark.parametrize("count", [1, 2, 7, 100])
def test_every_picture_has_its_place(count: int) -> None:
    mosaic = Mosaic(count, 4, 3, QRectF(10, 20, 300, 200))
    pictures = np.broadcast_to(np.arange(count, dtype=float)[:, None, None], (count, 4, 3))
    image = mosaic.assemble(pictures, -1)
    assert image.shape == (mosaic.rows * 4, mosaic.columns * 3)
    area = mosaic.area
    assert QRectF(10, 20, 300, 200).contains(area)
    cells = image.shape
    for row in range(cells[0]):
        for column in range(cells[1]):
            x = area.left() + (column + 0.5) * area.width() / cells[1]
            y = area.top() + (row + 0.5) * area.height() / cells[0]
            found = mosaic.at(QPointF(x, y))
            assert (found[0] if found else -1) == image[row, column]


def test_wide_rooms_have_wide_mosaics() -> None:
    assert Mosaic(4, 5, 5, QRectF(0, 0, 400, 100)).columns == 4
    assert Mosaic(4, 5, 5, QRectF(0, 0, 100, 400)).columns == 1


def test_outside_there_is_nothing() -> None:
    assert Mosaic(4, 5, 5, QRectF(0, 0, 100, 100)).at(QPointF(101, 5)) is None
