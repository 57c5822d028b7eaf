"""Contours put each value into its band, on either scale."""

import numpy as np

from app.views.contours import Levels, contour_pixels, enlarged, label_places

BOWL = np.add.outer(np.linspace(-1, 1, 25) ** 2, np.linspace(-2, 2, 51) ** 2) + 1e-3


def test_levels_are_round_numbers_within_the_field() -> None:
    even = Levels.of(BOWL, log=False)
    assert len(set(np.diff(even.heights).round(9).tolist())) == 1
    by_ratio = Levels.of(BOWL, log=True)
    assert 0.1 in by_ratio.heights
    for levels in (even, by_ratio):
        assert list(levels.heights) == sorted(levels.heights)
        assert BOWL.min() < levels.heights[0]
        assert levels.heights[-1] < BOWL.max()


def test_negative_fields_have_levels_on_the_even_scale() -> None:
    levels = Levels.of(-BOWL, log=True)
    assert not levels.is_log
    assert len(levels.heights) > 3


def test_a_narrow_range_has_levels_of_equal_ratio() -> None:
    levels = Levels.of(np.linspace(0.6, 0.8, 50), log=True)
    assert len(levels.heights) > 5


def test_a_flat_or_empty_field_has_none() -> None:
    assert Levels.of(np.ones((3, 3)), log=True).heights == ()
    assert Levels.of(np.full((3, 3), np.nan), log=False).heights == ()


def test_pixels_are_not_transposed_and_the_top_row_is_the_last() -> None:
    field = np.zeros((25, 51))
    field[-1, 0] = 1.0
    pixels = contour_pixels(field, Levels((0.5,), False), 102, 50, dark=False)
    assert pixels.shape == (50, 102, 4)
    assert pixels[0, 0].tolist() != pixels[-1, -1].tolist()
    assert pixels[-1, 0].tolist() == pixels[-1, -1].tolist()


def test_where_there_is_no_value_it_is_transparent() -> None:
    field = np.ones((9, 9))
    field[:, :3] = np.nan
    pixels = contour_pixels(field, Levels((0.5,), False), 9, 9, dark=False)
    assert not pixels[:, :3, 3].any()
    assert pixels[:, 4:, 3].all()


def test_an_enlarged_field_keeps_its_corners_and_a_slope() -> None:
    fine = enlarged(np.add.outer(np.arange(3.0), 10 * np.arange(4.0)), 31, 21)
    assert fine.shape == (21, 31)
    assert fine[0, 0] == 0
    assert fine[-1, -1] == 32
    assert np.allclose(np.diff(fine[0]), 1)


def test_labels_keep_apart_and_name_their_level() -> None:
    levels = Levels.of(BOWL, log=True)
    places = label_places(BOWL, levels, 400, 300, 30)
    assert len(places) >= 3
    assert len({level for _, _, level in places}) == len(places)
    assert {level for _, _, level in places} <= set(levels.heights)


def test_a_minimum_of_zero_does_not_take_all_the_lines() -> None:
    levels = Levels.of(BOWL - BOWL.min(), log=True)
    assert levels.is_log
    assert len(levels.heights) >= 6
    assert levels.heights[0] > 1e-4
