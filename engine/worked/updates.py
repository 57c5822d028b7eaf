"""One parameter's update in numbers: the optimizer's formula, followed by hand."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from engine.step_record import Stage
from engine.update_record import Piece
from engine.worked.pieces import PIECES, Lines
from engine.worked.worked import Worked, factor, name_of, number

PARAMETER = 6  # figures of a parameter, which a step changes but little
Result = dict[str, tuple[str, float]]  # tensor -> the numbers put in, and the result
Numbers = dict[str, float]  # this parameter's: "θ", "g", and what the buffers hold of it


def worked_update(
    stage: Stage, tensor: str, index: tuple[int, ...], rate: float, step: int
) -> Worked | None:
    """The new value of one parameter, of its gradient, or of what a buffer holds of it.

    Piece by piece, in the order of the update; each goes on from what was recorded before it.
    """
    lines: list[str] = []
    value, scale = math.nan, 0.0
    for piece in stage.pieces:
        for name, text, result in _lines(piece, index, rate, step):
            if name == tensor:
                value = result
            if _leads_to(tensor, name):
                figures = PARAMETER if name == "θ" else 4
                arrow = "=" if name in ("η", "m̂", "v̂", "Δ") else "←"
                placed = name if name == "η" else name_of(symbol_of(stage, name), index)
                lines.append(f"{placed} {arrow} {text} = {number(result, figures)}")
        numbers = (float(values[index]) for values in piece.before.values())
        scale = max(scale, *(abs(each) for each in numbers), 0.0)
    return Worked(tuple(lines), value, float(stage.after[tensor][index]), scale)


def _lines(piece: Piece, index: tuple[int, ...], rate: float, step: int) -> Lines:
    """What one piece does to one parameter: the optimizer's rule, or what stands around it."""
    if piece.name != "optimizer":
        return PIECES[piece.name](piece, index, rate)
    old = {name: float(values[index]) for name, values in piece.before.items()}
    results = RULES[type(piece.by).__name__](old, piece.by.settings, rate, step)
    return [(name, text, value) for name, (text, value) in results.items()]


def symbol_of(stage: Stage, name: str) -> str:
    """The letter of a buffer in the optimizer's formula; other names stay as they are."""
    return SYMBOLS.get(stage.name, {}).get(name, name)


def _leads_to(tensor: str, name: str) -> bool:
    """Whether a line belongs to what is worked out: θ needs all, a buffer what it is made of."""
    return tensor in ("θ", name) or (tensor != "g" and name in ("g", "η"))


def _sgd(old: Numbers, own: Any, rate: float, step: int) -> Result:
    value = old["θ"] - rate * old["g"]
    return {"θ": (f"{number(old['θ'], PARAMETER)} - {number(rate)} · {factor(old['g'])}", value)}


def _velocity(old: Numbers, own: Any, rate: float) -> tuple[str, float]:
    kept, slope = factor(old["velocity"]), factor(old["g"])
    text = f"{number(own.momentum)} · {kept} - {number(rate)} · {slope}"
    return text, own.momentum * old["velocity"] - rate * old["g"]


def _momentum(old: Numbers, own: Any, rate: float, step: int) -> Result:
    text, v = _velocity(old, own, rate)
    return {
        "velocity": (text, v),
        "θ": (f"{number(old['θ'], PARAMETER)} + {factor(v)}", old["θ"] + v),
    }


def _nesterov(old: Numbers, own: Any, rate: float, step: int) -> Result:
    text, v = _velocity(old, own, rate)
    value = old["θ"] + own.momentum * v - rate * old["g"]
    line = (
        f"{number(old['θ'], PARAMETER)} + {number(own.momentum)} · {factor(v)} - "
        f"{number(rate)} · {factor(old['g'])}"
    )
    return {"velocity": (text, v), "θ": (line, value)}


def _adagrad(old: Numbers, own: Any, rate: float, step: int) -> Result:
    h = old["squares"] + old["g"] ** 2
    return {"squares": (f"{number(old['squares'])} + {factor(old['g'])}²", h)} | _divided(
        old, own, rate, h
    )


def _rmsprop(old: Numbers, own: Any, rate: float, step: int) -> Result:
    text, h = _running(old["square"], own.rho, old["g"] ** 2)
    return {"square": (text, h)} | _divided(old, own, rate, h)


def _running(before: float, kept: float, new: float) -> tuple[str, float]:
    """ρ h + (1 - ρ) new."""
    value = kept * before + (1 - kept) * new
    text = f"{number(kept)} · {factor(before)} + (1 - {number(kept)}) · {factor(new)}"
    return text, value


def _divided(old: Numbers, own: Any, rate: float, h: float) -> Result:
    value = old["θ"] - rate * old["g"] / (math.sqrt(h) + own.epsilon)
    text = (
        f"{number(old['θ'], PARAMETER)} - {number(rate)} · {factor(old['g'])} / "
        f"(√{number(h)} + {number(own.epsilon)})"
    )
    return {"θ": (text, value)}


