"""A dual number is a value with its derivatives: whatever is computed with it keeps both exact.

Source: Griewank & Walther, Evaluating Derivatives (2008), chapter 3 (forward mode).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Dual:
    """u with ∂u/∂x and ∂u/∂y, arrays of one shape, or numbers that go with any shape."""

    value: Values
    dx: Values
    dy: Values

    @classmethod
    def constant(cls, number: float) -> "Dual":
        """A number, which does not change with x or y."""
        nothing = np.float64(0.0)
        return cls(np.asarray(np.float64(number)), np.asarray(nothing), np.asarray(nothing))

    def chain(self, value: Values, slope: Values) -> "Dual":
        """f(u), of which `value` is the value and `slope` is f'(u): the chain rule."""
        return Dual(value, times(slope, self.dx), times(slope, self.dy))

    def __neg__(self) -> "Dual":
        return Dual(-self.value, -self.dx, -self.dy)

    def __add__(self, other: "Dual") -> "Dual":
        return Dual(self.value + other.value, self.dx + other.dx, self.dy + other.dy)

    def __sub__(self, other: "Dual") -> "Dual":
        return self + -other

    def __mul__(self, other: "Dual") -> "Dual":
        u, v = self.value, other.value  # (u v)' = u' v + u v'
        return Dual(u * v, self.dx * v + u * other.dx, self.dy * v + u * other.dy)

    def __truediv__(self, other: "Dual") -> "Dual":
        quotient, v = self.value / other.value, other.value  # (u / v)' = (u' - (u / v) v') / v
        dx = (self.dx - quotient * other.dx) / v
        return Dual(quotient, dx, (self.dy - quotient * other.dy) / v)

    def __pow__(self, other: "Dual") -> "Dual":
        u, v = self.value, other.value
        power = np.power(u, v)  # (uᵛ)' = v uᵛ⁻¹ u' + uᵛ log(u) v'
        by_base = self.chain(power, v * np.power(u, v - 1))
        by_exponent = other.chain(power, power * np.log(u))
        return Dual(power, by_base.dx + by_exponent.dx, by_base.dy + by_exponent.dy)


def times(slope: Values, change: Values) -> Values:
    """The product, but 0 wherever the change is 0: there no slope counts, however steep."""
    return np.where(change == 0, 0.0, slope * change)


# Each function beside its derivative.
FUNCTIONS: dict[str, tuple[Callable[[Values], Values], Callable[[Values], Values]]] = {
    "sin": (np.sin, np.cos),
    "cos": (np.cos, lambda u: -np.sin(u)),
    "tan": (np.tan, lambda u: 1 / np.cos(u) ** 2),
    "atan": (np.arctan, lambda u: 1 / (1 + u**2)),
    "exp": (np.exp, np.exp),
    "log": (np.log, lambda u: np.where(u > 0, 1 / u, np.nan)),
    "sqrt": (np.sqrt, lambda u: 0.5 / np.sqrt(u)),
    "sinh": (np.sinh, np.cosh),
    "cosh": (np.cosh, np.sinh),
    "tanh": (np.tanh, lambda u: 1 - np.tanh(u) ** 2),
    "abs": (np.abs, np.sign),
    "sinc": (lambda u: np.sinc(u / np.pi), lambda u: _slope_of_sinc(u)),
}


def _slope_of_sinc(u: Values) -> Values:
    """(u cos u - sin u) / u², and its series -u/3 about 0, where both terms cancel."""
    safe = np.where(np.abs(u) < 1e-4, 1.0, u)
    return np.where(np.abs(u) < 1e-4, -u / 3, (safe * np.cos(safe) - np.sin(safe)) / safe**2)


def hypot(a: Dual, b: Dual) -> Dual:
    """√(a² + b²), whose slope at its tip is taken as 0."""
    r = np.hypot(a.value, b.value)
    safe = np.where(r == 0, 1.0, r)
    dx = (a.value * a.dx + b.value * b.dx) / safe
    return Dual(r, dx, (a.value * a.dy + b.value * b.dy) / safe)
