"""A scale brings columns of different units to comparable numbers, and back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.experiment.data import Scaling


@dataclass(frozen=True, eq=False)
class Scale:
    """Column by column: scaled = (value - offset) / spread; both are (columns,) float64.

    They are (1,) where all columns are scaled alike, like the pixels of an image.
    """

    offset: NDArray[np.float64]
    spread: NDArray[np.float64]

    @classmethod
    def fitted(cls, values: NDArray[np.float64], scaling: Scaling) -> "Scale":
        """The scale that fits these values, (samples, columns).

        `standardize` brings them to mean 0 and standard deviation 1, `min_max` to [0, 1], `none`
        leaves them. A constant column becomes 0: it is shifted, and its spread counts as 1.
        """
        if scaling == "standardize":
            offset, spread = values.mean(axis=0), values.std(axis=0)
        elif scaling == "min_max":
            offset, spread = values.min(axis=0), np.ptp(values, axis=0)
        else:
            offset, spread = np.zeros(values.shape[1]), np.ones(values.shape[1])
        # The mean of equal numbers is off by a rounding error, and so is their deviation from it.
        rounding = 1e-12 * np.abs(values).max(axis=0)
        return cls(
            offset, np.where(spread > rounding, spread, 1.0) if scaling != "none" else spread
        )

    @classmethod
    def fitted_together(cls, values: NDArray, scaling: Scaling) -> "Scale":
        """One scale for all columns, (1,): pixels keep their brightness beside one another.

        Bytes are brought from their whole range, 0 to 255, to [0, 1] by `min_max`; bits are there.
        """
        if scaling == "none":
            return cls(np.zeros(1), np.ones(1))
        if values.dtype != np.uint8:
            return cls.fitted(values.reshape(-1, 1), scaling)
        if scaling == "min_max":
            return cls(np.zeros(1), np.full(1, 255.0 if values.max() > 1 else 1.0))
        counts = np.bincount(values.reshape(-1), minlength=256)  # how often each byte occurs
        levels, total = np.arange(256.0), counts.sum()
        mean = counts @ levels / total
        deviation = np.sqrt(counts @ np.square(levels - mean) / total)
        return cls(np.array([mean]), np.array([deviation if deviation > 0 else 1.0]))

    def apply(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Values, (..., columns), as scaled numbers of the same shape."""
        return (values - self.offset) / self.spread

    def undo(self, scaled: NDArray[np.float64]) -> NDArray[np.float64]:
        """Scaled numbers, (..., columns), back in the units they had."""
        return scaled * self.spread + self.offset
