"""Functions of one number: their value and slope, in words and in numbers.

Each stands beside the layer that computes it for whole arrays; here one number is followed.
"""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from engine.worked.worked import factor, number

Told = tuple[str, float]  # the numbers put in, and the result


def sigmoid(x: float) -> float:
    """1 / (1 + e⁻ˣ), where no x overflows."""
    return 0.5 * math.tanh(0.5 * x) + 0.5


def share_below(x: float) -> float:
    """Φ(x): the share of the standard normal distribution below x."""
    return 0.5 * math.erfc(-x / math.sqrt(2))


def density(x: float) -> float:
    """φ(x): the density of the standard normal distribution."""
    return math.exp(-0.5 * x * x) / math.sqrt(2 * math.pi)


def _identity(x: float, spec: Any) -> Told:
    return number(x), x


def _step(x: float, spec: Any) -> Told:
    return f"[{number(x)} > 0]", float(x > 0)


def _relu(x: float, spec: Any) -> Told:
    return f"max(0, {number(x)})", max(0.0, x)


def _leaky_relu(x: float, spec: Any) -> Told:
    return f"max({number(spec.slope)} · {factor(x)}, {number(x)})", max(spec.slope * x, x)


def _elu(x: float, spec: Any) -> Told:
    if x > 0:
        return f"{number(x)}, as it is above 0", x
    alpha = spec.alpha
    return f"{number(alpha)} · (exp({number(x)}) - 1)", alpha * math.expm1(x)


def _softplus(x: float, spec: Any) -> Told:
    return f"log(1 + exp({number(x)}))", max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def _silu(x: float, spec: Any) -> Told:
    return f"{factor(x)} · σ({number(x)})", x * sigmoid(x)


def _gelu(x: float, spec: Any) -> Told:
    return f"{factor(x)} · Φ({number(x)})", x * share_below(x)


def _sigmoid(x: float, spec: Any) -> Told:
    return f"1 / (1 + exp(−{factor(x)}))", sigmoid(x)


def _tanh(x: float, spec: Any) -> Told:
    return f"tanh({number(x)})", math.tanh(x)


# The class of a layer -> y from x and the layer's settings.
VALUES: Mapping[str, Callable[[float, Any], Told]] = MappingProxyType(
    {
        "Identity": _identity,
        "Step": _step,
        "ReLU": _relu,
        "LeakyReLU": _leaky_relu,
        "ELU": _elu,
        "Softplus": _softplus,
        "SiLU": _silu,
        "GELU": _gelu,
        "Sigmoid": _sigmoid,
        "Tanh": _tanh,
    }
)


def _one(x: float, y: float, spec: Any) -> Told:
    return "1", 1.0


def _flat(x: float, y: float, spec: Any) -> Told:
    return "0", 0.0


def _positive(x: float, y: float, spec: Any) -> Told:
    return f"[{number(x)} > 0]", float(x > 0)


def _leaky_slope(x: float, y: float, spec: Any) -> Told:
    return ("1", 1.0) if x > 0 else (number(spec.slope), spec.slope)


def _elu_slope(x: float, y: float, spec: Any) -> Told:
    return ("1", 1.0) if x > 0 else (f"({number(y)} + {number(spec.alpha)})", y + spec.alpha)


def _softplus_slope(x: float, y: float, spec: Any) -> Told:
    return f"σ({number(x)})", sigmoid(x)


def _silu_slope(x: float, y: float, spec: Any) -> Told:
    share = sigmoid(x)
    text = f"({number(share)} + {factor(y)} · (1 - {number(share)}))"
    return text, share + y * (1 - share)


def _gelu_slope(x: float, y: float, spec: Any) -> Told:
    text = f"({number(share_below(x))} + {factor(x)} · {number(density(x))})"
    return text, share_below(x) + x * density(x)


def _sigmoid_slope(x: float, y: float, spec: Any) -> Told:
    return f"{number(y)} · (1 - {number(y)})", y * (1 - y)


def _tanh_slope(x: float, y: float, spec: Any) -> Told:
    return f"(1 - {factor(y)}²)", 1 - y * y


# The class of a layer -> dy/dx from x, y and the layer's settings.
SLOPES: Mapping[str, Callable[[float, float, Any], Told]] = MappingProxyType(
    {
        "Identity": _one,
        "Step": _flat,
        "ReLU": _positive,
        "LeakyReLU": _leaky_slope,
        "ELU": _elu_slope,
        "Softplus": _softplus_slope,
        "SiLU": _silu_slope,
        "GELU": _gelu_slope,
        "Sigmoid": _sigmoid_slope,
        "Tanh": _tanh_slope,
    }
)
