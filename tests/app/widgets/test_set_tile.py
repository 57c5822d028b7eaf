"""A set tile paints what it is given, and says its name and size to who cannot see it."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.look.icons import icon
from app.widgets.set_tile import SetTile


@pytest.fixture
def tile(qtbot: QtBot) -> SetTile:
    made = SetTile("Iris", "150 × 4")
    qtbot.addWidget(made)
    made.resize(160, 48)
    return made


def painted(tile: SetTile) -> QImage:
    return tile.grab().toImage()


def test_name_and_size_can_be_heard(tile: SetTile) -> None:
    assert tile.accessibleName() == "Iris, 150 × 4"
    tile.set_detail("31 MB")
    assert (tile.detail, tile.accessibleName()) == ("31 MB", "Iris, 31 MB")


def test_points_stand_where_they_belong_in_their_colours(tile: SetTile) -> None:
    tile.set_points([[0, 0], [99, 99]], ("#ff0000", "#0000ff"))
    picture = painted(tile)
    assert picture.pixelColor(8, 38).red() > 200
    assert picture.pixelColor(8, 38).blue() < 100
    assert picture.pixelColor(38, 9).blue() > 200


def test_an_image_is_scaled_to_the_picture(tile: SetTile) -> None:
    tile.set_image(np.array([[0, 255], [255, 0]], np.uint8))
    picture = painted(tile)
    assert picture.pixelColor(8, 9).lightness() < 20
    assert picture.pixelColor(38, 9).lightness() > 235


def test_an_icon_stands_for_what_is_not_there(tile: SetTile) -> None:
    before = painted(tile)
    tile.set_icon(icon("download"))
    assert painted(tile) != before


def test_keys_press_it(tile: SetTile, qtbot: QtBot) -> None:
    tile.show()
    with qtbot.waitSignal(tile.clicked):
        qtbot.keyClick(tile, Qt.Key.Key_Space)
    assert tile.isChecked()
