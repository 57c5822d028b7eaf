"""Colours mean the same everywhere, and can be told apart."""

import pytest

from app.look.theme import DARK, LIGHT, Theme, class_colours, family_colour, layer_colour


def luminance(colour: str) -> float:
    """Return the relative luminance of "#RRGGBB" (WCAG 2.1)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_text_can_be_read_on_the_panel(theme: Theme) -> None:
    assert contrast(theme.text, theme.panel) >= 7
    assert contrast(theme.muted, theme.panel) >= 4.5
    assert contrast(theme.accent, theme.panel) >= 3


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_zero_is_the_panel(theme: Theme) -> None:
    assert theme.zero == theme.panel


def test_class_0_is_negative_and_class_1_positive() -> None:
    assert class_colours(2) == (LIGHT.negative, LIGHT.positive)
    assert class_colours(6)[:2] == class_colours(2)


def test_ten_classes_have_ten_colours_and_more_begin_again() -> None:
    assert len(set(class_colours(10))) == 10
    assert class_colours(12)[10:] == class_colours(2)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_layers_run_from_violet_to_cyan(theme: Theme) -> None:
    first, *between, last = [layer_colour(index, 5, theme) for index in range(5)]
    red, green, blue = (int(first[at : at + 2], 16) for at in (1, 3, 5))
    assert blue > red > green
    red, green, blue = (int(last[at : at + 2], 16) for at in (1, 3, 5))
    assert blue > green > red
    assert len({first, *between, last}) == 5


def test_a_single_layer_is_violet() -> None:
    assert layer_colour(0, 1, LIGHT) == layer_colour(0, 5, LIGHT)


def test_an_unknown_family_has_no_colour() -> None:
    with pytest.raises(KeyError):
        family_colour("recurrent")