def _adadelta(old: Numbers, own: Any, rate: float, step: int) -> Result:
    text, h = _running(old["square"], own.rho, old["g"] ** 2)
    d = old["step_square"]
    change = math.sqrt((d + own.epsilon) / (h + own.epsilon)) * old["g"]
    step_text, step_square = _running(d, own.rho, change**2)
    line = f"{number(old['θ'], PARAMETER)} - {number(rate)} · {factor(change)}"
    roots = (f"√({number(each)} + {number(own.epsilon)})" for each in (d, h))
    return {
        "square": (text, h),
        "Δ": (f"{factor(old['g'])} · {' / '.join(roots)}", change),
        "step_square": (step_text, step_square),
        "θ": (line, old["θ"] - rate * change),
    }


def _moments(old: Numbers, own: Any, step: int) -> tuple[Result, float, float]:
    """m, v and v̂ as lines, m, and √v̂ + ε."""
    mean_text, m = _running(old["mean"], own.beta1, old["g"])
    square_text, v = _running(old["square"], own.beta2, old["g"] ** 2)
    hat = v / (1 - own.beta2**step)
    corrected = f"{factor(v)} / (1 - {number(own.beta2, 6)}^{step})"
    results = {"mean": (mean_text, m), "square": (square_text, v), "v̂": (corrected, hat)}
    return results, m, math.sqrt(hat) + own.epsilon


def _corrected(m: float, own: Any, step: int) -> tuple[str, float]:
    """m̂: at first the mean has seen too few gradients, and is too small by this much."""
    return f"{factor(m)} / (1 - {number(own.beta1, 6)}^{step})", m / (1 - own.beta1**step)


def _root(results: Result, own: Any) -> str:
    """√v̂ + ε in numbers."""
    return f"(√{number(results['v̂'][1])} + {number(own.epsilon)})"


def _adam(old: Numbers, own: Any, rate: float, step: int) -> Result:
    results, m, divisor = _moments(old, own, step)
    line, hat = _corrected(m, own, step)
    text = f"{number(old['θ'], PARAMETER)} - {number(rate)} · {factor(hat)} / {_root(results, own)}"
    return results | {"m̂": (line, hat), "θ": (text, old["θ"] - rate * hat / divisor)}


def _adamw(old: Numbers, own: Any, rate: float, step: int) -> Result:
    results, m, divisor = _moments(old, own, step)
    line, hat = _corrected(m, own, step)
    kept = 1 - rate * own.weight_decay
    text = (
        f"{number(old['θ'], PARAMETER)} · {number(kept, 6)} - {number(rate)} · "
        f"{factor(hat)} / {_root(results, own)}"
    )
    value = old["θ"] * kept - rate * hat / divisor
    return results | {"m̂": (line, hat), "θ": (text, value)}


def _nadam(old: Numbers, own: Any, rate: float, step: int) -> Result:
    results, m, divisor = _moments(old, own, step)
    product = math.prod(_warmth(own, t) for t in range(1, step + 1))
    now, after = _warmth(own, step), _warmth(own, step + 1)
    mean = (1 - now) / (1 - product) * old["g"] + after / (1 - product * after) * m
    line = (
        f"{number((1 - now) / (1 - product))} · {factor(old['g'])} + "
        f"{number(after / (1 - product * after))} · {factor(m)}"
    )
    text = (
        f"{number(old['θ'], PARAMETER)} - {number(rate)} · {factor(mean)} / {_root(results, own)}"
    )
    return results | {"m̂": (line, mean), "θ": (text, old["θ"] - rate * mean / divisor)}


def _warmth(own: Any, step: int) -> float:
    return float(own.beta1 * (1 - 0.5 * 0.96 ** (step * own.momentum_decay)))


def _lion(old: Numbers, own: Any, rate: float, step: int) -> Result:
    mixed = own.beta1 * old["mean"] + (1 - own.beta1) * old["g"]
    sign = math.copysign(1, mixed) if mixed else 0.0
    text, m = _running(old["mean"], own.beta2, old["g"])
    line = (
        f"{number(old['θ'], PARAMETER)} - {number(rate)} · (sign({number(mixed)}) + "
        f"{number(own.weight_decay)} · {factor(old['θ'])})"
    )
    value = old["θ"] - rate * (sign + own.weight_decay * old["θ"])
    return {"mean": (text, m), "θ": (line, value)}


_ADAM = {"mean": "m", "square": "v"}
# Of each optimizer: the letters that stand for its buffers.
SYMBOLS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "Momentum": {"velocity": "v"},
        "Nesterov": {"velocity": "v"},
        "AdaGrad": {"squares": "h"},
        "RMSprop": {"square": "h"},
        "AdaDelta": {"square": "h", "step_square": "d"},
        "Adam": _ADAM,
        "AdamW": _ADAM,
        "NAdam": _ADAM,
        "Lion": {"mean": "m"},
    }
)

RULES: Mapping[str, Callable[[Numbers, Any, float, int], Result]] = MappingProxyType(
    {
        "SGD": _sgd,
        "Momentum": _momentum,
        "Nesterov": _nesterov,
        "AdaGrad": _adagrad,
        "RMSprop": _rmsprop,
        "AdaDelta": _adadelta,
        "Adam": _adam,
        "AdamW": _adamw,
        "NAdam": _nadam,
        "Lion": _lion,
    }
)
