"""A set picture is a data set in small: a few of its points and their colours."""

from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from app.look.colour_maps import diverging_rgba
from app.look.theme import Theme, class_colours
from engine.data import load_data
from engine.experiment.data import Gate, MadeData

_POINTS = 160
_SEED = 3
_GATE_NOISE = 0.12  # four corners alone would be four dots; clouds show the classes


@dataclass(frozen=True)
class SetPicture:
    """Points (samples, 2) of a set and their targets: class indices, or values to be predicted."""

    points: NDArray[np.float64]
    targets: NDArray[np.int64] | NDArray[np.float64]
    class_count: int

    def colours(self, theme: Theme) -> tuple[str, ...]:
        """One colour a point: its class's, or from negative to positive."""
        if self.class_count:
            colours = class_colours(self.class_count)
            return tuple(colours[target] for target in self.targets)
        values = self.targets.reshape(1, -1)
        limit = float(np.abs(values).max())
        rgb = diverging_rgba(values, theme, limit)[0, :, :3]
        return tuple(f"#{red:02X}{green:02X}{blue:02X}" for red, green, blue in rgb)


def set_picture(data: MadeData) -> SetPicture:
    """Make the picture of a generated set from a few points; takes about a millisecond."""
    noise = _GATE_NOISE if isinstance(data, Gate) else data.noise
    dataset = load_data(replace(data, samples=_POINTS, noise=noise), _SEED)
    return SetPicture(dataset.columns, dataset.targets, data.class_count)
