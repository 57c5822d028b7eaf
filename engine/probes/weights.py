"""Probes of the weights: their values, and their pictures."""

import math
from dataclasses import dataclass

from engine.arrays import to_host
from engine.layers import Layer, Shape
from engine.layers.dense import Dense
from engine.layers.shape import Flatten
from engine.network import Network
from engine.probes.gradients import weights_of
from engine.probes.probe import Probe, Values
from engine.run import Run


@dataclass(frozen=True)
class WeightValues(Probe):
    """All parameter tensors by name, copied."""

    def measure(self, run: Run) -> dict[str, Values]:
        return {name: to_host(view).copy() for name, view in run.network.views.items()}


@dataclass(frozen=True)
class WeightPictures:
    """A weight tensor as pictures: `tiles` (units, channels, height, width).

    A tile holds the weights that lead into one unit: a column of a matrix (in, out), a kernel of a
    convolution, the kernel of one filter at one place of a locally connected layer (place by
    place). Where the inputs form no picture a tile is a row: (1, 1, inputs). `units` says how many
    there are; the tiles may be fewer.
    """

    name: str
    tiles: Values
    units: int


@dataclass(frozen=True)
class WeightImages(Probe):
    """The pictures of one weight tensor, named as in `network.views`; None: the first.

    `image_shape` (channels, height, width) is that of the data where the network sees it as a row;
    it is used for the matrix of a first dense layer with so many inputs. A dense layer behind a
    flatten layer knows the shape of its pictures by itself. None is measured where the network has
    no such tensor.
    """

    tensor: str | None = None
    image_shape: tuple[int, int, int] | None = None
    max_units: int = 100

    def measure(self, run: Run) -> WeightPictures | None:
        weights = weights_of(run.network.views)
        name = next(iter(weights), None) if self.tensor is None else self.tensor
        if name is None or name not in weights:
            return None
        weight = to_host(weights[name])
        if weight.ndim == 2:
            tiles = weight.T.reshape(weight.shape[1], *self._picture_shape(run.network, name))
        else:
            tiles = weight.reshape(-1, *weight.shape[-3:])  # (..., filters, channels, size, size)
        return WeightPictures(name, tiles[: self.max_units].copy(), len(tiles))

    def _picture_shape(self, network: Network, name: str) -> Shape:
        """The shape (channels, height, width) of what a matrix's columns are laid over."""
        index, inputs = int(name.split(".")[0]), network.views[name].shape[0]
        before = network.layers[:index]
        if isinstance(network.layers[index], Dense):
            shape = flattened_shape(before)
            if shape is None and all(keeps_places(layer) for layer in before):
                shape = self.image_shape
            if shape is not None and math.prod(shape) == inputs:
                return shape
        return (1, 1, inputs)


def flattened_shape(layers: tuple[Layer, ...]) -> Shape | None:
    """The shape of the pictures that a flatten layer, the last that moved a number, has put in
    a row; None where there is none."""
    for layer in reversed(layers):
        if isinstance(layer, Flatten) and len(layer.input_shape) == 3:
            return layer.input_shape
        if not keeps_places(layer):
            return None
    return None


def keeps_places(layer: Layer) -> bool:
    """Whether each number of a layer's output belongs to the same number of its input."""
    return layer.output_shape == layer.input_shape and not layer.tensors
