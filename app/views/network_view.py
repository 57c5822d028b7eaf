"""The network, live: every neuron a picture of its output, every weight a curve."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.look.appearance import Appearance
from app.session.session import Session
from app.trainer.messages import Loaded, Phase, Snapshot
from app.views.affordable import affordable
from app.views.axes import Axes
from app.views.columns import Column, columns_of
from app.views.diagram import MOST_UNITS
from app.views.network_canvas import NetworkCanvas
from app.views.toggle import toggle
from app.views.value_scale import ValueScale
from app.views.view import View
from engine.probes import NeuronMaps, Probe, WeightValues

_RESOLUTION = 32
_COARSE_RESOLUTION = 20  # for networks so large that each picture is small
_MANY_NEURONS = 72


class NetworkView(View):
    """Maps over the columns that the boundary's axes show; weights as they are now."""

    name = "network"

    def __init__(self, session: Session, appearance: Appearance) -> None:
        self._canvas = NetworkCanvas(appearance.theme)
        self._axes = Axes.of(session)
        self._loaded: Loaded | None = None
        self._shown: tuple[tuple[Column, ...], ValueScale | None] = ((), None)
        self._resolution = _RESOLUTION
        self._sums = toggle(
            QCoreApplication.translate("NetworkView", "Before activation"),
            QCoreApplication.translate(
                "NetworkView", "Show each neuron's weighted sum instead of what it passes on"
            ),
        )
        super().__init__(self._canvas, self._sums)
        self._sums.toggled.connect(self._canvas.set_sums)
        appearance.theme_changed.connect(self._canvas.set_theme)

    @property
    def title(self) -> str:
        return QCoreApplication.translate("NetworkView", "Network")

    @property
    def wants(self) -> tuple[Probe, ...]:
        return (self._maps_probe(), WeightValues())

    def show(self, snapshot: Snapshot) -> None:
        if snapshot.phase is Phase.EMPTY:
            self._loaded = None
            self._shown = ((), None)
            self._canvas.set_network(*self._shown)
        if snapshot.loaded is None:
            return
        if snapshot.loaded is not self._loaded:
            self._take_network(snapshot.loaded)
        pictures: Any = snapshot.probes.get(self._maps_probe())
        weights: Any = snapshot.probes.get(WeightValues())
        if pictures is not None and weights is not None:
            self._canvas.set_measurements(pictures, weights)

    def save_settings(self) -> dict[str, object]:
        return {"sums": self._sums.isChecked()}

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        self._sums.setChecked(settings.get("sums") is True)

    def _maps_probe(self) -> NeuronMaps:
        axes = self._axes
        if axes.components:
            return NeuronMaps(self._resolution, max_units=MOST_UNITS, components=True)
        return NeuronMaps(self._resolution, axes.x, axes.y, MOST_UNITS)

    def _take_network(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._axes.fit(loaded.facts)
        columns = columns_of(loaded)
        neurons = sum(min(column.units, MOST_UNITS) for column in columns)
        wanted = _RESOLUTION if neurons <= _MANY_NEURONS else _COARSE_RESOLUTION
        self._resolution = affordable(loaded, wanted)
        scale = ValueScale.of(loaded.targets) if loaded.facts.task == "regression" else None
        if (columns, scale) != self._shown:  # while one draws, only the points change
            self._shown = (columns, scale)
            self._canvas.set_network(columns, scale)
