"""The weights: how they are spread, how far each step moves them, and what they look like."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget

from app.look.appearance import Appearance
from app.look.theme import Theme
from app.session.session import Session
from app.trainer.messages import Loaded, Snapshot
from app.views.histogram_stack import HistogramRow, HistogramStack
from app.views.history import History
from app.views.layer_lines import LayerLines
from app.views.layer_names import layer_labels
from app.views.mode_choice import ModeChoice
from app.views.view import View
from app.views.weight_canvas import WeightCanvas
from engine.probes import Probe, UpdateSizes, WeightImages, WeightSpread, WeightSpreads

_SPREADS, _UPDATES = WeightSpreads(), UpdateSizes()
_LAYER_WIDTH = 60  # pixels
_HEALTHY = (3e-4, 1e-3, 3e-3)  # "about 1e-3": Karpathy, CS231n, Neural Networks Part 3


class WeightsView(View):
    """Histograms, norms and updates of all layers, or the weights of one as pictures."""

    name = "weights"
    needs_samples = True

    def __init__(self, session: Session, appearance: Appearance) -> None:
        translate = QCoreApplication.translate
        self._loaded: Loaded | None = None
        self._tensors: tuple[str, ...] = ()
        self._norms, self._ratios = History(), History()
        theme = appearance.theme
        empty = translate("WeightsView", "Weights appear here as soon as there is a run.")
        name = translate("WeightsView", "Weights per layer")
        moved = translate("WeightsView", "Updates appear here with the training.")
        self._stack = HistogramStack(theme, name, empty)
        norm, ratio = translate("WeightsView", "norm ‖w‖"), translate("WeightsView", "‖Δw‖ / ‖w‖")
        self._norm_plot = LayerLines(theme, norm, empty)
        self._ratio_plot = LayerLines(theme, ratio, moved, log=True)
        self._canvas = WeightCanvas(theme)
        self._pages = QStackedWidget()
        pages = (self._stack, self._ratio_plot, self._norm_plot, self._canvas)
        for page in pages:
            self._pages.addWidget(page)
        names = {
            "histograms": translate("WeightsView", "Histograms"),
            "updates": translate("WeightsView", "Update ratio"),
            "norms": translate("WeightsView", "Norm"),
            "pictures": translate("WeightsView", "Pictures"),
        }
        self._page_of = dict(zip(names, pages, strict=True))
        tip = translate(
            "WeightsView",
            "Show how the weights are spread, how far each step moves them, how large they are over"
            " the run, or those of one layer as pictures",
        )
        self._mode = ModeChoice(names, tip, self._turn)
        which = translate("WeightsView", "The layer whose weights are drawn")
        self._layer = ModeChoice({}, which, session.stirred.emit)
        super().__init__(self._pages, self._layer.box, self._mode.box)
        self._layer.box.setMinimumWidth(_LAYER_WIDTH)
        self._layer.box.hide()
        appearance.theme_changed.connect(self._take_theme)

    @property
    def title(self) -> str:
        return QCoreApplication.translate("WeightsView", "Weights")

    @property
    def wants(self) -> tuple[Probe, ...]:
        mode = self._mode.mode
        if mode == "updates":
            return (_SPREADS, _UPDATES)
        if mode == "pictures" and self._tensors:
            return (_SPREADS, self._images)
        return (_SPREADS,)

    def show(self, snapshot: Snapshot) -> None:
        if snapshot.loaded is not None and snapshot.loaded is not self._loaded:
            self._loaded = snapshot.loaded
            self._norm_plot.clear()
            self._ratio_plot.clear()
        spreads: Any = snapshot.probes.get(_SPREADS)
        if spreads is None:
            self.leave()
            return
        self._take_tensors(tuple(spreads))
        norms = np.array([spread.norm for spread in spreads.values()])
        if self._norms.follow(snapshot, norms) and self._mode.mode == "norms":
            self._draw_norms()
        if self._mode.mode == "histograms":
            self._stack.set_rows(_rows(spreads))
        self._take_updates(snapshot)
        pictures: Any = snapshot.probes.get(self._images)
        if pictures is not None and self._mode.mode == "pictures":
            self._canvas.set_pictures(pictures)

    def leave(self) -> None:
        self._norms.interrupt()
        self._ratios.interrupt()

    def save_settings(self) -> dict[str, object]:
        return {"mode": self._mode.mode}

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        self._mode.set_mode(settings.get("mode"))

    @property
    def _images(self) -> WeightImages:
        shape = self._loaded.facts.shape if self._loaded is not None else None
        picture = (shape[0], shape[1], shape[2]) if shape and len(shape) == 3 else None
        return WeightImages(self._layer.mode or None, picture)

    def _take_tensors(self, names: tuple[str, ...]) -> None:
        if names != self._tensors:
            self._tensors = names
            self._layer.set_names(dict(zip(names, layer_labels(len(names)), strict=True)))

    def _take_updates(self, snapshot: Snapshot) -> None:
        updates: Any = snapshot.probes.get(_UPDATES)
        if updates is None:
            self._ratios.interrupt()
            return
        if not snapshot.step:
            return  # there is no update before the first step
        ratios = np.array([updates[name].ratio for name in self._tensors])
        if self._ratios.follow(snapshot, ratios):
            self._draw_ratios()

    def _draw_norms(self) -> None:
        if len(self._norms):
            self._norm_plot.draw(self._norms.steps, self._norms.values)

    def _draw_ratios(self) -> None:
        if not len(self._ratios):
            return
        plot, steps = self._ratio_plot, self._ratios.steps
        low, usual, high = (np.full(2, value) for value in _HEALTHY)
        ends = steps[[0, -1]]
        healthy = QCoreApplication.translate("WeightsView", "healthy: about 1e-3")
        plot.set_band("healthy", ends, low, high, plot.theme.ok)
        plot.set_curve("healthy", ends, usual, plot.theme.ok, healthy)
        plot.draw(steps, self._ratios.values)

    def _turn(self) -> None:
        self._pages.setCurrentWidget(self._page_of[self._mode.mode])
        self._layer.box.setVisible(self._mode.mode == "pictures")
        self._draw_norms()
        self._draw_ratios()

    def _take_theme(self, theme: Theme) -> None:
        for page in (self._stack, self._ratio_plot, self._norm_plot, self._canvas):
            page.set_theme(theme)
        self._draw_norms()
        self._draw_ratios()


def _rows(spreads: Mapping[str, WeightSpread]) -> list[HistogramRow]:
    text = QCoreApplication.translate("WeightsView", "mean {mean}, σ {deviation}, norm {norm}")
    rows = []
    for label, (name, spread) in zip(layer_labels(len(spreads)), spreads.items(), strict=True):
        words = text.format(
            mean=f"{spread.mean:.3g}",
            deviation=f"{spread.deviation:.3g}",
            norm=f"{spread.norm:.3g}",
        )
        rows.append(HistogramRow(label, spread.histogram, "", (name, words)))
    return rows
