"""One element of a layer's output in numbers: the formula of `forward`, followed by hand."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.step_record import Stage
from engine.worked.elementwise import VALUES
from engine.worked.recurrent import worked_state
from engine.worked.worked import (
    Worked,
    factor,
    listed,
    name_of,
    number,
    sum_of,
    sum_of_products,
)

Index = tuple[int, ...]


def worked_forward(stage: Stage, tensor: str, index: Index) -> Worked | None:
    """An element of y, by the layer's formula."""
    x, y = stage.before["x"], stage.after["y"]
    name = name_of("y", index)
    if stage.name in VALUES:
        text, value = VALUES[stage.name](float(x[index]), _spec(stage))
        lines: tuple[str, ...] = (f"{name} = {text} = {number(value)}",)
        scale = abs(float(x[index]))
    elif stage.name in WAYS:
        lines, value, scale = WAYS[stage.name](stage, index)
    else:
        return None
    return Worked(lines, value, float(y[index]), scale)


Way = tuple[tuple[str, ...], float, float]


def _spec(stage: Stage) -> Any:
    return getattr(stage.by, "spec", None)


def _dense(stage: Stage, index: Index) -> Way:
    *sample, unit = index
    x, weight, bias = (stage.before[name] for name in ("x", "weight", "bias"))
    pairs = list(zip(x[tuple(sample)].tolist(), weight[:, unit].tolist(), strict=True))
    text, value, scale = sum_of_products(pairs, [float(bias[unit])])
    return (f"{name_of('y', index)} = {text} = {number(value)}",), value, scale


def window_of(x: np.ndarray, window: Any, place: Index) -> np.ndarray:
    """What the window sees of an image (channels, height, width) at a place, zeros around it."""
    edge = window.padding
    framed = np.pad(x, ((0, 0), (edge, edge), (edge, edge)))
    row, column = (window.stride * at for at in place)
    return framed[:, row : row + window.size, column : column + window.size]


def _kernel(stage: Stage, index: Index) -> Way:
    sample, filter_, *place = index
    seen = window_of(stage.before["x"][sample], getattr(stage.by, "window"), tuple(place))  # noqa: B009
    at = (filter_,) if stage.name == "Conv2D" else (*place, filter_)
    weight, bias = stage.before["weight"][at], stage.before["bias"][at]
    pairs = list(zip(weight.ravel().tolist(), seen.ravel().tolist(), strict=True))
    text, value, scale = sum_of_products(pairs, [float(bias)])
    return (f"{name_of('y', index)} = {text} = {number(value)}",), value, scale


def _max_pooling(stage: Stage, index: Index) -> Way:
    seen = _pooled(stage, index)
    value = max(seen)
    return (f"{name_of('y', index)} = max({listed(seen)}) = {number(value)}",), value, abs(value)


def _average_pooling(stage: Stage, index: Index) -> Way:
    seen = _pooled(stage, index)
    value = math.fsum(seen) / len(seen)
    line = f"{name_of('y', index)} = ({sum_of(seen)}) / {len(seen)} = {number(value)}"
    return (line,), value, max(map(abs, seen))


def _pooled(stage: Stage, index: Index) -> list[float]:
    sample, channel, *place = index
    window = getattr(stage.by, "window")  # noqa: B009
    return window_of(stage.before["x"][sample], window, tuple(place))[channel].ravel().tolist()


def group_of(stage: Stage, x: np.ndarray, index: Index) -> list[float]:
    """The features that a pooled feature is made of."""
    *sample, unit = index
    k = _spec(stage).group
    return x[tuple(sample)][k * unit : k * (unit + 1)].tolist()


def _maxout(stage: Stage, index: Index) -> Way:
    seen = group_of(stage, stage.before["x"], index)
    value = max(seen)
    return (f"{name_of('y', index)} = max({listed(seen)}) = {number(value)}",), value, abs(value)


def _lp_pooling(stage: Stage, index: Index) -> Way:
    seen, p = group_of(stage, stage.before["x"], index), _spec(stage).p
    largest = max(map(abs, seen)) or 1.0
    value = largest * math.fsum((abs(x) / largest) ** p for x in seen) ** (1 / p)
    powers = " + ".join(f"{number(abs(x))}^{number(p)}" for x in seen)
    line = f"{name_of('y', index)} = ({powers})^(1/{number(p)}) = {number(value)}"
    return (line,), value, largest


