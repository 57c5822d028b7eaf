"""Kernels are drawn in the colours of their weights, one channel beside another."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from app.look.colour_maps import diverging_rgba
from app.look.theme import LIGHT
from app.views.kernel_tiles import KernelTiles
from tests.app.views.pictures import colour_at, painted


def kernels(*shape: int) -> np.ndarray:
    return np.random.default_rng(5).standard_normal(shape).astype(np.float32)


def colour_of(value: float, limit: float) -> str:
    red, green, blue, _ = diverging_rgba([value / limit], LIGHT)[0].tolist()
    return f"#{red:02X}{green:02X}{blue:02X}"


def test_a_channel_has_the_colours_of_its_weights() -> None:
    weights = kernels(2, 3, 3, 3)
    tiles = KernelTiles(weights, LIGHT)
    box = QRectF(10, 10, 30, 30)
    image = painted(50, 50, LIGHT, lambda painter: tiles.paint_channel(painter, box, 1, 2))
    for row in range(3):
        for column in range(3):
            expected = colour_of(weights[1, 2, row, column], np.abs(weights).max())
            assert colour_at(image, 15 + 10 * column, 15 + 10 * row) == expected


def test_all_channels_stand_in_lines() -> None:
    weights = kernels(1, 3, 2, 2)  # two beside one another, one below; a line between them
    tiles = KernelTiles(weights, LIGHT)
    box = QRectF(0, 0, 50, 50)
    image = painted(50, 50, LIGHT, lambda painter: tiles.paint(painter, box, 0))
    limit = np.abs(weights).max()
    for channel, (top, left) in enumerate([(0, 0), (0, 30), (30, 0)]):
        for row in range(2):
            for column in range(2):
                expected = colour_of(weights[0, channel, row, column], limit)
                assert colour_at(image, left + 5 + 10 * column, top + 5 + 10 * row) == expected
    assert colour_at(image, 25, 25) == LIGHT.line


@pytest.mark.parametrize(("asked", "shown"), [((0, 3), (0, 3)), (None, (2, 2)), ((9, 9), (3, 3))])
def test_each_place_may_have_its_own(asked: tuple[int, int] | None, shown: tuple[int, int]) -> None:
    weights = kernels(4, 4, 2, 1, 3, 3)
    tiles = KernelTiles(weights, LIGHT, asked)
    assert tiles.place == shown
    assert np.array_equal(tiles.kernels, weights[shown])


def test_numbers_that_are_none_have_the_colour_of_zero() -> None:
    tiles = KernelTiles(np.full((1, 1, 2, 2), np.nan, np.float32), LIGHT)
    box = QRectF(0, 0, 20, 20)
    image = painted(20, 20, LIGHT, lambda painter: tiles.paint_channel(painter, box, 0, 0))
    assert colour_at(image, 5, 5) == LIGHT.zero
