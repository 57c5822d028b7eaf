"""The curves beside a race's surface: what its runners have lost, and how they move."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.look.plot import Plot
from app.look.style import mix
from app.views.runner_looks import runner_colours, runner_names
from engine.divergence import finishing_order
from engine.experiment.optimizers import AnyOptimizer

Values = NDArray[np.floating]
_PALE = 0.5  # of the panel's colour in a second curve
_BESIDE = 1.35  # times its height: a room that is wider has the curves beside the surface


@dataclass(frozen=True)
class RaceCurves:
    """Curves (n, R) over `steps` (n,), NaN for a runner without one.

    `low` and `high` bound bands about them, `second` are paler curves of the same runners. `label`
    is the vertical axis; `names` (R,) are the legend's texts, `order` theirs.
    """

    label: str
    steps: Values
    curves: Values
    names: Sequence[str]
    order: Sequence[int]
    low: Values | None = None
    high: Values | None = None
    second: Values | None = None


def draw_race(plot: Plot, optimizers: Sequence[AnyOptimizer], drawn: RaceCurves) -> None:
    """Draw the runners' curves, named in their order."""
    plot.set_y_label(drawn.label)
    colours = runner_colours(optimizers)
    wanted = set()
    for place, runner in enumerate(drawn.order, start=1):
        name, colour, curve = str(place), colours[runner], drawn.curves[:, runner]
        wanted.add(name)
        plot.set_curve(name, drawn.steps, curve, colour, drawn.names[runner])
        if drawn.second is not None:
            wanted.add(f"{name} second")
            pale = mix(colour, plot.theme.panel, _PALE)
            plot.set_curve(f"{name} second", drawn.steps, drawn.second[:, runner], pale)
        if drawn.low is not None and drawn.high is not None:
            low, high = drawn.low[:, runner], drawn.high[:, runner]
            known = np.isfinite(low) & np.isfinite(high)
            plot.set_band(name, drawn.steps[known], low[known], high[known], colour)
    for name in set(plot.curve_names) - wanted:
        plot.remove_curve(name)


def told_values(optimizers: Sequence[AnyOptimizer], values: Values) -> tuple[list[str], list[int]]:
    """Each runner's name with its value (R,), and the order of the values, the largest first.

    A dash stands for what a runner does not have.
    """
    names = [
        f"{name}  {value:.3g}" if np.isfinite(value) else f"{name}  –"
        for name, value in zip(runner_names(optimizers), values.tolist(), strict=True)
    ]
    return names, finishing_order(-values)


class RacePictures(QWidget):
    """A surface with its curves: beside it in a wide room, below it in a high one."""

    def __init__(self, surface: QWidget, curves: QWidget) -> None:
        super().__init__()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(surface, 3)
        self._box.addWidget(curves, 2)
        self.setFocusProxy(surface)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= _BESIDE * self.height()
        ways = QBoxLayout.Direction
        self._box.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
