"""Layer lines show one quantity of every layer over the steps of a run."""

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.look.plot import Plot
from app.look.theme import Theme, layer_colour
from app.views.history import Floats
from app.views.layer_names import layer_labels


class LayerLines(Plot):
    """A plot over the steps with a line for each layer, in its colour; gaps stay open."""

    def __init__(self, theme: Theme, y_label: str, empty_text: str, log: bool = False) -> None:
        step = QCoreApplication.translate("LayerLines", "step")
        super().__init__(theme, x_label=step, y_label=y_label, empty_text=empty_text)
        if log:
            self.set_log(True)

    def draw(self, steps: Floats, values: Floats, deviations: Floats | None = None) -> None:
        """Draw values (rows, layers) over steps (rows,), with ± deviations (rows, layers)."""
        if len(steps) == 1:  # a stroke as long as the step: a point could not be seen
            steps, values = steps + np.array([-0.5, 0.5]), np.repeat(values, 2, axis=0)
            deviations = None if deviations is None else np.repeat(deviations, 2, axis=0)
        count = values.shape[1]
        labels = layer_labels(count)
        for index, label in enumerate(labels):
            colour = layer_colour(index, count, self.theme)
            line = values[:, index]
            self.set_curve(label, steps, line, colour, label)
            if deviations is not None:
                spread = deviations[:, index]
                self.set_band(label, steps, line - spread, line + spread, colour)
