"""One element of what a loss computes in numbers: a term of its sum, or of its gradient."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from engine.step_record import Stage
from engine.worked.elementwise import sigmoid
from engine.worked.worked import Worked, apart, factor, in_brackets, name_of, number

Told = tuple[str, float]


def worked_loss(stage: Stage, tensor: str, index: tuple[int, ...]) -> Worked | None:
    """An element of the terms, of the output, or of ∂L/∂scores."""
    scores = stage.before["scores"].astype(np.float64)
    s, t = scores[index], float(stage.before["targets"][index])
    text, y = _output(stage.name, scores[index[0]], index[1])
    if tensor == "terms":
        text, value = TERMS[stage.name](float(s), t, y, scores.shape[1])
    elif tensor != "output":
        text, value = GRADIENTS[stage.name](float(s), t, y, *scores.shape)
    else:
        value = y
    recorded = float(stage.after[tensor][index])
    line = f"{name_of(tensor, index)} = {text} = {number(value)}"
    lines: tuple[str, ...] = (line,)
    if tensor == "terms":
        mean = float(stage.after["terms"].sum(dtype=np.float64)) / len(scores)
        lines = (line, f"L = (the sum of all terms) / {len(scores)} = {number(mean, 4)}")
    return Worked(lines, value, recorded, max(abs(float(s)), abs(t), 1.0))


def _minus(one: float, other: float) -> str:
    """(one - other), in figures that their difference can be read from."""
    return f"({apart(one, other)} - {in_brackets(apart(other, one))})"


def _output(name: str, row: np.ndarray, index: int) -> Told:
    s = float(row[index])
    match name:
        case "CrossEntropy":
            powers = np.exp(row - row.max())
            shown = " + ".join(f"exp({number(each)})" for each in row[:4])
            more = f" + ({len(row) - 4} more)" if len(row) > 4 else ""
            return f"exp({number(s)}) / ({shown}{more})", float(powers[index] / powers.sum())
        case "BinaryCrossEntropy":
            return f"σ({number(s)})", sigmoid(s)
        case "Perceptron":
            return f"[{number(s)} > 0]", float(s > 0)
    return number(s), s


def _cross_entropy(s: float, t: float, y: float, outputs: int) -> Told:
    value = -t * math.log(max(y, 1e-300)) if t else 0.0
    return f"-{factor(t)} · log {apart(y, 1)}", value


def _binary(s: float, t: float, y: float, outputs: int) -> Told:
    value = max(s, 0.0) + math.log1p(math.exp(-abs(s))) - t * s
    shown = apart(y, round(y))
    text = f"-({number(t)} · log {shown} + (1 - {number(t)}) · log(1 - {shown}))"
    return text, value


def _squared(s: float, t: float, y: float, outputs: int) -> Told:
    return f"{_minus(s, t)}² / {outputs}", (s - t) ** 2 / outputs


def _half_squared(s: float, t: float, y: float, outputs: int) -> Told:
    return f"½ · {_minus(s, t)}²", 0.5 * (s - t) ** 2


def _huber(s: float, t: float, y: float, outputs: int) -> Told:
    d = abs(s - t)
    if d <= 1:
        return f"½ · {number(d)}² / {outputs}", 0.5 * d * d / outputs
    return f"({number(d)} - ½) / {outputs}", (d - 0.5) / outputs


def _hinge(s: float, t: float, y: float, outputs: int) -> Told:
    return f"max(0, 1 - {factor(t)} · {factor(s)})", max(0.0, 1 - t * s)


def _perceptron(s: float, t: float, y: float, outputs: int) -> Told:
    return f"({number(y)} - {number(t)}) · {factor(s)}", (y - t) * s


TERMS: Mapping[str, Callable[[float, float, float, int], Told]] = MappingProxyType(
    {
        "CrossEntropy": _cross_entropy,
        "BinaryCrossEntropy": _binary,
        "MeanSquaredError": _squared,
        "SumOfSquares": _half_squared,
        "Huber": _huber,
        "Hinge": _hinge,
        "Perceptron": _perceptron,
    }
)


def _difference(s: float, t: float, y: float, batch: int, outputs: int) -> Told:
    return f"{_minus(y, t)} / {batch}", (y - t) / batch


def _twice(s: float, t: float, y: float, batch: int, outputs: int) -> Told:
    text = f"2 · {_minus(s, t)} / ({batch} · {outputs})"
    return text, 2 * (s - t) / (batch * outputs)


def _clipped(s: float, t: float, y: float, batch: int, outputs: int) -> Told:
    text = f"clip({_minus(s, t)}, ±1) / ({batch} · {outputs})"
    return text, min(max(s - t, -1), 1) / (batch * outputs)


def _hinge_slope(s: float, t: float, y: float, batch: int, outputs: int) -> Told:
    is_near = t * s < 1
    text = f"-{factor(t)} · [{number(t * s)} < 1] / {batch}"
    return text, -t / batch if is_near else 0.0


GRADIENTS: Mapping[str, Callable[[float, float, float, int, int], Told]] = MappingProxyType(
    {
        "CrossEntropy": _difference,
        "BinaryCrossEntropy": _difference,
        "MeanSquaredError": _twice,
        "SumOfSquares": _difference,
        "Huber": _clipped,
        "Hinge": _hinge_slope,
        "Perceptron": _difference,
    }
)
