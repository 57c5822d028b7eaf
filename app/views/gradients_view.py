"""How large each layer's gradient is: where it vanishes, learning stops."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget

from app.look.appearance import Appearance
from app.look.theme import Theme
from app.session.session import Session
from app.trainer.messages import Loaded, Snapshot
from app.views.columns import columns_of
from app.views.gradient_bars import Bar, GradientBars
from app.views.gradient_words import activation_bars, gradient_rows, weight_bars
from app.views.heat_map import HeatMap
from app.views.histogram_stack import HistogramStack
from app.views.history import History
from app.views.layer_lines import LayerLines
from app.views.layer_names import layer_labels
from app.views.mode_choice import ModeChoice
from app.views.number_table import NumberTable
from app.views.view import View
from engine.probes import GradientMagnitudes, LayerGradients, Probe

_SIZES, _WHOLE = GradientMagnitudes(), LayerGradients()
_MODE_WIDTH, _TARGET_WIDTH = 84, 72  # pixels


class GradientsView(View):
    """Each layer's gradient, now as bars or histograms, or over the run as lines or heat map.

    Of weights it is the mean |∂L/∂w| on the last mini-batch, of activations the norm ‖∂L/∂y‖.
    """

    name = "gradients"
    needs_samples = True

    def __init__(self, session: Session, appearance: Appearance) -> None:
        translate = QCoreApplication.translate
        self._loaded: Loaded | None = None
        self._histories = {"weights": History(), "activations": History()}
        theme = appearance.theme
        empty = translate("GradientsView", "Gradients appear here with the first training step.")
        name = translate("GradientsView", "Gradient magnitude per layer")
        self._bars = GradientBars(theme)
        self._lines = LayerLines(theme, "", empty, log=True)
        self._map = HeatMap(theme, name, empty)
        self._stack = HistogramStack(theme, name, empty)
        self._pages = QStackedWidget()
        self._parts = (self._bars, self._lines, self._map, self._stack)
        for part in self._parts:
            self._pages.addWidget(part)
        modes = {
            "bars": translate("GradientsView", "Bars"),
            "run": translate("GradientsView", "Over the run"),
            "map": translate("GradientsView", "Heat map"),
            "histograms": translate("GradientsView", "Histograms"),
        }
        tip = translate(
            "GradientsView",
            "Show the gradients of this moment, or how they moved while this view was open",
        )
        self._mode = ModeChoice(modes, tip, self._turn)
        targets = {"weights": "∂L/∂w", "activations": "∂L/∂y"}
        which = translate(
            "GradientsView",
            "The gradient with respect to the weights (mean of the absolute values), or to the"
            " outputs of the layers (norm)",
        )
        self._target = ModeChoice(targets, which, self._turn)
        super().__init__(self._pages, self._mode.box, self._target.box)
        self._mode.box.setMinimumWidth(_MODE_WIDTH)
        self._target.box.setMinimumWidth(_TARGET_WIDTH)
        self._turn()
        appearance.theme_changed.connect(self._take_theme)

    @property
    def title(self) -> str:
        return QCoreApplication.translate("GradientsView", "Gradients")

    @property
    def wants(self) -> tuple[Probe, ...]:
        needs_whole = self._target.mode == "activations" or self._mode.mode == "histograms"
        return (_SIZES, _WHOLE) if needs_whole else (_SIZES,)

    @property
    def table(self) -> NumberTable | None:
        history = self._histories[self._target.mode]
        return NumberTable.of_history(layer_labels(history.values.shape[-1]), history)

    def show(self, snapshot: Snapshot) -> None:
        if snapshot.loaded is not None and snapshot.loaded is not self._loaded:
            self._loaded = snapshot.loaded
            self._clear()
        sizes: Any = snapshot.probes.get(_SIZES)
        whole: Any = snapshot.probes.get(_WHOLE)
        bars: dict[str, list[Bar]] = {}
        if sizes:
            bars["weights"] = weight_bars(sizes)
        if whole is not None and snapshot.step and self._loaded is not None:
            columns = columns_of(self._loaded)[1:]
            layers = self._loaded.experiment.network.layers
            bars["activations"] = activation_bars(whole, columns, layers)
        for target, history in self._histories.items():
            self._keep(snapshot, target, history, bars.get(target))
        shown = bars.get(self._target.mode)
        if shown is not None and self._mode.mode == "bars":
            self._bars.set_bars(shown)
        if whole is not None and self._loaded is not None and self._mode.mode == "histograms":
            columns = columns_of(self._loaded)[1:]
            self._stack.set_rows(gradient_rows(whole, columns, self._target.mode == "weights"))

    def leave(self) -> None:
        for history in self._histories.values():
            history.interrupt()

    def save_settings(self) -> dict[str, object]:
        return {"mode": self._mode.mode, "target": self._target.mode}

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        self._mode.set_mode(settings.get("mode"))
        self._target.set_mode(settings.get("target"))

    def _keep(
        self, snapshot: Snapshot, target: str, history: History, bars: list[Bar] | None
    ) -> None:
        """Add this moment to a history, or note that it was not measured."""
        if bars is None:
            history.interrupt()
            return
        values = np.array([bar.value for bar in bars])
        if history.follow(snapshot, values) and target == self._target.mode:
            self._draw_history()

    def _draw_history(self) -> None:
        history = self._histories[self._target.mode]
        if not len(history):
            return
        if self._mode.mode == "run":
            self._lines.draw(history.steps, history.values)
        elif self._mode.mode == "map":
            self._map.draw(history.steps, history.values)

    def _turn(self) -> None:
        """Show another page, or the other gradient, which is drawn with its next measurement."""
        modes = ("bars", "run", "map", "histograms")
        self._pages.setCurrentWidget(self._parts[modes.index(self._mode.mode)])
        label = "mean |∂L/∂w|" if self._target.mode == "weights" else "‖∂L/∂y‖"
        self._lines.set_y_label(label)
        self._clear()
        self._draw_history()

    def _clear(self) -> None:
        self._bars.set_bars(())
        self._lines.clear()
        self._map.clear()
        self._stack.set_rows(())

    def _take_theme(self, theme: Theme) -> None:
        for part in self._parts:
            part.set_theme(theme)
        self._draw_history()
