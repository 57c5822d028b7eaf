"""The network, live: every neuron a picture of its output, every weight a curve."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QToolButton

from app.look.appearance import Appearance
from app.look.icons import icon
from app.session.session import Session
from app.trainer.messages import Loaded, Phase, Snapshot
from app.views.affordable import affordable
from app.views.axes import Axes
from app.views.columns import Column, columns_of
from app.views.diagram import Neuron
from app.views.folding import Folding
from app.views.kernel_card import KernelCard
from app.views.network_canvas import NetworkCanvas
from app.views.network_words import neuron_name
from app.views.sample_tiles import SampleTiles
from app.views.stack_controls import StackControls
from app.views.stack_words import tile_name
from app.views.tile_places import MOST_UNITS
from app.views.toggle import toggle
from app.views.value_scale import ValueScale
from app.views.view import View
from app.views.weight_editor import WeightEditor
from app.views.zoom_area import ZOOM_STEP
from engine.errors import ExperimentError
from engine.experiment.experiment import Experiment
from engine.experiment.network import AnyLayer
from engine.layers import make_layers
from engine.probes import (
    GradientValues,
    HeldWeights,
    NeuronMaps,
    OneSample,
    Probe,
    RecurrentStates,
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
        self._columns: tuple[Column, ...] = ()  # with nothing folded
        self._folding = Folding()
        self._layers: tuple[AnyLayer, ...] = ()  # those that the folding is of
        self._kept: object = None  # a folding that waits for its network
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
        self.smaller, self.whole, self.larger = self._zoom_buttons()
        self.stacks = StackControls()
        zooms = (self.smaller, self.whole, self.larger)
        super().__init__(self._canvas, *zooms, *self.stacks.widgets, self._sums)
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
        probes: tuple[Probe, ...] = (*self._picture_probes, WeightValues(), HeldWeights())
        tensor = self._touched_tensor
        return probes if tensor is None else (*probes, GradientValues(tensor))

    def show(self, snapshot: Snapshot) -> None:
        if snapshot.phase is Phase.EMPTY:
            self._loaded = None
            self._shown, self._columns = ((), None), ()
            self._canvas.set_network(*self._shown)
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

    def save_settings(self) -> dict[str, object]:
        kept = self._folding.to_settings(len(self._layers)) if self._layers else self._kept
        sums: dict[str, object] = {"sums": self._sums.isChecked()}
        return sums | {"folding": kept} if kept else sums

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        self._sums.setChecked(settings.get("sums") is True)
        self._kept = settings.get("folding")

    @property
    def _has_maps(self) -> bool:
        """Whether any neurons are drawn over the plane."""
        rows = any(column.form == "row" for column in self._shown[0])
        return not self._shown[0] or (rows and not self.stacks.shows_sample)

    @property
    def _shows_stacks(self) -> bool:
        return any(column.form in ("maps", "steps") for column in self._shown[0])

    @property
    def _picture_probes(self) -> tuple[Probe, ...]:
        """What the tiles need: the plane, one sample, and the states of what is unrolled."""
        probes: list[Probe] = [self._maps_probe()] if self._has_maps else []
        if self._shows_stacks or self.stacks.shows_sample:
            probes.append(OneSample(self.stacks.number))
        return (*probes, *self._state_probes.values())

    @property
    def _state_probes(self) -> dict[int, Probe]:
        unrolled = (column.start for column in self._shown[0] if column.is_unrolled)
        return {start: RecurrentStates(self.stacks.number, start) for start in unrolled}

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

    def _zoom_buttons(self) -> list[QToolButton]:
        translate = QCoreApplication.translate
        canvas = self._canvas
        found = []
        for name, text, do in (
            (
                "minus",
                translate("NetworkView", "Zoom out (-)"),
                lambda: canvas.zoom_by(1 / ZOOM_STEP),
            ),
            ("fit", translate("NetworkView", "Fit all layers in (0)"), canvas.fit),
            ("add", translate("NetworkView", "Zoom in (+)"), lambda: canvas.zoom_by(ZOOM_STEP)),
        ):
            button = QToolButton()
            button.setIcon(icon(name, "muted"))
            button.setProperty("role", "small")
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.clicked.connect(do)
            found.append(button)
        return found

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
        flow: Any = snapshot.probes.get(OneSample(self.stacks.number))
        if flow is None or self._loaded is None:
            return
        probes = self._state_probes
        states: Any = {start: snapshot.probes.get(probe) for start, probe in probes.items()}
        states = {start: values for start, values in states.items() if values is not None}
        bounds = self._loaded.bounds
        brightness = float(bounds[:, 0].min()), float(bounds[:, 1].max())
        sums = self._sums.isChecked()
        tiles = SampleTiles(flow, self._loaded.facts, brightness, states, sums)
        if tiles.fits(self._shown[0]):
            self._canvas.set_sample(tiles, self.stacks.shows_sample)

    def _take_sums(self, sums: bool) -> None:
        sample = self._canvas.stacks.sample
        if sample is not None:
            self._canvas.set_sample(replace(sample, sums=sums), self.stacks.shows_sample)
        self._canvas.set_sums(sums)

    def _connect_stacks(self) -> None:
        canvas, controls = self._canvas, self.stacks
        canvas.stacks.folded.connect(lambda column: self._fold(self._folding.toggled(column)))
        canvas.stacks.turned.connect(lambda column: self._fold(self._folding.turned(column)))
        canvas.stacks.unfolded.connect(lambda: self._fold(self._folding.unfolded()))
        canvas.stacks.middle_folded.connect(self._fold_middle)
        controls.middle.clicked.connect(self._fold_middle)
        controls.unfold.clicked.connect(lambda: self._fold(self._folding.unfolded()))
        controls.unroll.toggled.connect(self._unroll_all)
        controls.changed.connect(self._take_sample_choice)
        canvas.stacks.kernels_asked.connect(self._show_kernels)

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
        self.stacks.fit(self._columns, self._folding)
        self._session.stirred.emit()

    def _fold_middle(self) -> None:
        self._fold(self._folding.without_middle(self._columns))

    def _unroll_all(self, is_unrolled: bool) -> None:
        starts = (column.start for column in self._columns if column.steps and is_unrolled)
        self._fold(replace(self._folding, unrolled=frozenset(starts)))

    def _fold(self, folding: Folding) -> None:
        """Show the same columns folded and unrolled in another way."""
        if folding == self._folding:
            return
        self._folding = folding
        self._shown = (folding.arrange(self._columns), self._shown[1])
        self._canvas.set_columns(self._shown[0])
        self.stacks.fit(self._columns, folding)
        self._session.stirred.emit()

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
        if self._loaded is None and self._kept is not None:
            self._folding = Folding.from_settings(self._kept, len(loaded.shapes))
        self._loaded, self._is_foreseen = loaded, False
        facts = loaded.facts
        self.stacks.set_count(facts.train_samples + facts.test_samples)
        self._show_columns(loaded)

    def _show_columns(self, loaded: Loaded) -> None:
        self._axes.fit(loaded.facts)
        layers = loaded.experiment.network.layers
        self._folding = self._folding.carried(self._layers or layers, layers)
        self._layers = layers
        self._columns = columns_of(loaded)
        columns = self._folding.arrange(self._columns)
        rows = (column for column in columns if column.form == "row")
        neurons = sum(min(column.units, MOST_UNITS) for column in rows)
        wanted = _RESOLUTION if neurons <= _MANY_NEURONS else _COARSE_RESOLUTION
        self._resolution = affordable(loaded, wanted)
        scale = ValueScale.of(loaded.targets) if loaded.facts.task == "regression" else None
        if (columns, scale) != self._shown:  # while one draws, only the points change
            self._shown = (columns, scale)
            self._canvas.set_network(columns, scale)
            self.stacks.fit(self._columns, self._folding)
