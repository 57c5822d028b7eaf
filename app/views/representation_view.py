"""The representation: where the last hidden layer puts each sample, drawn by PCA."""

from collections.abc import Mapping
from math import prod
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from app.look.appearance import Appearance
from app.look.theme import Theme, class_colours
from app.session.session import Session
from app.trainer.messages import Loaded, Snapshot
from app.views.scatter_canvas import Points, ScatterCanvas
from app.views.toggle import toggle
from app.views.value_scale import ValueScale
from app.views.view import View
from engine.probes import EmbeddedSamples, HiddenEmbedding, Probe
from engine.probes.share import Share

_SAMPLES, _FEW_SAMPLES = 500, 150  # few where the layer is so wide that PCA takes its time
_WIDE = 64  # units
_VALUE_STEPS = 24  # colours that regression's points are drawn in


class RepresentationView(View):
    """The samples as the output layer sees them: classes that lie apart are easy to tell apart."""

    name = "representation"
    needs_samples = True

    def __init__(self, session: Session, appearance: Appearance) -> None:
        translate = QCoreApplication.translate
        self._theme = appearance.theme
        self._loaded: Loaded | None = None
        self._embedded: EmbeddedSamples | None = None
        name = translate("RepresentationView", "Samples in the last hidden layer")
        empty = translate(
            "RepresentationView", "The last hidden layer appears here as soon as there is a run."
        )
        self._canvas = ScatterCanvas(appearance.theme, name, empty)
        self._on_test = toggle(
            translate("RepresentationView", "Test"),
            translate("RepresentationView", "Look at the test data; off, at the training data"),
        )
        super().__init__(self._canvas, self._on_test)
        self._on_test.toggled.connect(lambda _: session.stirred.emit())
        appearance.theme_changed.connect(self._take_theme)

    @property
    def title(self) -> str:
        return QCoreApplication.translate("RepresentationView", "Representation")

    @property
    def note(self) -> str:
        return QCoreApplication.translate("RepresentationView", "last hidden layer, PCA")

    @property
    def wants(self) -> tuple[Probe, ...]:
        return (self._probe,)

    def show(self, snapshot: Snapshot) -> None:
        if snapshot.loaded is None:
            return
        if snapshot.loaded is not self._loaded:
            self._loaded = snapshot.loaded
            self._embedded = None
            self._canvas.clear()
            self._on_test.setVisible(snapshot.loaded.facts.test_samples > 0)
        embedded: Any = snapshot.probes.get(self._probe)
        if embedded is not None:
            self._embedded = embedded
            self._draw()

    def save_settings(self) -> dict[str, object]:
        return {"test": self._on_test.isChecked()}

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        self._on_test.setChecked(settings.get("test") is True)

    @property
    def _probe(self) -> HiddenEmbedding:
        has_test = self._loaded is not None and self._loaded.facts.test_samples > 0
        share: Share = "test" if has_test and self._on_test.isChecked() else "train"
        return HiddenEmbedding(share, _SAMPLES if self._hidden_width <= _WIDE else _FEW_SAMPLES)

    @property
    def _hidden_width(self) -> int:
        """How many numbers go into the output layer; 0 before there is a run."""
        if self._loaded is None:
            return 0
        index = self._loaded.experiment.network.output_index
        inputs = self._loaded.facts.input_shape
        return prod(self._loaded.shapes[index - 1] if index else inputs)

    def _draw(self) -> None:
        if self._embedded is None or self._loaded is None:
            return
        words = QCoreApplication.translate("RepresentationView", "component {number} ({share} %)")
        shares = [f"{100 * share:.0f}" for share in self._embedded.explained.tolist()]
        names = [words.format(number=n + 1, share=share) for n, share in enumerate(shares)]
        indices, colours, stories = _coloured(self._embedded, self._loaded, self._theme)
        positions = self._embedded.points
        self._canvas.set_points(
            Points(names[0], names[1], positions, indices, colours, stories, equal=False)
        )

    def _take_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._canvas.set_theme(theme)
        self._draw()


def _coloured(
    embedded: EmbeddedSamples, loaded: Loaded, theme: Theme
) -> tuple[np.ndarray, tuple[str, ...], list[tuple[str, ...]]]:
    """Return the place of each sample's colour, the colours, and what is said of each sample."""
    facts, targets = loaded.facts, embedded.targets
    if facts.task == "classification":
        stories: list[tuple[str, ...]] = [(facts.class_names[k],) for k in targets.tolist()]
        return targets, class_colours(facts.class_count), stories
    values = targets.reshape(len(targets), -1)[:, 0]
    scale = ValueScale.of(loaded.targets)
    steps = np.linspace(scale.low, scale.high, _VALUE_STEPS)
    colours = tuple(QColor(*pixel).name() for pixel in scale.rgba(steps, theme).tolist())
    indices = np.abs(steps - values[:, None]).argmin(axis=1)
    name = facts.target_names[0]
    return indices, colours, [(f"{name} {value:.4g}",) for value in values.tolist()]
