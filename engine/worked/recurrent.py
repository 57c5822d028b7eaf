"""One element of a recurrent layer's state in numbers: the gates at one step over time."""

import math
from typing import Any

import numpy as np

from engine.step_record import Stage
from engine.worked.elementwise import sigmoid
from engine.worked.worked import factor, name_of, number

Way = tuple[tuple[str, ...], float, float]


def worked_state(stage: Stage, index: tuple[int, ...]) -> Way:
    """The state h of one unit, at the step of the index, or the last where only that is given."""
    sample, *time, unit = index
    steps = stage.inner["_step"]
    t = time[0] if time else len(steps) - 1
    (a, b, state), _ = steps[t]
    units = a.shape[-1] // getattr(stage.by, "gates")  # noqa: B009
    sums_a, sums_b = (_of_unit(each[sample], unit, units) for each in (a, b))
    before = [float(part[sample, unit]) for part in state]
    lines, value = {"RNN": _rnn, "LSTM": _lstm, "GRU": _gru}[stage.name](sums_a, sums_b, before)
    sums = f"a = x Wₓ + bₓ, b = h Wₕ + bₕ at step {t} of {len(steps)}, counted from 0"
    named = f"{name_of('y', index)} = h = {number(value)}"
    return (sums, *lines, named), value, max(1.0, *map(abs, before))


def _of_unit(sums: np.ndarray, unit: int, units: int) -> list[float]:
    """The weighted sums that lead to one unit, one for each gate."""
    return [float(sums[gate * units + unit]) for gate in range(len(sums) // units)]


def _rnn(a: list[float], b: list[float], before: list[float]) -> tuple[tuple[str, ...], float]:
    value = math.tanh(a[0] + b[0])
    return (f"h = tanh({factor(a[0])} + {factor(b[0])}) = {number(value)}",), value


def _lstm(a: list[float], b: list[float], before: list[float]) -> tuple[tuple[str, ...], float]:
    i, f, g, o = ((math.tanh if gate == 2 else sigmoid)(a[gate] + b[gate]) for gate in range(4))
    _, c_before = before
    c = f * c_before + i * g
    h = o * math.tanh(c)
    gates = zip("ifgo", ("σ", "σ", "tanh", "σ"), a, b, (i, f, g, o), strict=True)
    lines = tuple(
        f"{name} = {bend}({factor(one)} + {factor(other)}) = {number(value)}"
        for name, bend, one, other, value in gates
    )
    cell = f"c = {factor(f)} · {factor(c_before)} + {factor(i)} · {factor(g)} = {number(c)}"
    return (*lines, cell, f"h = {factor(o)} · tanh({number(c)}) = {number(h)}"), h


def _gru(a: list[float], b: list[float], before: list[float]) -> tuple[tuple[str, ...], float]:
    (h_before,) = before
    r, z = sigmoid(a[0] + b[0]), sigmoid(a[1] + b[1])
    n = math.tanh(a[2] + r * b[2])
    h = (1 - z) * n + z * h_before
    lines = (
        f"r = σ({factor(a[0])} + {factor(b[0])}) = {number(r)}",
        f"z = σ({factor(a[1])} + {factor(b[1])}) = {number(z)}",
        f"n = tanh({factor(a[2])} + {factor(r)} · {factor(b[2])}) = {number(n)}",
        f"h = (1 - {factor(z)}) · {factor(n)} + {factor(z)} · {factor(h_before)} = {number(h)}",
    )
    return lines, h


def grad_sums(stage: Stage) -> tuple[np.ndarray, np.ndarray]:
    """∂L/∂a and ∂L/∂b (batch, time, sums): recorded from the last step to the first."""
    results: list[Any] = [result for _, result in reversed(stage.inner["_step_back"])]
    return (
        np.stack([result[0] for result in results], axis=1),
        np.stack([result[1] for result in results], axis=1),
    )
