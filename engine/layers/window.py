"""A window moves over an image and sees a small square of it at each place."""

from collections.abc import Iterator

from engine.errors import ExperimentError
from engine.layers.layer import Shape

Cell = tuple[int, int, slice, slice]


class Window:
    """A square of `size` × `size` pixels that moves by `stride` over an image with its border.

    The border is `padding` pixels wide on each side. At place (row, column), the window's cell
    (i, j) stands on pixel (row · stride + i, column · stride + j). Pixels at the right and at the
    bottom that the last place does not reach are seen by no window.
    """

    def __init__(self, size: int, stride: int, padding: int, image_shape: Shape) -> None:
        """Fit the window to images (channels, height, width); ExperimentError if it cannot be."""
        if len(image_shape) != 3:
            message = f"takes (channels, height, width), not shape {image_shape}"
            raise ExperimentError("", f"{message}; put a reshape before it")
        self.size, self.stride, self.padding = size, stride, padding
        self.channels, height, width = image_shape
        self.image = (height + 2 * padding, width + 2 * padding)
        if size > min(self.image):
            border = f" with a border of {padding}" if padding else ""
            message = f"must fit on images of {height} × {width}{border}; it is {size}"
            raise ExperimentError("size", message)
        self.inside = (slice(padding, padding + height), slice(padding, padding + width))
        self.places = tuple((side - size) // stride + 1 for side in self.image)
        self.cells = tuple(self._cells())
        self.overlaps = stride < size  # some pixels are seen from several places

    def _cells(self) -> Iterator[Cell]:
        """Each cell (i, j), and the rows and columns of the pixels that it visits."""
        down, across = ((count - 1) * self.stride + 1 for count in self.places)
        for i in range(self.size):
            for j in range(self.size):
                rows, columns = slice(i, i + down, self.stride), slice(j, j + across, self.stride)
                yield i, j, rows, columns
