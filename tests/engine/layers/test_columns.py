"""Windows over images, and the columns that im2col makes of what they see."""

import numpy as np
import pytest

from engine.errors import ExperimentError
from engine.layers.columns import Columns
from engine.layers.window import Window

WINDOWS = pytest.mark.parametrize(
    "window",
    [
        Window(2, 1, 0, (1, 3, 3)),
        Window(3, 2, 1, (2, 7, 5)),
        Window(2, 3, 0, (3, 6, 7)),
        Window(1, 1, 0, (2, 4, 4)),
        Window(4, 1, 3, (1, 4, 4)),
    ],
    ids=lambda window: f"{window.size}-{window.stride}-{window.padding}",
)


def test_the_worked_example_of_im2col(xp) -> None:
    image = xp.arange(9.0).reshape(1, 1, 3, 3)  # a b c d e f g h i
    columns = Columns(Window(2, 1, 0, (1, 3, 3)), image).im2col(image)
    assert columns.reshape(4, 4).tolist() == [
        [0, 1, 3, 4],
        [1, 2, 4, 5],
        [3, 4, 6, 7],
        [4, 5, 7, 8],
    ]


@WINDOWS
@pytest.mark.parametrize("replicas", [(), (2,)])
def test_a_column_is_what_the_window_sees(window: Window, replicas: tuple, rng, xp) -> None:
    border, size = window.padding, window.size
    height, width = (side - 2 * border for side in window.image)
    x = xp.asarray(rng.normal(size=(*replicas, 4, window.channels, height, width)))
    frame = [(0, 0)] * (x.ndim - 2) + [(border, border)] * 2
    bordered = np.pad(x, frame)
    columns = Columns(window, x).im2col(x)
    for row, column, sample in np.ndindex(*window.places, 4):
        top, left = row * window.stride, column * window.stride
        seen = bordered[..., sample, :, top : top + size, left : left + size]
        there = columns[..., row, column, sample]
        assert np.array_equal(there, seen.reshape(*replicas, -1))


@WINDOWS
def test_col2im_is_the_transpose_of_im2col(window: Window, rng, xp) -> None:
    """⟨im2col(x), c⟩ = ⟨x, col2im(c)⟩ for any x and c."""
    height, width = (side - 2 * window.padding for side in window.image)
    x = xp.asarray(rng.normal(size=(4, window.channels, height, width)))
    columns = Columns(window, x)
    seen = columns.im2col(x)
    weights = xp.asarray(rng.normal(size=seen.shape))
    total = float((seen * weights).sum())
    assert total == pytest.approx(float((x * columns.col2im(weights)).sum()))


def test_a_smaller_batch_after_a_larger_one_still_has_its_border_of_zeros(rng, xp) -> None:
    window, large = Window(3, 1, 1, (2, 4, 4)), xp.asarray(rng.normal(size=(9, 2, 4, 4)))
    columns = Columns(window, large)
    columns.im2col(large)
    small = large[:2]
    assert np.array_equal(columns.im2col(small), Columns(window, small).im2col(small))


def test_memory_is_used_again_whatever_the_batch(rng, xp) -> None:
    columns = Columns(Window(3, 1, 1, (2, 4, 4)), xp.zeros(1))
    largest = columns.im2col(xp.asarray(rng.normal(size=(9, 2, 4, 4))))
    for batch in (1, 5, 9):
        assert np.shares_memory(
            columns.im2col(xp.asarray(rng.normal(size=(batch, 2, 4, 4)))), largest
        )


@pytest.mark.parametrize(
    ("size", "padding", "shape", "path", "message"),
    [
        (3, 0, (8,), "", "takes (channels, height, width), not shape (8,); put a reshape"),
        (3, 0, (5, 8), "", "not shape (5, 8)"),
        (5, 0, (1, 4, 9), "size", "must fit on images of 4 × 9; it is 5"),
        (9, 1, (1, 8, 6), "size", "must fit on images of 8 × 6 with a border of 1; it is 9"),
    ],
)
def test_a_window_must_fit(size: int, padding: int, shape: tuple, path: str, message: str) -> None:
    with pytest.raises(ExperimentError) as refusal:
        Window(size, 1, padding, shape)
    assert refusal.value.path == path
    assert message in refusal.value.message
