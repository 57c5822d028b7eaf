"""A worked formula: numbers in the place of letters, the result, and what was recorded."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 6  # terms of a sum that are written out
ROUNDING = 2e-5  # of the largest term: float32 against float64, over long sums
SMALL = 1e-6


@dataclass(frozen=True)
class Worked:
    """Lines such as "y[0, 1] = 0.4 · 1.5 + 0.2" and what they come to.

    `value` is the formula's result in float64 from the recorded tensors, `recorded` what the
    engine got. `scale` is the size of the largest number on the way, which rounding is measured by.
    """

    lines: tuple[str, ...]
    value: float
    recorded: float
    scale: float = 1.0

    @property
    def agrees(self) -> bool:
        """Whether both are the same, up to the rounding of the run's numbers."""
        if not (math.isfinite(self.value) and math.isfinite(self.recorded)):
            return True  # of what is no longer a number, nothing can be said
        limit = ROUNDING * max(self.scale, abs(self.value)) + SMALL * min(1.0, self.scale)
        return abs(self.value - self.recorded) <= limit


def number(value: float, figures: int = 3) -> str:
    """A number in few figures with a true minus sign."""
    return f"{float(value) + 0.0:.{figures}g}".replace("-", "−")  # + 0.0: never −0


def factor(value: float) -> str:
    """The same as part of a product or a sum: in brackets where it is negative."""
    return in_brackets(number(value))


def apart(value: float, other: float) -> str:
    """A number in as many figures as its difference from another one asks for: 0.999957 from 1."""
    difference = value - other
    for figures in range(3, 12):
        kept = float(f"{value:.{figures}g}") - float(f"{other:.{figures}g}")
        if abs(kept - difference) <= 0.01 * abs(difference):
            break
    return number(value, figures)


def in_brackets(text: str) -> str:
    """A number as part of a product or a sum: in brackets where it is negative."""
    return f"({text})" if text.startswith("−") else text


def name_of(tensor: str, index: Sequence[int]) -> str:
    """An element by its place, counted from 0 as in the program: y[0, 3]."""
    return f"{tensor}[{', '.join(str(place) for place in index)}]"


def sum_of_products(
    pairs: Sequence[tuple[float, float]], more: Sequence[float] = ()
) -> tuple[str, float, float]:
    """Σ a·b + Σ more as text, its value, and its largest term; the terms beyond SHOWN together."""
    terms = [a * b for a, b in pairs]
    texts = [f"{factor(a)} · {factor(b)}" for a, b in pairs[:SHOWN]]
    if len(pairs) > SHOWN:
        rest = math.fsum(terms[SHOWN:])
        texts.append(f"({len(pairs) - SHOWN} more terms: {number(rest)})")
    texts += [factor(value) for value in more]
    largest = max((abs(term) for term in (*terms, *more)), default=0.0)
    return " + ".join(texts) or "0", math.fsum((*terms, *more)), largest


def sum_of(terms: Sequence[float]) -> str:
    """Σ as text, the terms beyond SHOWN together."""
    texts = [factor(term) for term in terms[:SHOWN]]
    if len(terms) > SHOWN:
        texts.append(f"({len(terms) - SHOWN} more terms: {number(math.fsum(terms[SHOWN:]))})")
    return " + ".join(texts)


def listed(values: Sequence[float]) -> str:
    """Some numbers with commas between, the first few of them."""
    texts = [number(value) for value in values[:SHOWN]]
    return ", ".join([*texts, "…"] if len(values) > SHOWN else texts)
