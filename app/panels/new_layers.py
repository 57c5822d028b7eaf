"""New layers: what a layer is when it has just been added, cut to what comes in at its place."""

import math

from msgspec import convert
from msgspec.structs import replace

from app.panels.layer_families import RECURRENT, Kind
from app.panels.layer_order import Layers
from engine.experiment.network import (
    ACTIVATIONS,
    GRU,
    AnyLayer,
    Conv2D,
    Dense,
    Embedding,
    LocallyConnected2D,
    LpPooling,
    Maxout,
    ReLU,
    Reshape,
    Residual,
)
from engine.layers import Shape

USUAL_UNITS = 8
_STATE = 16  # units of a recurrent layer, and numbers of a token's vector
_TOKENS = 10  # where nobody knows how many there are


def new_layer(
    kind: Kind, layers: Layers, index: int, before: Shape | None, tokens: int = 0
) -> AnyLayer:
    """A layer of some kind for place `index`, where samples of shape `before` come in.

    `before` is None where that is not known. `tokens` is the size of the vocabulary, if there is.
    """
    row = before if before is not None and len(before) == 1 else None
    if kind is Dense:
        return dense_like(layers, index)
    if kind is Conv2D or kind is LocallyConnected2D:
        return _kernels_like(kind, layers, index)
    if kind is Maxout or kind is LpPooling:
        return kind(group=_divisor(row[0]) if row else 2)
    if kind is Embedding:
        return Embedding(tokens or _TOKENS, _STATE)
    if kind in RECURRENT:
        goes_on = index < len(layers) and isinstance(layers[index], RECURRENT)
        return kind(_STATE, "sequence" if goes_on else "last")
    if kind is Reshape:
        return Reshape(_other_shape(before or (USUAL_UNITS,)))
    if kind is Residual:
        return _block(before)
    return convert({}, kind)  # all its settings have a value already


def dense_like(layers: Layers, index: int) -> Dense:
    """A new hidden dense layer for place `index`: as the hidden one before it, else a usual one."""
    last = max((at for at, layer in enumerate(layers) if isinstance(layer, Dense)), default=0)
    hidden = [layer for layer in layers[: min(index, last)] if isinstance(layer, Dense)]
    return replace(hidden[-1]) if hidden else Dense(USUAL_UNITS)


def block_like(layers: Layers, index: int) -> tuple[Dense, AnyLayer]:
    """A dense layer and an activation for place `index`, as those before it, else ReLU."""
    before = [layer for layer in layers[:index] if isinstance(layer, ACTIVATIONS)]
    return dense_like(layers, index), replace(before[-1]) if before else ReLU()


def _kernels_like(kind: type[Conv2D | LocallyConnected2D], layers: Layers, index: int) -> AnyLayer:
    before = [layer for layer in layers[:index] if isinstance(layer, kind)]
    return replace(before[-1]) if before else kind(USUAL_UNITS, padding=1)


def _divisor(features: int) -> int:
    """2 where the features go into pairs, else the smallest group that they go into."""
    return next((k for k in range(2, features + 1) if features % k == 0), 1)


def _other_shape(before: Shape) -> Shape:
    """A row for what is none; of a row an image, if it is a square, else a sequence of numbers."""
    count = math.prod(before)
    if len(before) > 1:
        return (count,)
    side = math.isqrt(count)
    return (1, side, side) if side > 1 and side * side == count else (count, 1)


def _block(before: Shape | None) -> Residual:
    """A residual block that keeps the shape of what comes in."""
    if before is not None and len(before) == 3:
        kernels = Conv2D(before[0], padding=1)
        return Residual((kernels, ReLU(), replace(kernels)))
    if before is not None and len(before) == 2:
        return Residual((GRU(before[-1], "sequence"),))
    units = before[0] if before else USUAL_UNITS
    return Residual((Dense(max(units, USUAL_UNITS)), ReLU(), Dense(units)))
