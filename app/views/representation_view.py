"""The representation: where layers put each sample, and how they warp the plane of the inputs."""

from collections.abc import Mapping
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from app.look.appearance import Appearance
from app.look.theme import Theme, class_colours
from app.session.session import Session
from app.trainer.messages import Loaded, Snapshot
from app.views.columns import layer_name
from app.views.mode_choice import ModeChoice
from app.views.scatter_canvas import Points, ScatterCanvas
from app.views.toggle import toggle
from app.views.value_scale import ValueScale
from app.views.view import View
from engine.probes import EmbeddedSamples, HiddenEmbedding, Probe, WarpedGrid, WarpedPlane
from engine.probes.share import Share

_SAMPLES, _FEW_SAMPLES = 500, 150  # few where the layer is so wide that PCA takes its time
_WIDE = 64  # units
_VALUE_STEPS = 24  # colours that regression's points are drawn in


class RepresentationView(View):
    """The samples as the output layer sees them: classes that lie apart are easy to tell apart.

    Of data with two columns also the grid over the inputs, as each layer warps it.
    """

    name = "representation"
    needs_samples = True

    def __init__(self, session: Session, appearance: Appearance) -> None:
        translate = QCoreApplication.translate
        self._theme = appearance.theme
        self._loaded: Loaded | None = None
        self._shown: EmbeddedSamples | WarpedPlane | None = None
        name = translate("RepresentationView", "Samples in the last hidden layer")
        empty = translate(
            "RepresentationView", "The last hidden layer appears here as soon as there is a run."
        )
        self._canvas = ScatterCanvas(appearance.theme, name, empty)
        self._on_test = toggle(
            translate("RepresentationView", "Test"),
            translate("RepresentationView", "Look at the test data; off, at the training data"),
        )
        tip = translate(
            "RepresentationView",
            "The last hidden layer by principal components, or the grid over the inputs as each "
            "layer warps it (data with two columns)",
        )
        self.mode = ModeChoice({"samples": self._pca_name}, tip, session.stirred.emit)
        self._wished: object = None  # a mode that waits for a run that has it
        super().__init__(self._canvas, self.mode.box, self._on_test)
        self._on_test.toggled.connect(lambda _: session.stirred.emit())
        appearance.theme_changed.connect(self._take_theme)

    @property
    def title(self) -> str:
        return QCoreApplication.translate("RepresentationView", "Representation")

    @property
    def note(self) -> str:
        translate = QCoreApplication.translate
        layers = self._warped_layers
        if layers is None:
            return translate("RepresentationView", "last hidden layer, PCA")
        shown = self._shown
        if isinstance(shown, WarpedPlane) and shown.explained is not None:
            text = translate("RepresentationView", "{share} % of the layer's variance")
            return text.format(share=f"{100 * shown.explained.sum():.0f}")
        return ""

    @property
    def wants(self) -> tuple[Probe, ...]:
        return (self._probe,)

    def show(self, snapshot: Snapshot) -> None:
        if snapshot.loaded is None:
            return
        if snapshot.loaded is not self._loaded:
            self._loaded = snapshot.loaded
            self._shown = None
            self._canvas.clear()
            self.mode.set_names(self._modes(snapshot.loaded))
            self.mode.set_mode(self._wished)
            self.mode.box.setVisible(self.mode.box.count() > 1)
            self._on_test.setVisible(snapshot.loaded.facts.test_samples > 0)
        measured: Any = snapshot.probes.get(self._probe)
        if measured is not None:
            self._shown = measured
            self._draw()

    def save_settings(self) -> dict[str, object]:
        return {"test": self._on_test.isChecked(), "mode": self.mode.mode}

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        self._on_test.setChecked(settings.get("test") is True)
        self._wished = settings.get("mode")
        self.mode.set_mode(self._wished)

    @property
    def _pca_name(self) -> str:
        return QCoreApplication.translate("RepresentationView", "Last hidden, PCA")

    def _modes(self, loaded: Loaded) -> dict[str, str]:
        """What can be shown of a run: the name of each mode by the mode."""
        names = {"samples": self._pca_name}
        if loaded.facts.kind == "rows" and len(loaded.facts.column_names) == 2:
            grid = QCoreApplication.translate("RepresentationView", "Grid: {layer}")
            inputs = QCoreApplication.translate("RepresentationView", "inputs")
            layers = loaded.experiment.network.layers
            titles = [f"{n + 1} · {layer_name(layer)}" for n, layer in enumerate(layers)]
            for number, title in enumerate((inputs, *titles)):
                names[f"grid {number}"] = grid.format(layer=title)
        return names

    @property
    def _warped_layers(self) -> int | None:
        """After how many layers the warped grid is shown; None: it is not."""
        mode = self.mode.mode
        return int(mode.removeprefix("grid ")) if mode.startswith("grid ") else None

    @property
    def _probe(self) -> HiddenEmbedding | WarpedGrid:
        has_test = self._loaded is not None and self._loaded.facts.test_samples > 0
        share: Share = "test" if has_test and self._on_test.isChecked() else "train"
        layers = self._warped_layers
        if layers is not None:
            return WarpedGrid(layers, share, _SAMPLES)
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
        shown = self._shown
        if shown is None or self._loaded is None:
            return
        indices, colours, stories = _coloured(shown.targets, self._loaded, self._theme)
        names = self._axis_names(shown)
        mesh = shown.grid if isinstance(shown, WarpedPlane) else None
        points = Points(*names, shown.points, indices, colours, stories, equal=False, mesh=mesh)
        self._canvas.set_points(points)

    def _axis_names(self, shown: EmbeddedSamples | WarpedPlane) -> tuple[str, str]:
        if shown.explained is None:
            assert self._loaded is not None
            if not self._warped_layers:
                first, second = self._loaded.facts.column_names
                return first, second
            unit = QCoreApplication.translate("RepresentationView", "unit {number}")
            return unit.format(number=1), unit.format(number=2)
        words = QCoreApplication.translate("RepresentationView", "component {number} ({share} %)")
        first, second = (f"{100 * share:.0f}" for share in shown.explained.tolist())
        return words.format(number=1, share=first), words.format(number=2, share=second)

    def _take_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._canvas.set_theme(theme)
        self._draw()


def _coloured(
    targets: NDArray, loaded: Loaded, theme: Theme
) -> tuple[np.ndarray, tuple[str, ...], list[tuple[str, ...]]]:
    """Return the place of each sample's colour, the colours, and what is said of each sample."""
    facts = loaded.facts
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
