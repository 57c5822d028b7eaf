"""im2col writes what a window sees at each place as a column of one matrix.

A convolution of all samples at all places is then a single matrix product. The windows of 2 × 2
on an image of 3 × 3 ("Deep Learning from Scratch", chapter 7.4):

    a b c        a b   b c   d e   e f        a b d e
    d e f   →    d e   e f   g h   h i   →    b c e f
    g h i                                     d e g h
                                              e f h i

Read along its rows, the matrix is the image as each cell of the window sees it on its way. So it
is filled a cell at a time: size · size assignments, however large the image.

Images are (..., batch, channels, height, width), but their memory is ordered with the samples
innermost, (..., channels, height, width, batch). All assignments then move long runs of numbers
that lie side by side, and the matrix product leaves its result in that order for the next layer.
"""

import math

import numpy as np

from engine.arrays import Array
from engine.layers.layer import Shape
from engine.layers.room import Room
from engine.layers.window import Window


class Columns:
    """im2col, and its way back col2im, in memory that is used again."""

    def __init__(self, window: Window, like: Array) -> None:
        """Columns of what `window` sees, in arrays of `like`'s kind."""
        self.window = window
        self._images, self._columns = Room(like), Room(like)

    def im2col(self, x: Array) -> Array:
        """The columns (..., channels · size², rows, columns, batch) of x, until the next call."""
        window, images = self.window, self._with_border(x)
        replicas, batch = images.shape[:-4], images.shape[-1]
        columns = self._columns.array((*replicas, *self._cells_shape, *window.places, batch))
        for i, j, rows, across in window.cells:
            columns[..., i, j, :, :, :] = images[..., rows, across, :]
        return columns.reshape(*replicas, math.prod(self._cells_shape), *window.places, batch)

    def col2im(self, columns: Array) -> Array:
        """∂L/∂x from the gradient of the columns: each pixel adds up what its windows give it."""
        window = self.window
        replicas, batch = columns.shape[:-4], columns.shape[-1]
        columns = columns.reshape(*replicas, *self._cells_shape, *window.places, batch)
        images = np.zeros_like(columns, shape=(*replicas, window.channels, *window.image, batch))
        for i, j, rows, across in window.cells:
            images[..., rows, across, :] += columns[..., i, j, :, :, :]
        return samples_first(images[..., *window.inside, :])

    @property
    def _cells_shape(self) -> Shape:
        """What a column holds: the cells of the window in each channel."""
        return (self.window.channels, self.window.size, self.window.size)

    def _with_border(self, x: Array) -> Array:
        """x in a frame of zeros, (..., channels, height, width, batch)."""
        window = self.window
        shape = (*x.shape[:-4], window.channels, *window.image, x.shape[-4])
        images = self._images.array(shape)
        if window.padding:
            images.fill(0)
        images[..., *window.inside, :] = samples_last(x)
        return images


def samples_last(images: Array) -> Array:
    """(..., batch, channels, height, width) seen as (..., channels, height, width, batch)."""
    return np.moveaxis(images, -4, -1)


def samples_first(images: Array) -> Array:
    """(..., channels, height, width, batch) seen as (..., batch, channels, height, width)."""
    return np.moveaxis(images, -1, -4)
