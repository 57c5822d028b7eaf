"""A value scale says which predicted values have which colour."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.look.colour_maps import Pixels, diverging_rgba
from app.look.theme import Theme


@dataclass(frozen=True)
class ValueScale:
    """`centre` has the panel's colour; `centre` ± `reach` have the full ones."""

    centre: float = 0.0
    reach: float = 1.0

    @classmethod
    def of(cls, targets: NDArray[np.floating]) -> "ValueScale":
        """Return the scale for regression targets of any shape.

        Zero is the centre where targets lie on both sides of it, else the middle of their range.
        """
        low, high = float(np.min(targets)), float(np.max(targets))
        if low < 0 < high:
            return cls(0.0, max(-low, high))
        return cls((low + high) / 2, (high - low) / 2 or 1.0)

    @property
    def low(self) -> float:
        return self.centre - self.reach

    @property
    def high(self) -> float:
        return self.centre + self.reach

    def rgba(self, values: NDArray[np.floating], theme: Theme) -> Pixels:
        """Colour values (...): returns (..., 4) uint8, RGBA."""
        return diverging_rgba(values - np.float32(self.centre), theme, self.reach)
