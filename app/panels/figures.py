"""Figures: measured numbers as short texts of a steady width."""

import math

NOTHING = "–"
_NARROW_SPACE = "\u202f"  # groups digits without the comma or the point of one language


def count_text(count: float) -> str:
    """A whole number with its digits in groups of three."""
    return f"{round(count):,}".replace(",", _NARROW_SPACE)


def loss_text(loss: float) -> str:
    """A loss with three to four digits that count; a dash where there is none."""
    if not math.isfinite(loss):
        return NOTHING
    if loss == 0 or 0.001 <= abs(loss) < 1000:
        return f"{loss:.4f}"
    return f"{loss:.2e}"


def percent_text(share: float) -> str:
    """A share of 1 in per cent; a dash where there is none."""
    return f"{100 * share:.1f}{_NARROW_SPACE}%" if math.isfinite(share) else NOTHING


def determination_text(value: float) -> str:
    """A coefficient of determination R²; a dash where there is none."""
    if not math.isfinite(value):
        return NOTHING
    return f"{value:.3f}" if value > -100 else f"{value:.0e}"
