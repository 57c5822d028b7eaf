"""Changes of a sample's shape as plain data."""

from engine.errors import ExperimentError
from engine.experiment.checks import whole_between
from engine.experiment.layers.layer import Layer

MOST_AXES = 3


class Reshape(Layer, tag="reshape", frozen=True):
    """The same numbers in the same order under another shape, such as (channels, height, width)."""

    shape: tuple[int, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.shape) <= MOST_AXES:
            allowed = f"between 1 and {MOST_AXES} axes"
            raise ExperimentError("shape", f"must have {allowed}; it has {len(self.shape)}")
        for axis, length in enumerate(self.shape):
            whole_between(f"shape[{axis}]", length, 1, 1_000_000)


class Flatten(Layer, tag="flatten", frozen=True):
    """All numbers of a sample in one row of features."""
