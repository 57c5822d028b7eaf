"""The look of the scatter: which colour a sample has, and the legend that says so."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from app.look.style import mix
from app.look.theme import Theme, class_colours
from app.trainer.messages import Loaded
from app.views.boundary_legend import BoundaryLegend
from app.views.value_scale import ValueScale

_VALUE_STEPS = 24  # colours that values are drawn in
_VALUE_EDGE = 0.6  # share of the text's colour around a value's point


def point_colours(
    targets: NDArray[Any], loaded: Loaded, theme: Theme
) -> tuple[tuple[str, ...], NDArray[np.integer]]:
    """The colours of the points, and which of them each point has, (samples,)."""
    if loaded.facts.class_count:
        return class_colours(loaded.facts.class_count), targets
    scale = ValueScale.of(loaded.targets)
    steps = np.linspace(scale.low, scale.high, _VALUE_STEPS)
    rgba = scale.rgba(steps, theme).tolist()
    first = targets.reshape(len(targets), -1)[:, 0]
    nearest = (first - scale.low) / (scale.high - scale.low) * (_VALUE_STEPS - 1)
    indices = np.clip(np.rint(nearest), 0, _VALUE_STEPS - 1).astype(int)
    return tuple(QColor(*pixel).name() for pixel in rgba), indices


def edge_colour(loaded: Loaded, theme: Theme) -> str:
    """The colour around points: values may have the panel's colour, classes never do."""
    if loaded.facts.class_count:
        return "#FFFFFF"
    return mix(theme.panel, theme.text, _VALUE_EDGE)


def paint_scatter_legend(
    painter: QPainter, line: QRectF, font: QFont, loaded: Loaded, theme: Theme
) -> None:
    """Name the classes or the scale of values, and the two kinds of points."""
    translate = QCoreApplication.translate
    legend = BoundaryLegend(painter, line, font, theme)
    if loaded.facts.class_count:
        legend.classes(loaded.facts.class_names)
    else:
        legend.values(ValueScale.of(loaded.targets))
    if loaded.facts.test_samples:
        fill = theme.muted if loaded.facts.class_count else theme.zero
        train, test = translate("DataView", "train"), translate("DataView", "test")
        legend.kinds(train, test, fill, edge_colour(loaded, theme))
