"""What one sample does to every neuron: each layer's outputs for it, convolutions as images."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSpinBox

from app.look.theme import Theme
from app.trainer.messages import Loaded, Snapshot
from app.views.data.flow_canvas import FlowCanvas
from engine.probes import OneSample

_NUMBER_WIDTH = 84  # pixels


class SampleActivations(QScrollArea):
    """A canvas of the sample's way, and the box that chooses the sample by its number."""

    changed = Signal()  # another sample has to be measured

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._loaded: Loaded | None = None
        self._canvas = FlowCanvas(theme)
        self._canvas.set_awaited(True)
        self.setWidget(self._canvas)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("One sample in every layer"))
        self.number = QSpinBox()
        self.number.setRange(1, 1)
        self.number.setPrefix("#")
        self.number.setMinimumWidth(_NUMBER_WIDTH)
        tip = self.tr("The sample that is followed, by its number in the data")
        self.number.setToolTip(tip)
        self.number.setAccessibleName(tip)
        self.number.valueChanged.connect(lambda _: self.changed.emit())

    @property
    def probe(self) -> OneSample:
        """What has to be measured."""
        return OneSample(self.number.value() - 1)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the sample as it was measured."""
        if snapshot.loaded is not None and snapshot.loaded is not self._loaded:
            self._loaded = snapshot.loaded
            facts = snapshot.loaded.facts
            self.number.setMaximum(max(facts.train_samples + facts.test_samples, 1))
        flow: Any = snapshot.probes.get(self.probe)
        if flow is not None:
            self._canvas.set_flow(flow, self._loaded)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours from now on."""
        self._canvas.set_theme(theme)
