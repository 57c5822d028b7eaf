"""A thumbnail shows the points it is given."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.widgets.thumbnail import Thumbnail


def colours_in(thumbnail: Thumbnail) -> set[str]:
    image = thumbnail.grab().toImage()
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
    }


def test_points_are_drawn_in_their_colours_the_second_axis_upwards(qtbot: QtBot) -> None:
    thumbnail = Thumbnail("Two points")
    qtbot.addWidget(thumbnail)
    thumbnail.resize(thumbnail.sizeHint())
    thumbnail.set_points([[0.0, 0.0], [1.0, 1.0]], ["#E8833A", "#2F7FC1"])
    image = thumbnail.grab().toImage()
    assert image.pixelColor(7, 44).name().upper() == "#E8833A"
    assert image.pixelColor(44, 7).name().upper() == "#2F7FC1"


def test_many_points_are_thinned_and_every_class_remains(
    qtbot: QtBot, rng: np.random.Generator
) -> None:
    thumbnail = Thumbnail("Many points")
    qtbot.addWidget(thumbnail)
    thumbnail.resize(thumbnail.sizeHint())
    colours = ["#E8833A" if index % 2 else "#2F7FC1" for index in range(999)]
    thumbnail.set_points(rng.normal(size=(999, 2)), colours)
    assert {"#E8833A", "#2F7FC1"} <= colours_in(thumbnail)


def test_points_and_colours_must_match(qtbot: QtBot) -> None:
    thumbnail = Thumbnail("Wrong")
    qtbot.addWidget(thumbnail)
    with pytest.raises(ValueError, match="2 points need as many colours, not 1"):
        thumbnail.set_points([[0.0, 0.0], [1.0, 1.0]], ["#E8833A"])


def test_points_on_one_line_are_no_trouble(qtbot: QtBot) -> None:
    thumbnail = Thumbnail("Line")
    qtbot.addWidget(thumbnail)
    thumbnail.resize(thumbnail.sizeHint())
    thumbnail.set_points([[1.0, 1.0], [1.0, 2.0]], ["#E8833A", "#E8833A"])
    assert "#E8833A" in colours_in(thumbnail)


def test_the_keyboard_checks_it(qtbot: QtBot) -> None:
    thumbnail = Thumbnail("Spiral")
    qtbot.addWidget(thumbnail)
    thumbnail.show()
    qtbot.keyClick(thumbnail, Qt.Key.Key_Space)
    assert thumbnail.isChecked()
    assert thumbnail.toolTip() == thumbnail.accessibleName() == "Spiral"