def _softmax(stage: Stage, index: Index) -> Way:
    *rest, unit = index
    x = stage.before["x"][tuple(rest)].astype(np.float64)
    powers = np.exp(x - x.max())
    value = float(powers[unit] / powers.sum())
    parts = " + ".join(f"exp({number(each)})" for each in x[:4])
    more = f" + ({len(x) - 4} more)" if len(x) > 4 else ""
    line = f"{name_of('y', index)} = exp({number(x[unit])}) / ({parts}{more}) = {number(value)}"
    return (line,), value, 1.0


def _dropout(stage: Stage, index: Index) -> Way:
    ((_, mask),) = stage.inner["_draw_mask"]
    x, factor_ = float(stage.before["x"][index]), float(mask[index])
    value = x * factor_
    line = f"{name_of('y', index)} = {factor(x)} · {number(factor_)} = {number(value)}"
    kept = f"it is kept: 1 / (1 - {_spec(stage).rate:g})"
    said = "the unit is left out" if factor_ == 0 else kept
    return (f"m / (1 - p) = {number(factor_)}: {said}", line), value, abs(x)


def _normalization(stage: Stage, index: Index) -> Way:
    x, layer = stage.before["x"].astype(np.float64), stage.by
    axes, epsilon = getattr(layer, "axes"), _spec(stage).epsilon  # noqa: B009
    mean = x.mean(axis=axes, keepdims=True)
    variance = np.square(x - mean).mean(axis=axes, keepdims=True)
    at = tuple(0 if size == 1 else place for size, place in zip(mean.shape, index, strict=True))
    parameter = index[1:2] if stage.name == "BatchNorm" else index[1:]
    scale, shift = (float(stage.before[name][parameter]) for name in ("scale", "shift"))
    mu, var, element = float(mean[at]), float(variance[at]), float(x[index])
    hat = (element - mu) / math.sqrt(var + epsilon)
    value = scale * hat + shift
    lines = (
        f"μ = {number(mu)}, σ² = {number(var)}",
        f"x̂ = ({number(element)} - {factor(mu)}) / √({number(var)} + {number(epsilon)})"
        f" = {number(hat)}",
        f"{name_of('y', index)} = {factor(scale)} · {factor(hat)} + {factor(shift)}"
        f" = {number(value)}",
    )
    # Where the numbers are all but equal, their rounding is divided by almost nothing.
    rounding = abs(element) / math.sqrt(var + epsilon)
    return lines, value, max(abs(scale) * (abs(hat) + rounding), abs(shift))


def _embedding(stage: Stage, index: Index) -> Way:
    *place, column = index
    token = round(float(stage.before["x"][tuple(place)]))
    value = float(stage.before["weight"][token, column])
    line = f"{name_of('y', index)} = {name_of('W', (token, column))} = {number(value)}"
    return (f"x{list(place)} = {token}", line), value, abs(value)


def _same_number(stage: Stage, index: Index) -> Way:
    x, y = stage.before["x"], stage.after["y"]
    place = np.unravel_index(np.ravel_multi_index(index, y.shape), x.shape)
    old = tuple(int(each) for each in place)
    value = float(x[old])
    line = f"{name_of('y', index)} = {name_of('x', old)} = {number(value)}"
    return (line,), value, abs(value)


def _residual(stage: Stage, index: Index) -> Way:
    way = "P(x)" if "P(x)" in stage.before else "x"
    kept, made = float(stage.before[way][index]), float(stage.before["F(x)"][index])
    value = kept + made
    line = f"{way} + F(x) = {factor(kept)} + {factor(made)}"
    return (f"{name_of('y', index)} = {line} = {number(value)}",), value, max(abs(kept), abs(made))


WAYS: Mapping[str, Callable[[Stage, Index], Way]] = MappingProxyType(
    {
        "Dense": _dense,
        "Conv2D": _kernel,
        "LocallyConnected2D": _kernel,
        "MaxPooling": _max_pooling,
        "AveragePooling": _average_pooling,
        "Maxout": _maxout,
        "LpPooling": _lp_pooling,
        "Softmax": _softmax,
        "Dropout": _dropout,
        "BatchNorm": _normalization,
        "LayerNorm": _normalization,
        "Embedding": _embedding,
        "Flatten": _same_number,
        "Reshape": _same_number,
        "Residual": _residual,
        "RNN": worked_state,
        "LSTM": worked_state,
        "GRU": worked_state,
    }
)
