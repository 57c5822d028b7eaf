"""How each layer's outputs are spread, which units say nothing more, and what one sample does."""

from collections.abc import Mapping
from math import isnan
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget

from app.look.appearance import Appearance
from app.look.theme import Theme
from app.session.session import Session
from app.trainer.messages import Loaded, Snapshot
from app.views.columns import Column, columns_of
from app.views.histogram_stack import HistogramRow, HistogramStack
from app.views.history import History
from app.views.layer_lines import LayerLines
from app.views.layer_names import layer_labels
from app.views.mode_choice import ModeChoice
from app.views.number_table import NumberTable
from app.views.sample_activations import SampleActivations
from app.views.view import View
from engine.probes import ActivationSpread, LayerActivations, Probe

_PROBE = LayerActivations()


class ActivationsView(View):
    """A histogram for each layer, mean ± σ of each over the steps, or one sample's numbers."""

    name = "activations"
    needs_samples = True

    def __init__(self, session: Session, appearance: Appearance) -> None:
        translate = QCoreApplication.translate
        self._loaded: Loaded | None = None
        self._columns: tuple[Column, ...] = ()
        self._history = History()
        empty = translate("ActivationsView", "Activations appear here as soon as there is a run.")
        name = translate("ActivationsView", "Activations per layer")
        self._stack = HistogramStack(appearance.theme, name, empty)
        quantity = translate("ActivationsView", "activation, mean ± σ")
        self._plot = LayerLines(appearance.theme, quantity, empty)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._stack)
        self._pages.addWidget(self._plot)
        self.sample = SampleActivations(appearance.theme)
        self._pages.addWidget(self.sample)
        names = {
            "histograms": translate("ActivationsView", "Histograms"),
            "run": translate("ActivationsView", "Over the run"),
            "sample": translate("ActivationsView", "One sample"),
        }
        tip = translate(
            "ActivationsView",
            "Show how the outputs are spread now, how mean and spread moved while this was open, "
            "or what one sample does to every neuron; convolutions show their feature maps",
        )
        self._mode = ModeChoice(names, tip, self._turn)
        super().__init__(self._pages, self.sample.number, self._mode.box)
        self.sample.number.setVisible(False)
        self.sample.changed.connect(session.stirred)
        self._stirred = session.stirred
        appearance.theme_changed.connect(self._take_theme)

    @property
    def title(self) -> str:
        return QCoreApplication.translate("ActivationsView", "Activations")

    @property
    def wants(self) -> tuple[Probe, ...]:
        return (self.sample.probe,) if self._mode.mode == "sample" else (_PROBE,)

    @property
    def table(self) -> NumberTable | None:
        labels = layer_labels(len(self._columns))
        names = [f"{label} {what}" for label in labels for what in ("mean", "deviation")]
        return NumberTable.of_history(names, self._history)

    def show(self, snapshot: Snapshot) -> None:
        if snapshot.loaded is not None and snapshot.loaded is not self._loaded:
            self._loaded = snapshot.loaded
            self._columns = columns_of(snapshot.loaded)[1:]
            self._plot.clear()
        if self._mode.mode == "sample":
            self.sample.show_snapshot(snapshot)
        measured: Any = snapshot.probes.get(_PROBE)
        if measured is None:
            self._history.interrupt()
            return
        if len(measured.layers) != self._layer_count:
            return
        layers = measured.layers
        ends = [layers[column.map_index - 1] for column in self._columns]
        values = np.array([value for s in ends for value in (s.mean, s.deviation)])
        is_new = self._history.follow(snapshot, values)
        if self._mode.mode == "histograms":
            self._stack.set_rows(self._rows(layers))
        elif is_new:
            self._draw_history()

    def leave(self) -> None:
        self._history.interrupt()

    def save_settings(self) -> dict[str, object]:
        return {"mode": self._mode.mode}

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        self._mode.set_mode(settings.get("mode"))

    @property
    def _layer_count(self) -> int:
        return len(self._loaded.shapes) if self._loaded is not None else 0

    def _rows(self, layers: tuple[ActivationSpread, ...]) -> list[HistogramRow]:
        labels = layer_labels(len(self._columns))
        return [
            _row(label, column, layers[max(column.sum_index, 1) - 1 : column.map_index])
            for label, column in zip(labels, self._columns, strict=True)
        ]

    def _draw_history(self) -> None:
        values = self._history.values
        self._plot.draw(self._history.steps, values[:, ::2], values[:, 1::2])

    def _turn(self) -> None:
        mode = self._mode.mode
        pages = {"run": self._plot, "sample": self.sample}
        self._pages.setCurrentWidget(pages.get(mode, self._stack))
        self.sample.number.setVisible(mode == "sample")
        if mode == "run" and len(self._history):
            self._draw_history()
        self._stirred.emit()

    def _take_theme(self, theme: Theme) -> None:
        self._stack.set_theme(theme)
        self._plot.set_theme(theme)
        self.sample.set_theme(theme)
        if self._mode.mode == "run" and len(self._history):
            self._draw_history()


def _row(label: str, column: Column, spreads: tuple[ActivationSpread, ...]) -> HistogramRow:
    """Describe a column by its last layer; what saturates is the function before a dropout."""
    translate = QCoreApplication.translate
    last = spreads[-1]
    saturated = next((s.saturated for s in spreads if not isnan(s.saturated)), 0.0)
    shares = {
        translate("ActivationsView", "dead {share}"): last.dead,
        translate("ActivationsView", "saturated {share}"): saturated,
    }
    notes = [text.format(share=_percent(share)) for text, share in shares.items() if share > 0]
    spread = translate("ActivationsView", "mean {mean}, σ {deviation}")
    spread = spread.format(mean=f"{last.mean:.3g}", deviation=f"{last.deviation:.3g}")
    title = column.title
    if column.is_output:
        title = translate("ActivationsView", "scores before the output function")
    return HistogramRow(label, last.histogram, ", ".join(notes), (title, spread, *notes))


def _percent(share: float) -> str:
    return "<1\u202f%" if share < 0.01 else f"{100 * share:.0f}\u202f%"
