"""Icons are drawn in the colours of the theme."""

import gc

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage

from app.look.appearance import Appearance
from app.look.icons import application_icon, icon, icon_names
from app.look.theme import DARK, LIGHT


def darkest_opaque(image: QImage) -> QColor:
    """Return the colour of the most opaque pixel."""
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=QColor.alpha)


def image_of(shown: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> QImage:
    return shown.pixmap(QSize(48, 48), mode).toImage()


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_draws_something(name: str, appearance: Appearance) -> None:
    assert darkest_opaque(image_of(icon(name))).alpha() > 200


def test_an_icon_takes_the_colour_of_the_theme_when_it_changes(appearance: Appearance) -> None:
    play = icon("play")
    assert darkest_opaque(image_of(play)).name().upper() == LIGHT.text
    appearance.set_mode("dark")
    assert darkest_opaque(image_of(play)).name().upper() == DARK.text


def test_colours_and_the_disabled_state_differ(appearance: Appearance) -> None:
    assert darkest_opaque(image_of(icon("play", "accent"))).name().upper() == LIGHT.accent
    assert darkest_opaque(image_of(icon("play", "bad"))).name().upper() == LIGHT.bad
    assert image_of(icon("play"), QIcon.Mode.Disabled) != image_of(icon("play"))


def test_an_icon_outlives_the_name_it_was_made_under(appearance: Appearance) -> None:
    copies = [QIcon(icon("pause")) for _ in range(20)]
    gc.collect()
    assert all(image_of(copy) == image_of(copies[0]) for copy in copies)


def test_unknown_names_and_colours_are_refused() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")
    with pytest.raises(KeyError):
        icon("play", "mauve")


def test_the_application_icon_has_both_classes(appearance: Appearance) -> None:
    image = application_icon().pixmap(QSize(256, 256)).toImage()
    left, right = image.pixelColor(24, 128), image.pixelColor(236, 200)
    assert left.red() > left.blue()
    assert right.blue() > right.red()
