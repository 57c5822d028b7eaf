"""The network, live: every neuron a picture of its output, every weight a curve."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPoint

from app.look.appearance import Appearance
from app.session.session import Session
from app.trainer.messages import Loaded, Phase, Snapshot
from app.views.affordable import affordable
from app.views.axes import Axes
from app.views.columns import Column
from app.views.diagram import Neuron
from app.views.diagram_hands import DiagramHands
from app.views.folding import Folding
from app.views.kernel_card import KernelCard
from app.views.network_canvas import NetworkCanvas
from app.views.network_words import neuron_name
from app.views.shown_columns import ShownColumns
from app.views.stack_controls import StackControls
from app.views.stack_words import tile_name
from app.views.tile_places import MOST_UNITS
from app.views.toggle import toggle
from app.views.value_scale import ValueScale
from app.views.view import View
from app.views.weight_editor import WeightEditor
from app.views.zoom_buttons import zoom_buttons
from engine.errors import ExperimentError
from engine.experiment.experiment import Experiment
from engine.layers import make_layers
from engine.probes import (
    GradientValues,
    HeldWeights,
    NeuronMaps,
    Probe,
    WeightValues,
)

_RESOLUTION = 32
_COARSE_RESOLUTION = 20  # for networks so large that each picture is small
_MANY_NEURONS = 72
_LARGE = 50_000  # parameters, whose run takes longer to load than a picture should


class NetworkView(View):
    """Maps over the columns that the boundary's axes show; weights as they are now."""

    name = "network"

    def __init__(self, session: Session, appearance: Appearance) -> None:
        self._canvas = NetworkCanvas(appearance.theme)
        self._axes = Axes.of(session)
        self._loaded: Loaded | None = None
        self._is_foreseen = False  # what shows is a network whose run is still to come
        self._shown: tuple[tuple[Column, ...], ValueScale | None] = ((), None)
        self._columns = ShownColumns()
        self._resolution = _RESOLUTION
        self._sums = toggle(
            QCoreApplication.translate("NetworkView", "Before activation"),
            QCoreApplication.translate(
                "NetworkView", "Show each neuron's weighted sum instead of what it passes on"
            ),
        )
        self.editor = WeightEditor(self._canvas)
        self.kernels = KernelCard(self._canvas, appearance.theme)
        self._weights: Mapping[str, NDArray] = {}
        self._session = session
        self._is_read_only = False
        self.smaller, self.whole, self.larger = zoom_buttons(self._canvas)
        self.stacks = StackControls()
        zooms = (self.smaller, self.whole, self.larger)
        super().__init__(self._canvas, *zooms, *self.stacks.widgets, self._sums)
        self.hands = DiagramHands(self._canvas)
        self._canvas.zoomed.connect(session.stirred)
        self.editor.asked.connect(session.set_weights)
        self._canvas.picked.connect(self._edit)
        self._canvas.chosen.connect(session.stirred)
        session.experiment_changed.connect(self._foresee)
        self._sums.toggled.connect(self._take_sums)
        self._connect_stacks()
        appearance.theme_changed.connect(self._canvas.set_theme)
        appearance.theme_changed.connect(self.kernels.canvas.set_theme)

    @property
    def title(self) -> str:
        return QCoreApplication.translate("NetworkView", "Network")

    @property
    def wants(self) -> tuple[Probe, ...]:
        probes: tuple[Probe, ...] = (self._maps_probe(),) if self._has_maps else ()
        sample = self._columns.sample_probes(self.stacks.number, self.stacks.shows_sample)
        probes = (*probes, *sample, WeightValues(), HeldWeights())
        tensor = self._touched_tensor
        return probes if tensor is None else (*probes, GradientValues(tensor))

    def show(self, snapshot: Snapshot) -> None:
        if snapshot.phase is Phase.EMPTY:
            self._loaded = None
            self._shown = ((), None)
            self._columns.clear()
            self._canvas.set_network(*self._shown)
            self._fit_controls()
        if snapshot.loaded is None:
            return
        if snapshot.loaded is not self._loaded:
            self._take_network(snapshot.loaded)
        if self._is_foreseen:
            return
        self._show_sample(snapshot)
        pictures: Any = snapshot.probes.get(self._maps_probe())
        weights: Any = snapshot.probes.get(WeightValues())
        if weights is not None and (pictures is not None or not self._has_maps):
            self._canvas.set_measurements(pictures, weights)
        held: Any = snapshot.probes.get(HeldWeights())
        if held is not None:
            self._canvas.set_held(held)
        tensor = self._touched_tensor
        gradient: Any = None if tensor is None else snapshot.probes.get(GradientValues(tensor))
        self._canvas.set_gradient(gradient)
        if weights is not None:
            self._weights = weights
            if self.kernels.isVisible():
                self.kernels.show_values(weights)
            self.editor.show_values(weights, held or {}, gradient)

    def set_read_only(self) -> None:
        self._is_read_only = True
        self.hands.is_on = False

    def save_settings(self) -> dict[str, object]:
        kept = self._columns.to_settings()
        sums: dict[str, object] = {"sums": self._sums.isChecked()}
        return sums | {"folding": kept} if kept else sums

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        self._sums.setChecked(settings.get("sums") is True)
        self._columns.restore(settings.get("folding"))

    @property
    def _has_maps(self) -> bool:
        """Whether any neurons are drawn over the plane."""
        return self._columns.needs_plane(self.stacks.shows_sample)

    @property
    def _touched_tensor(self) -> str | None:
        """The tensor that the mouse or the editor is at."""
        columns = self._shown[0]
        if self.editor.isVisible():
            return self.editor.place[0]
        weight = self._canvas.weight
        if weight is None or weight[0] + 1 >= len(columns):
            return None
        return columns[weight[0] + 1].weight_name

    def _edit(self, neuron: Neuron, source: int | None, at: QPoint) -> None:
        """Open the editor of a neuron's weights and bias."""
        if self._is_read_only:
            return
        columns = self._shown[0]
        column, before = columns[neuron.column], columns[neuron.column - 1]
        sources = [
            neuron_name(columns, Neuron(neuron.column - 1, unit)) for unit in range(before.units)
        ]
        names = (column.weight_name, column.bias_name)
        title = neuron_name(columns, neuron)
        self.editor.open(title, names, neuron.unit, sources, source, at)
        self._session.stirred.emit()

    def _maps_probe(self) -> NeuronMaps:
        axes, most = self._axes, self._canvas.most_units
        if axes.components:
            return NeuronMaps(self._resolution, max_units=most, components=True)
        return NeuronMaps(self._resolution, axes.x, axes.y, most)

    def _show_sample(self, snapshot: Snapshot) -> None:
        """Draw the sample as it was measured, if it was on these columns."""
        if self._loaded is None:
            return
        choice = self.stacks.number, self._sums.isChecked()
        tiles = self._columns.sample_tiles(snapshot, self._loaded, *choice)
        if tiles is not None:
            self._canvas.set_sample(tiles, self.stacks.shows_sample)

    def _take_sums(self, sums: bool) -> None:
        sample = self._canvas.stacks.sample
        if sample is not None:
            self._canvas.set_sample(replace(sample, sums=sums), self.stacks.shows_sample)
        self._canvas.set_sums(sums)

    def _connect_stacks(self) -> None:
        hands, controls, columns = self._canvas.stacks, self.stacks, self._columns
        hands.folded.connect(lambda column: self._fold(columns.folding.toggled(column)))
        hands.turned.connect(lambda column: self._fold(columns.folding.turned(column)))
        hands.kernels_asked.connect(self._show_kernels)
        for unfolded in (hands.unfolded, controls.unfold.clicked):
            unfolded.connect(lambda: self._fold(columns.folding.unfolded()))
        for folded in (hands.middle_folded, controls.middle.clicked):
            folded.connect(lambda: self._fold(columns.folding.without_middle(columns.all)))
        controls.unroll.toggled.connect(
            lambda on: self._fold(columns.folding.turned_all(columns.all, on))
        )
        controls.changed.connect(self._take_sample_choice)

    def _show_kernels(self, neuron: Neuron, place: tuple[int, int] | None, at: QPoint) -> None:
        """Open the kernels of a map in numbers."""
        columns = self._shown[0]
        name, tensor = tile_name(columns, *neuron), columns[neuron.column].kernels
        if tensor in self._weights:
            self.kernels.open(name, tensor, neuron.unit, place, at)
            self.kernels.show_values(self._weights)
            self.kernels.appear()

    def _take_sample_choice(self) -> None:
        self._canvas.set_sample(self._canvas.stacks.sample, self.stacks.shows_sample)
        self._columns.set_small(self.stacks.shows_sample)
        self._show_arranged()
        self._fit_controls()
        self._session.stirred.emit()

    def _fold(self, folding: Folding) -> None:
        """Show the same columns folded and unrolled in another way."""
        if self._columns.fold(folding):
            self._show_arranged()
            self._session.stirred.emit()
        self._fit_controls()

    def _show_arranged(self) -> None:
        """Show the columns as they are arranged now."""
        if self._columns.shown != self._shown[0]:
            self._shown = (self._columns.shown, self._shown[1])
            self._canvas.set_columns(self._columns.shown)

    def _fit_controls(self) -> None:
        self.stacks.fit(self._columns.all, self._columns.folding)

    def _foresee(self, experiment: Experiment) -> None:
        """Show the layers of a large network at once that takes a while to be loaded."""
        loaded = self._loaded
        if loaded is None or self._is_read_only or not self.widget.isVisible():
            return
        old = loaded.experiment
        if experiment.data != old.data or experiment.network == old.network:
            return
        try:
            layers = make_layers(experiment.network.layers, loaded.facts.input_shape)
        except ExperimentError:
            return
        count = sum(math.prod(shape) for layer in layers for shape in layer.tensors.values())
        if count >= _LARGE:
            shapes = tuple(layer.output_shape for layer in layers)
            foreseen = replace(loaded, experiment=experiment, shapes=shapes, parameter_count=count)
            self._show_columns(foreseen)
            self._is_foreseen = True

    def _take_network(self, loaded: Loaded) -> None:
        self._loaded, self._is_foreseen = loaded, False
        facts = loaded.facts
        self.stacks.set_count(facts.train_samples + facts.test_samples)
        self._show_columns(loaded)

    def _show_columns(self, loaded: Loaded) -> None:
        self._axes.fit(loaded.facts)
        self._columns.take(loaded)
        columns = self._columns.shown
        rows = (column for column in columns if column.form == "row")
        neurons = sum(min(column.units, MOST_UNITS) for column in rows)
        wanted = _RESOLUTION if neurons <= _MANY_NEURONS else _COARSE_RESOLUTION
        self._resolution = affordable(loaded, wanted)
        scale = ValueScale.of(loaded.targets) if loaded.facts.task == "regression" else None
        if (columns, scale) != self._shown:  # while one draws, only the points change
            self._shown = (columns, scale)
            self._canvas.set_network(columns, scale)
            self._fit_controls()
