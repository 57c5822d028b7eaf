"""Layers that move kernels over images, as plain data."""

from engine.experiment.checks import between, whole_between
from engine.experiment.layers.init import Init, check_init
from engine.experiment.layers.layer import Layer


class Kernels(Layer, frozen=True):
    """What the layers with kernels have: their number, their size, and how they move.

    Each of the `filters` kernels is `size` × `size` and moves by `stride`, over images with a
    border of `padding` zeros on each side.
    """

    filters: int
    size: int = 3
    stride: int = 1
    padding: int = 0
    init: Init = "he"
    bias: float = 0.0

    def __post_init__(self) -> None:
        whole_between("filters", self.filters, 1, 10_000)
        whole_between("size", self.size, 1, 1_000)
        whole_between("stride", self.stride, 1, 1_000)
        why = "so that no kernel sees the border alone"
        whole_between("padding", self.padding, 0, self.size - 1, why)
        check_init(self.init)
        between("bias", self.bias, -100, 100)


class Conv2D(Kernels, tag="conv2d", frozen=True):
    """A convolution: the same kernels at every place of the image."""


class LocallyConnected2D(Kernels, tag="locally_connected_2d", frozen=True):
    """Kernels like a convolution's, but each place of the image has its own."""
