"""Values, classes and magnitudes become the colours that mean them."""

import numpy as np
import pytest

from app.look.colour_maps import class_rgba, diverging_rgba, diverging_table, viridis_table
from app.look.theme import DARK, LIGHT, Theme, class_colours

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def as_hex(pixel: np.ndarray) -> str:
    return "#{:02X}{:02X}{:02X}".format(*pixel[:3])


@THEMES
def test_ends_and_zero_have_their_colours(theme: Theme) -> None:
    pixels = diverging_rgba(np.array([[-2.0, 0.0, 2.0]]), theme, limit=2.0)
    assert [as_hex(pixel) for pixel in pixels[0]] == [theme.negative, theme.zero, theme.positive]
    assert pixels.shape == (1, 3, 4)
    assert pixels.dtype == np.uint8
    assert (pixels[..., 3] == 255).all()


@THEMES
def test_values_beyond_the_limit_take_the_end_colours_and_nan_is_zero(theme: Theme) -> None:
    pixels = diverging_rgba(np.array([-9.0, np.nan, np.inf]), theme)
    assert [as_hex(pixel) for pixel in pixels] == [theme.negative, theme.zero, theme.positive]


def test_the_map_is_symmetric_about_zero() -> None:
    distance = np.abs(diverging_table(LIGHT).astype(int) - diverging_table(LIGHT)[255]).sum(axis=1)
    assert (np.diff(distance[255:]) >= 0).all()
    assert (np.diff(distance[:256]) <= 0).all()
    assert len(diverging_table(LIGHT)) == 2 * 255 + 1


def test_a_limit_must_be_positive() -> None:
    with pytest.raises(ValueError, match="must be positive"):
        diverging_rgba(np.zeros((2, 2)), LIGHT, limit=0.0)


@THEMES
def test_certain_classes_have_their_colour_and_undecided_ones_the_panels(theme: Theme) -> None:
    classes = np.array([0, 1, 2, 2])
    pixels = class_rgba(classes, np.array([1.0, 1.0, 1.0, 0.0]), theme, 3)
    assert [as_hex(pixel) for pixel in pixels] == [*class_colours(3), theme.panel]


def test_tables_cannot_be_spoilt() -> None:
    with pytest.raises(ValueError, match="read-only"):
        diverging_table(LIGHT)[0] = 0


def test_viridis_grows_brighter() -> None:
    brightness = viridis_table()[:, :3] @ np.array([0.2126, 0.7152, 0.0722])
    assert viridis_table().shape == (256, 4)
    assert (np.diff(brightness[::8]) > 0).all()
