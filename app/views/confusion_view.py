"""Which class is taken for which; for regression, what is predicted against what is true."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, SignalInstance
from PySide6.QtWidgets import QStackedWidget

from app.look.appearance import Appearance
from app.look.theme import Theme
from app.session.session import Session
from app.trainer.messages import Loaded, Phase, Snapshot
from app.views.confusion_canvas import ConfusionCanvas
from app.views.mode_choice import ModeChoice
from app.views.number_table import NumberTable
from app.views.scatter_canvas import Points, ScatterCanvas
from app.views.toggle import toggle
from app.views.view import View
from engine.probes import ConfusionMatrix, Predicted, Predictions, Probe
from engine.probes.share import Share

_QUICK, _ALL = 1_000, 10_000  # samples, while the network learns and while it rests


class ConfusionView(View):
    """A matrix of classes, or predicted values and residuals, on test or training data."""

    name = "confusion"
    needs_samples = True

    def __init__(self, session: Session, appearance: Appearance) -> None:
        translate = QCoreApplication.translate
        self._loaded: Loaded | None = None
        self._theme = appearance.theme
        self._samples = _QUICK
        self._predicted: Predicted | None = None
        self._matrix = ConfusionCanvas(appearance.theme)
        name = translate("ConfusionView", "Predicted against true values")
        empty = translate("ConfusionView", "Predictions appear here as soon as there is a run.")
        self._scatter = ScatterCanvas(appearance.theme, name, empty)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._matrix)
        self._pages.addWidget(self._scatter)
        names = {
            "predicted": translate("ConfusionView", "Predicted"),
            "residuals": translate("ConfusionView", "Residuals"),
        }
        tip = translate(
            "ConfusionView",
            "Show predicted against true values, or how far predictions are off",
        )
        self._mode = ModeChoice(names, tip, self._draw_predicted)
        self._mode.box.hide()
        self._on_test = toggle(
            translate("ConfusionView", "Test"),
            translate("ConfusionView", "Look at the test data; off, at the training data"),
            checked=True,
        )
        super().__init__(self._pages, self._mode.box, self._on_test)
        self.lead.target = self._matrix
        self._on_test.toggled.connect(lambda _: session.stirred.emit())
        appearance.theme_changed.connect(self._take_theme)

    @property
    def title(self) -> str:
        return QCoreApplication.translate("ConfusionView", "Confusion")

    @property
    def wants(self) -> tuple[Probe, ...]:
        return (self._probe(self._samples),)

    @property
    def cell_chosen(self) -> SignalInstance:
        """Emitted with the true and the predicted class of a cell that a person chooses."""
        return self._matrix.cell_chosen

    @property
    def share(self) -> Share:
        """Which samples are looked at: those for testing, where there are any."""
        has_test = self._loaded is None or self._loaded.facts.test_samples > 0
        return "test" if has_test and self._on_test.isChecked() else "train"

    @property
    def table(self) -> NumberTable | None:
        if not self._is_regression:
            return self._matrix.table
        if self._predicted is None:
            return None
        pairs = zip(self._predicted.true[:, 0], self._predicted.predicted[:, 0], strict=True)
        return NumberTable.of(("true", "predicted"), ((float(t), float(y)) for t, y in pairs))

    def show(self, snapshot: Snapshot) -> None:
        if snapshot.loaded is None:
            return
        if snapshot.loaded is not self._loaded:
            self._take_data(snapshot.loaded)
        for samples in (_QUICK, _ALL):
            measured: Any = snapshot.probes.get(self._probe(samples))
            if measured is None:
                continue
            if self._is_regression:
                self._predicted = measured
                self._draw_predicted()
            else:
                self._matrix.set_confusion(measured, snapshot.loaded.facts.class_names)
        rests = snapshot.phase not in (Phase.PLAYING, Phase.LOADING)
        self._samples = _ALL if rests else _QUICK

    def save_settings(self) -> dict[str, object]:
        return {"mode": self._mode.mode, "test": self._on_test.isChecked()}

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        self._mode.set_mode(settings.get("mode"))
        self._on_test.setChecked(settings.get("test") is not False)

    @property
    def _is_regression(self) -> bool:
        return self._loaded is not None and self._loaded.facts.task == "regression"

    def _probe(self, samples: int) -> Probe:
        if self._is_regression:
            return Predictions(self.share)
        return ConfusionMatrix(self.share, samples)

    def _take_data(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._predicted = None
        self._matrix.clear()
        self._scatter.clear()
        self._mode.box.setVisible(self._is_regression)
        self._on_test.setVisible(loaded.facts.test_samples > 0)
        self._pages.setCurrentWidget(self._scatter if self._is_regression else self._matrix)

    def _draw_predicted(self) -> None:
        if self._predicted is None or self._loaded is None:
            return
        facts = self._loaded.facts
        residuals = self._mode.mode == "residuals"
        points = _points(self._predicted, facts.target_names[0], residuals, self._theme)
        if points is not None:
            self._scatter.set_points(points)

    def _take_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._matrix.set_theme(theme)
        self._scatter.set_theme(theme)
        self._draw_predicted()


def _points(measured: Predicted, name: str, residuals: bool, theme: Theme) -> Points | None:
    """Return the first target's values as points; None without samples."""
    translate = QCoreApplication.translate
    true, predicted = measured.true[:, 0], measured.predicted[:, 0]
    if not len(true):
        return None
    off = predicted - true
    words = translate("ConfusionView", "true {true}"), translate("ConfusionView", "off by {off}")
    stories = [
        (f"{name} {p:.4g}", words[0].format(true=f"{t:.4g}"), words[1].format(off=f"{o:+.3g}"))
        for p, t, o in zip(predicted.tolist(), true.tolist(), off.tolist(), strict=True)
    ]
    low, high = float(true.min()), float(true.max())
    line = ((low, 0.0), (high, 0.0)) if residuals else ((low, low), (high, high))
    y_name = translate("ConfusionView", "predicted")
    if residuals:
        y_name = translate("ConfusionView", "residual: predicted − true")
    return Points(
        x_name=translate("ConfusionView", "true {name}").format(name=name),
        y_name=y_name,
        positions=np.stack([true, off if residuals else predicted], axis=1),
        indices=np.zeros(len(true), dtype=np.int64),
        colours=(theme.accent,),
        stories=stories,
        lines=(line,),
        equal=not residuals,
    )
