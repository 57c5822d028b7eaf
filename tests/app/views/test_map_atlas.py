"""The atlas shows each neuron upright, on its own scale, in the theme's colours."""

from collections.abc import Sequence

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator, QSvgRenderer
from PySide6.QtWidgets import QApplication

from app.look.theme import DARK, LIGHT, Theme, class_colours
from app.views.columns import Column
from app.views.diagram import Neuron
from app.views.map_atlas import MapAtlas
from app.views.value_scale import ValueScale
from engine.probes import NeuronPictures
from tests.app.views.pictures import colour_at

COLUMNS = (Column("Inputs", 2, 0, 0, None), Column("Output", 2, 1, 1, 0, is_output=True))


def pictures(inputs: np.ndarray, output: np.ndarray) -> NeuronPictures:
    maps = (inputs.astype(np.float32), np.zeros_like(output, dtype=np.float32))
    return NeuronPictures(maps, output.astype(np.float32), (-6, 6), (-6, 6))


def atlas(
    found: NeuronPictures,
    theme: Theme = LIGHT,
    shown: Sequence[int] = (2, 2),
    scale: ValueScale | None = None,
) -> MapAtlas:
    return MapAtlas(found, COLUMNS, shown, theme, scale)


def colour(found: MapAtlas, neuron: Neuron, x: int, y: int) -> str:
    """Return a pixel of a neuron's picture, counted from its upper left corner."""
    tile = found.tile(neuron)
    return colour_at(found.image, tile.left() + x, tile.top() + y)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_signs_have_their_colours_and_zero_the_panels(theme: Theme) -> None:
    values = np.stack([np.full((4, 4), 3.0), np.full((4, 4), -0.01)])
    values[0, 0, 0] = 0
    found = atlas(pictures(values, np.zeros((2, 4, 4))), theme)
    assert colour(found, Neuron(0, 0), 2, 2) == theme.positive
    assert colour(found, Neuron(0, 1), 2, 2) == theme.negative
    assert colour(found, Neuron(0, 0), 0, 3) == theme.zero


def test_the_lowest_row_is_at_the_bottom() -> None:
    rising = np.tile(np.linspace(-1, 1, 4)[:, None], (2, 1, 4))
    found = atlas(pictures(rising, np.zeros((2, 4, 4))))
    assert colour(found, Neuron(0, 0), 0, 0) == LIGHT.positive
    assert colour(found, Neuron(0, 0), 0, 3) == LIGHT.negative


def test_outputs_have_the_colours_of_their_classes() -> None:
    certain = np.stack([np.full((4, 4), 1.0), np.full((4, 4), 0.0)])
    found = atlas(pictures(np.zeros((2, 4, 4)), certain))
    assert colour(found, Neuron(1, 0), 1, 1) == class_colours(2)[0]
    assert colour(found, Neuron(1, 1), 1, 1) == LIGHT.zero


def test_predicted_values_are_coloured_on_the_targets_scale() -> None:
    values = np.stack([np.full((4, 4), 600.0), np.full((4, 4), 400.0)])
    found = atlas(pictures(np.zeros((2, 4, 4)), values), scale=ValueScale(400, 200))
    assert colour(found, Neuron(1, 0), 1, 1) == LIGHT.positive
    assert colour(found, Neuron(1, 1), 1, 1) == LIGHT.zero


def test_columns_out_of_sight_take_no_room() -> None:
    found = atlas(pictures(np.ones((2, 4, 4)), np.ones((2, 4, 4))), shown=(0, 2))
    assert found.image.height() == 8
    assert found.tile(Neuron(1, 1)).bottom() == 8


def test_numbers_that_are_none_stay_quiet() -> None:
    values = np.full((2, 4, 4), np.nan)
    found = atlas(pictures(values, np.ones((2, 4, 4))))
    assert colour(found, Neuron(0, 0), 1, 1) == LIGHT.zero


def test_a_vector_picture_holds_one_neurons_picture_only(qapp: QApplication) -> None:
    values = np.stack([np.full((4, 4), 3.0), np.full((4, 4), -3.0)])
    found = atlas(pictures(values, np.zeros((2, 4, 4))))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(40, 40))
    generator.setViewBox(QRectF(0, 0, 40, 40))
    painter = QPainter(generator)
    found.paint(painter, QRectF(0, 0, 40, 40), Neuron(0, 1))
    painter.end()
    drawn = QImage(40, 40, QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    QSvgRenderer(buffer.data()).render(painter)
    painter.end()
    assert {colour_at(drawn, 20, y) for y in (3, 20, 36)} == {LIGHT.negative}
