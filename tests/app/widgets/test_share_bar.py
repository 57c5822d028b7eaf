"""A share bar's stretches are as long as their parts are large."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.widgets.share_bar import ShareBar


@pytest.fixture
def bar(qtbot: QtBot) -> ShareBar:
    widget = ShareBar(8)
    qtbot.addWidget(widget)
    widget.resize(100, 8)
    return widget


def test_stretches_fill_the_bar_in_proportion(bar: ShareBar) -> None:
    bar.set_parts((30, 10, 0, 10), ("#FF0000", "#00FF00", "#0000FF", "#000000"))
    assert [stretch.width() for stretch in bar.stretches()] == [60, 20, 0, 20]
    assert [stretch.left() for stretch in bar.stretches()] == [0, 60, 80, 80]


def test_each_part_has_its_colour(bar: ShareBar) -> None:
    bar.set_parts((1, 1), ("#FF0000", "#0000FF"))
    picture = bar.grab().toImage()
    assert picture.pixelColor(25, 4) == QColor("#FF0000")
    assert picture.pixelColor(75, 4) == QColor("#0000FF")


def test_nothing_is_an_empty_track(bar: ShareBar) -> None:
    bar.set_parts((0, 0), ("#FF0000", "#0000FF"))
    assert [stretch.width() for stretch in bar.stretches()] == [0, 0]
    bar.grab()


def test_parts_need_as_many_colours(bar: ShareBar) -> None:
    with pytest.raises(ValueError, match="2 parts"):
        bar.set_parts((1, 2), ("#FF0000",))
