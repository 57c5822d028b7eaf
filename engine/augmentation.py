"""Augmentation changes the inputs of training batches at random, so that no sample is met twice."""

import itertools
from collections.abc import Iterable, Sequence
from types import ModuleType

import numpy as np

from engine.affine import WARPS, moved_images
from engine.arrays import Array
from engine.experiment.augmentation import AnyStep, CutOut, Noise

Generator = np.random.Generator


class Augmentation:
    """Steps that are done one after the other with every sample of a batch, each by chance.

    Steps that move an image and follow each other (shift, rotate, zoom, flip) are one affine map
    and one interpolation. What comes into an image from outside, and what is cut out, is
    `background`: what a raw 0 is for the network.

    Random numbers are drawn on the host, and so are the same whichever module `xp` computes.
    """

    def __init__(
        self, steps: Sequence[AnyStep], background: float, xp: ModuleType, rng: Generator
    ) -> None:
        self._groups = tuple(
            (moves, tuple(group))
            for moves, group in itertools.groupby(steps, lambda step: type(step) in WARPS)
        )
        self._background = background
        self._xp = xp
        self.rng = rng

    def __call__(self, x: Array) -> Array:
        """An augmented copy of inputs (batch, *shape), with the next random numbers."""
        return self.apply(x, self.rng)

    def apply(self, x: Array, rng: Generator) -> Array:
        """An augmented copy of inputs (batch, *shape), with the random numbers of `rng`."""
        for moves, steps in self._groups:
            x = self._moved(x, steps, rng) if moves else self._changed(x, steps, rng)
        return x if self._groups else x.copy()

    def _moved(self, x: Array, steps: Iterable[AnyStep], rng: Generator) -> Array:
        """Images (batch, channels, height, width) after the moves, first to last."""
        sources = np.eye(3)
        for step in steps:
            # Where a pixel comes from is asked backwards: of the last move first.
            sources = sources @ WARPS[type(step)](step, len(x), rng)
        return moved_images(x, sources, self._background, self._xp)

    def _changed(self, x: Array, steps: Iterable[AnyStep], rng: Generator) -> Array:
        """Inputs after the steps that leave everything in its place."""
        for step in steps:
            if isinstance(step, Noise):
                x = self._noisy(x, step, rng)
            elif isinstance(step, CutOut):
                x = self._cut_out(x, step, rng)
        return x

    def _noisy(self, x: Array, step: Noise, rng: Generator) -> Array:
        """x + ε with ε ~ N(0, deviation²)."""
        noise = rng.standard_normal(x.shape, dtype=np.float32)
        return x + self._xp.asarray(step.deviation * noise, dtype=x.dtype)

    def _cut_out(self, x: Array, step: CutOut, rng: Generator) -> Array:
        """A square around a random pixel of each image is blank; it may reach beyond the edge."""
        height, width = x.shape[-2:]
        rows = _within(rng.integers(0, height, len(x)), height, step.size)  # (batch, height)
        columns = _within(rng.integers(0, width, len(x)), width, step.size)  # (batch, width)
        square = self._xp.asarray(rows[:, None, :, None] & columns[:, None, None, :])
        return self._xp.where(square, self._xp.asarray(self._background, dtype=x.dtype), x)


def _within(centres: np.ndarray, length: int, size: int) -> np.ndarray:
    """Which of the places 0 … length - 1 are among the `size` around a centre: (batch, length)."""
    first = centres[:, np.newaxis] - size // 2
    places = np.arange(length)
    return (places >= first) & (places < first + size)
