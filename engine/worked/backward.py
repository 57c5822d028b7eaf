"""One element of a gradient in numbers: the formula of `backward`, followed by hand."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.step_record import Stage
from engine.worked.elementwise import SLOPES
from engine.worked.recurrent import grad_sums
from engine.worked.worked import (
    Worked,
    factor,
    name_of,
    number,
    sum_of_products,
)

Index = tuple[int, ...]
Pairs = list[tuple[float, float]]


def worked_backward(stage: Stage, tensor: str, index: Index) -> Worked | None:
    """An element of ∂L/∂x, or of the gradient of a parameter tensor."""
    recorded = float(stage.after[tensor][index])
    name, key = name_of(tensor, index), tensor.removeprefix("∂L/∂")
    grad = stage.before["∂L/∂y"]
    if stage.other is not None and key == "x" and stage.name in SLOPES:
        x, y = float(stage.other.before["x"][index]), float(stage.other.after["y"][index])
        text, slope = SLOPES[stage.name](x, y, getattr(stage.by, "spec", None))
        value = float(grad[index]) * slope
        line = f"{name} = {factor(float(grad[index]))} · {text} = {number(value)}"
        return Worked((line,), value, recorded, abs(float(grad[index])))
    if stage.name in ("BatchNorm", "LayerNorm"):
        return _normalization(stage, key, index, name, recorded)
    if stage.name == "Softmax":
        return _softmax(stage, index, name, recorded)
    if stage.name == "Residual":
        return _residual(stage, index, name, recorded)
    if (stage.name, key) in TERMS or (stage.name, "") in TERMS:
        terms = TERMS.get((stage.name, key)) or TERMS[stage.name, ""]
        pairs = terms(stage, key, index)
        text, value, scale = sum_of_products(pairs)
        return Worked((f"{name} = {text} = {number(value)}",), value, recorded, scale)
    return None


def _x(stage: Stage) -> np.ndarray:
    assert stage.other is not None
    return stage.other.before["x"]


def _weight(stage: Stage, name: str = "weight") -> np.ndarray:
    assert stage.other is not None
    return stage.other.before[name]


def _pairs(one: np.ndarray, other: np.ndarray) -> Pairs:
    return list(zip(one.ravel().tolist(), other.ravel().tolist(), strict=True))


def _ones(values: np.ndarray) -> Pairs:
    return [(value, 1.0) for value in values.ravel().tolist()]


def _dense(stage: Stage, key: str, index: Index) -> Pairs:
    grad = stage.before["∂L/∂y"]
    if key == "weight":  # Σ over the batch: x[n, i] ∂L/∂y[n, j]
        return _pairs(_x(stage)[:, index[0]], grad[:, index[1]])
    if key == "bias":
        return _ones(grad[:, index[0]])
    return _pairs(grad[index[0]], _weight(stage)[index[1]])


def _windows(stage: Stage, index: Index) -> list[tuple[int, int, int, int]]:
    """The places (row, column) whose windows see a pixel, and the cell (i, j) that sees it."""
    window = getattr(stage.by, "window")  # noqa: B009
    *_, row, column = index
    rows, columns = window.places
    edge, stride = window.padding, window.stride
    cells = [
        (r, c, row + edge - stride * r, column + edge - stride * c)
        for r in range(rows)
        for c in range(columns)
    ]
    return [cell for cell in cells if min(cell[2:]) >= 0 and max(cell[2:]) < window.size]


def _kernel(stage: Stage, key: str, index: Index) -> Pairs:
    grad, x = stage.before["∂L/∂y"], _x(stage)
    window, is_local = getattr(stage.by, "window"), stage.name != "Conv2D"  # noqa: B009
    if key == "bias":
        if is_local:
            row, column, filter_ = index
            return _ones(grad[:, filter_, row, column])
        return _ones(grad[:, index[0]])
    if key == "weight":
        *at, channel, i, j = index
        edge, stride = window.padding, window.stride
        framed = np.pad(x, ((0, 0), (0, 0), (edge, edge), (edge, edge)))[:, channel]
        rows, columns = window.places
        seen = framed[:, i : i + stride * rows : stride, j : j + stride * columns : stride]
        if is_local:
            row, column, filter_ = at
            return _pairs(grad[:, filter_, row, column], seen[:, row, column])
        return _pairs(grad[:, at[0]], seen)
    sample, channel = index[:2]
    weight = _weight(stage)
    kernels = {True: lambda r, c, f: weight[r, c, f], False: lambda r, c, f: weight[f]}[is_local]
    return [
        (float(grad[sample, f, r, c]), float(kernels(r, c, f)[channel, i, j]))
        for r, c, i, j in _windows(stage, index)
        for f in range(grad.shape[1])
    ]


def _average_pooling(stage: Stage, key: str, index: Index) -> Pairs:
    grad, cells = stage.before["∂L/∂y"], getattr(stage.by, "window").size ** 2  # noqa: B009
    return [(float(grad[*index[:2], r, c]), 1 / cells) for r, c, _, _ in _windows(stage, index)]


def _max_pooling(stage: Stage, key: str, index: Index) -> Pairs:
    """Of each window over the pixel: its gradient, times 1 where the pixel is its first largest."""
    assert stage.other is not None
    grad, x, window = stage.before["∂L/∂y"], _x(stage), getattr(stage.by, "window")  # noqa: B009
    pairs: Pairs = []
    for r, c, i, j in _windows(stage, index):
        row, column = window.stride * r, window.stride * c
        at = (slice(row, row + window.size), slice(column, column + window.size))
        first = int(np.argmax(x[index[:2]][at]))
        pairs.append((float(grad[*index[:2], r, c]), float(first == i * window.size + j)))
    return pairs


def _maxout(stage: Stage, key: str, index: Index) -> Pairs:
    *rest, feature = index
    k = getattr(stage.by, "spec").group  # noqa: B009
    unit, member = divmod(feature, k)
    x = _x(stage)[tuple(rest)][k * unit : k * (unit + 1)]
    return [(float(stage.before["∂L/∂y"][*rest, unit]), float(int(np.argmax(x)) == member))]


def _lp_pooling(stage: Stage, key: str, index: Index) -> Pairs:
    assert stage.other is not None
    *rest, feature = index
    spec = getattr(stage.by, "spec")  # noqa: B009
    unit = feature // spec.group
    x, y = float(_x(stage)[index]), float(stage.other.after["y"][*rest, unit])
    slope = math.copysign(1, x) * (abs(x) / y) ** (spec.p - 1) if x and y > 0 else 0.0
    return [(float(stage.before["∂L/∂y"][*rest, unit]), slope)]


def _dropout(stage: Stage, key: str, index: Index) -> Pairs:
    ((_, mask),) = stage.inner["_draw_mask"]
    return [(float(stage.before["∂L/∂y"][index]), float(mask[index]))]


def _same_number(stage: Stage, key: str, index: Index) -> Pairs:
    grad, shape = stage.before["∂L/∂y"], _x(stage).shape
    return [(float(grad.ravel()[np.ravel_multi_index(index, shape)]), 1.0)]


def _embedding(stage: Stage, key: str, index: Index) -> Pairs:
    if key == "x":
        return [(0.0, 1.0)]  # between two tokens nothing changes
    token, column = index
    return _ones(stage.before["∂L/∂y"][..., column][np.rint(_x(stage)) == token])


def _recurrent(stage: Stage, key: str, index: Index) -> Pairs:
    grad_a, grad_b = grad_sums(stage)
    match key:
        case "x":
            sample, time, feature = index
            return _pairs(grad_a[sample, time], _weight(stage, "weight_input")[feature])
        case "weight_input":
            return _pairs(_x(stage)[..., index[0]], grad_a[..., index[1]])
        case "weight_hidden":
            assert stage.other is not None
            states = [arguments[2][0] for arguments, _ in stage.other.inner["_step"]]
            h_before = np.stack(states, axis=1)  # (batch, time, units)
            return _pairs(h_before[..., index[0]], grad_b[..., index[1]])
        case "bias_input":
            return _ones(grad_a[..., index[0]])
    return _ones(grad_b[..., index[0]])


TERMS: Mapping[tuple[str, str], Callable[[Stage, str, Index], Pairs]] = MappingProxyType(
    {
        ("Dense", ""): _dense,
        ("Conv2D", ""): _kernel,
        ("LocallyConnected2D", ""): _kernel,
        ("AveragePooling", ""): _average_pooling,
        ("MaxPooling", ""): _max_pooling,
        ("Maxout", ""): _maxout,
        ("LpPooling", ""): _lp_pooling,
        ("Dropout", ""): _dropout,
        ("Flatten", ""): _same_number,
        ("Reshape", ""): _same_number,
        ("Embedding", ""): _embedding,
        ("RNN", ""): _recurrent,
        ("LSTM", ""): _recurrent,
        ("GRU", ""): _recurrent,
    }
)


def _softmax(stage: Stage, index: Index, name: str, recorded: float) -> Worked:
    assert stage.other is not None
    *rest, unit = index
    grad = stage.before["∂L/∂y"][tuple(rest)].tolist()
    y = stage.other.after["y"][tuple(rest)].tolist()
    text, mean, scale = sum_of_products(list(zip(grad, y, strict=True)))
    value = y[unit] * (grad[unit] - mean)
    lines = (
        f"Σ ∂L/∂y · y = {text} = {number(mean)}",
        f"{name} = {factor(y[unit])} · ({number(grad[unit])} - {factor(mean)}) = {number(value)}",
    )
    return Worked(lines, value, recorded, max(scale, abs(grad[unit])))


def _residual(stage: Stage, index: Index, name: str, recorded: float) -> Worked:
    """∂L/∂x less what came round the block is what came through its layers."""
    parts = stage.before
    through = float(parts["through F"][index])
    beside = float(parts["through P" if "through P" in parts else "∂L/∂y"][index])
    value = beside + through
    way = "through P" if "through P" in parts else "∂L/∂y"
    line = f"{name} = {way} + through F = {factor(beside)} + {factor(through)} = {number(value)}"
    return Worked((line,), value, recorded, max(abs(beside), abs(through)))


def _normalization(stage: Stage, key: str, index: Index, name: str, recorded: float) -> Worked:
    layer: Any = stage.by
    x, grad = _x(stage).astype(np.float64), stage.before["∂L/∂y"].astype(np.float64)
    mean = x.mean(axis=layer.axes, keepdims=True)
    variance = np.square(x - mean).mean(axis=layer.axes, keepdims=True)
    deviation = np.sqrt(variance + layer.spec.epsilon)
    hat = (x - mean) / deviation
    rounding = float((np.abs(x) / deviation).max())
    if key != "x":
        at: Any = (slice(None), *index)
        ones = hat[at] if key == "scale" else np.ones_like(hat[at])
        text, value, scale = sum_of_products(_pairs(grad[at], ones))
        return Worked(
            (f"{name} = {text} = {number(value)}",), value, recorded, scale * (1 + rounding)
        )
    shape = layer.parameter_view
    g = grad * _weight(stage, "scale").astype(np.float64).reshape(shape)
    means, alongs = (
        each.mean(axis=layer.axes, keepdims=True) * np.ones_like(g) for each in (g, g * hat)
    )
    root = float((deviation * np.ones_like(g))[index])
    parts = (float(g[index]), float(means[index]), float(hat[index]), float(alongs[index]))
    value = (parts[0] - parts[1] - parts[2] * parts[3]) / root
    lines = (
        f"g = γ ∂L/∂y = {number(parts[0])}, mean(g) = {number(parts[1])}, "
        f"x̂ = {number(parts[2])}, mean(g x̂) = {number(parts[3])}",
        f"{name} = ({number(parts[0])} - {factor(parts[1])} - {factor(parts[2])} · "
        f"{factor(parts[3])}) / {number(root)} = {number(value)}",
    )
    scale = float(np.abs(g).max()) * (1 + rounding) ** 2 / root
    return Worked(lines, value, recorded, scale)
