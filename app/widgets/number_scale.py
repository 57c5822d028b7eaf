"""A number scale maps the places of a slider to numbers, and numbers to text and back."""

from dataclasses import dataclass
from math import isfinite, log10

_LOGARITHMIC_PLACES = 1000
_SIGNIFICANT = 2  # digits that a logarithmic slider gives
_PLAIN_FROM, _PLAIN_BELOW = 1e-3, 1e4  # outside, numbers are written as 1e-4


@dataclass(frozen=True)
class NumberScale:
    """From `minimum` to `maximum`, both included, linear or logarithmic.

    `decimals` counts the digits after the point of a linear scale, as shown; `factor` times the
    value is shown, followed by `suffix` (100 and " %" show 0.3 as 30 %). `zero` lets the left end
    of a logarithmic scale be 0, and `off`, if given, is shown for it. From `lowest` to `highest`
    may be typed; None is the slider's own end. `judged` lets any number be typed: who owns the
    value refuses it, with a better reason. Raises ValueError for a scale that cannot be.
    """

    minimum: float
    maximum: float
    logarithmic: bool = False
    integer: bool = False
    decimals: int = 2
    suffix: str = ""
    factor: float = 1.0
    zero: bool = False
    off: str = ""
    lowest: float | None = None
    highest: float | None = None
    judged: bool = False

    def __post_init__(self) -> None:
        if not self.minimum <= self.maximum:
            raise ValueError(f"minimum {self.minimum} is above maximum {self.maximum}")
        if self.logarithmic and self.minimum <= 0:
            raise ValueError(f"a logarithmic scale starts above 0, not at {self.minimum}")

    @property
    def places(self) -> int:
        """The place of the maximum; the first place is 0."""
        if self.logarithmic:
            return _LOGARITHMIC_PLACES
        return max(round((self.maximum - self.minimum) / self._step), 1)

    def place(self, value: float) -> int:
        """Return the place nearest to a value."""
        if not self.logarithmic:
            return min(max(round((value - self.minimum) / self._step), 0), self.places)
        if value < self.minimum:
            return 0
        first = int(self.zero)
        share = log10(value / self.minimum) / max(log10(self.maximum / self.minimum), 1e-12)
        return min(first + round(share * (self.places - first)), self.places)

    def value(self, place: int) -> float:
        """Return the value at a place, rounded as it is shown."""
        if not self.logarithmic:
            value = self.minimum + place * self._step
            return min(self._rounded(value), self.maximum)
        if self.zero and place == 0:
            return 0.0
        first = int(self.zero)
        share = (place - first) / (self.places - first)
        value = float(f"{self.minimum * (self.maximum / self.minimum) ** share:.{_SIGNIFICANT}g}")
        return min(max(self._rounded(value), self.minimum), self.maximum)

    def text(self, value: float) -> str:
        """Return the value as it is shown, with its suffix."""
        if self.off and value == 0:
            return self.off
        return self._number_text(value) + self.suffix

    def parse(self, text: str) -> float | None:
        """Return the value that a text means, or None where it is no number of this scale."""
        if self.off and text.strip() == self.off:
            return 0.0
        try:
            number = float(text.strip().removesuffix(self.suffix.strip()).replace(",", "."))
        except ValueError:
            return None
        value = number / self.factor
        if not isfinite(value) or (self.integer and value != round(value)):
            return None
        return value if self.allows(value) else None

    def allows(self, value: float) -> bool:
        """Return whether the value may be typed."""
        low, high = self.typed_range
        return low <= value <= high or (self.zero and value == 0) or self.judged

    @property
    def typed_range(self) -> tuple[float, float]:
        """The least and the greatest number that may be typed."""
        low = self.minimum if self.lowest is None else self.lowest
        return low, self.maximum if self.highest is None else self.highest

    @property
    def _step(self) -> float:
        return 1.0 if self.integer else 10.0**-self.decimals / self.factor

    def _rounded(self, value: float) -> float:
        if self.integer:
            return float(round(value))
        return value if self.logarithmic else round(value, 12)

    def _number_text(self, value: float) -> str:
        shown = value * self.factor
        if self.integer:
            return f"{shown:.0f}"
        if not self.logarithmic:
            digits = f"{shown:.{self.decimals}f}"
            return digits if abs(float(digits) - shown) < 1e-9 else f"{shown:g}"
        if shown == 0 or _PLAIN_FROM <= abs(shown) < _PLAIN_BELOW:
            return f"{shown:g}"
        mantissa, exponent = f"{shown:e}".split("e")
        return f"{float(mantissa):g}e{int(exponent)}"
