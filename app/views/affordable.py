"""How fine a picture of the input space can be, so that drawing it does not hold up training."""

import math

from app.trainer.messages import Loaded
from engine.experiment.layers.convolution import Kernels

_MULTIPLICATIONS = {False: 5e7, True: 1.8e9}  # for one picture: while training goes on, at rest
_NUMBERS = {False: 4e6, True: 1.6e7}  # of a picture's inputs, which are kept


def affordable(loaded: Loaded, wanted: int, rests: bool = False) -> int:
    """The cells along each axis of a picture that asks the network once for each cell."""
    inputs = len(loaded.facts.input_names)
    cells = min(_MULTIPLICATIONS[rests] / _cost(loaded), _NUMBERS[rests] / inputs)
    return max(8, min(wanted, math.isqrt(int(cells))))


def _cost(loaded: Loaded) -> float:
    """About how many multiplications the network needs for one sample.

    Each parameter is used once, but at every moment of a sequence, and kernels at every place.
    """
    layers, shapes = loaded.experiment.network.layers, loaded.shapes
    moments = max((shape[0] for shape in shapes if len(shape) == 2), default=1)
    channels = loaded.facts.input_shape[0]
    cost = float(loaded.parameter_count * moments)
    for layer, shape in zip(layers, shapes, strict=True):
        if isinstance(layer, Kernels):
            cost += math.prod(shape) * channels * layer.size**2
        channels = shape[0]
    return cost
