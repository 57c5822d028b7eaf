"""A decision surface shows classes in their colours and doubt in the panel's."""

import numpy as np
import pytest

from app.look.theme import DARK, LIGHT, Theme, class_colours
from app.views.surface_image import class_pixels, hard_class_pixels


def name(pixel: np.ndarray) -> str:
    return "#" + "".join(f"{channel:02X}" for channel in pixel[:3])


def even(*shares: float) -> np.ndarray:
    """Return a surface of 4 × 4 cells with these probabilities everywhere."""
    return np.tile(np.array(shares, dtype=np.float32), (4, 4, 1))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("count", [2, 3, 6])
def test_certainty_has_the_class_colour(theme: Theme, count: int) -> None:
    for index, colour in enumerate(class_colours(count)):
        surface = even(*np.eye(count)[index])
        assert name(class_pixels(surface, theme)[0, 0]) == colour
        assert name(hard_class_pixels(surface, theme)[0, 0]) == colour


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_doubt_has_the_panels_colour(theme: Theme) -> None:
    assert name(class_pixels(even(0.5, 0.5), theme)[0, 0]) == theme.panel
    assert name(class_pixels(even(0.4, 0.4, 0.2), theme)[0, 0]) == theme.panel


def test_hard_classes_know_no_doubt() -> None:
    assert name(hard_class_pixels(even(0.49, 0.51), LIGHT)[0, 0]) == class_colours(2)[1]
    assert name(hard_class_pixels(even(0.3, 0.3, 0.4), LIGHT)[0, 0]) == class_colours(3)[2]


def test_a_boundary_runs_where_the_probabilities_are_equal() -> None:
    share = np.linspace(0, 1, 20, dtype=np.float32)
    surface = np.tile(np.stack([1 - share, share], axis=-1), (5, 1, 1))
    row = hard_class_pixels(surface, LIGHT)[0]
    orange, blue = class_colours(2)
    half = len(row) // 2
    assert {name(pixel) for pixel in row[: half - 1]} == {orange}
    assert {name(pixel) for pixel in row[half + 1 :]} == {blue}
