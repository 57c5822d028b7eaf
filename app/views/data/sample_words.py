"""The words for samples: their targets, what the network said, and how wrong that was."""

import math
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.views.data.sample_page import Row, row_of
from engine.data.dataset import Facts
from engine.probes import Said

UNKNOWN = "–"
_LARGEST_WHOLE = 1e7  # beyond it, powers of ten are shorter


def number_text(value: float, figures: int = 6) -> str:
    """A number in few figures, with a true minus sign; whole where it is large."""
    if not math.isfinite(value):
        return UNKNOWN if math.isnan(value) else "∞"
    if 10.0**figures <= abs(value) < _LARGEST_WHOLE:
        return f"{value:,.0f}".replace("-", "−")
    return f"{value:.{figures}g}".replace("-", "−")


def target_text(target: Any, facts: Facts) -> str:
    """A target in words: the name of the class, or the values."""
    if facts.class_count:
        return facts.class_names[int(target)]
    return ", ".join(number_text(float(value)) for value in np.atleast_1d(target))


def said_text(row: Row, facts: Facts) -> str:
    """What the network said of a sample; a dash while it has not been asked."""
    return UNKNOWN if row.said is None else target_text(row.said, facts)


def share_text(share: float) -> str:
    """A share of one as percent."""
    if math.isnan(share):
        return UNKNOWN
    return QCoreApplication.translate("DataView", "{share} %").format(share=f"{100 * share:.1f}")


def set_text(is_test: bool) -> str:
    """Which share of the data a sample belongs to."""
    translate = QCoreApplication.translate
    return translate("DataView", "test") if is_test else translate("DataView", "training")


def sample_title(number: int) -> str:
    """A sample by its number in the data, counted from 1 as people do."""
    return QCoreApplication.translate("DataView", "Sample {number}").format(
        number=f"{number + 1:,}"
    )


def row_lines(row: Row, facts: Facts) -> list[str]:
    """All about a sample, line by line."""
    translate = QCoreApplication.translate
    target = translate("DataView", "target {target}").format(target=target_text(row.target, facts))
    lines = [f"{sample_title(row.number)} · {set_text(row.is_test)}", target]
    if row.said is None:
        return lines
    said = translate("DataView", "predicted {said}").format(said=said_text(row, facts))
    if facts.class_count:
        said = f"{said} · {share_text(row.confidence)}"
    loss = translate("DataView", "loss {loss}").format(loss=number_text(row.loss, 3))
    return [*lines, said, loss]


def sample_lines(said: Said, index: int, facts: Facts) -> list[str]:
    """The same of one among several samples."""
    return row_lines(row_of(said, index), facts)
