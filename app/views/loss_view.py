"""The loss over the epochs, on training and on test data."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.look.appearance import Appearance
from app.look.icons import icon
from app.look.style import mix
from app.look.theme import Theme
from app.session.session import Session
from app.trainer.messages import Loaded, Snapshot
from app.views.batch_trace import BatchTrace
from app.views.curve_view import CurveView
from app.views.history import History
from app.views.toggle import toggle
from engine.probes import BatchLoss, LearningRate, Probe

_RATE, _BATCHES = LearningRate(), BatchLoss()
_BATCH_SHARE = 0.45  # how much of the training curve's colour its mini-batches have
_LINE = "mini-batches"


class LossView(CurveView):
    """The experiment's loss, on a logarithmic or a linear scale."""

    name = "loss"
    train_column = "train_loss"
    test_column = "test_loss"
    best_is_lowest = True

    def __init__(self, session: Session, appearance: Appearance) -> None:
        translate = QCoreApplication.translate
        self._rates = History()
        self._trace = BatchTrace()
        self._log = toggle(
            translate("LossView", "Log"),
            translate("LossView", "Draw the loss on a logarithmic scale, one line a power of ten"),
            checked=True,
        )
        self.batches = toggle(
            "",
            translate(
                "LossView", "Draw the loss of each mini-batch too, as it was before its step"
            ),
        )
        self.batches.setAccessibleName(translate("LossView", "Mini-batches"))
        self.batches.setIcon(icon("batches"))
        empty = translate("LossView", "The loss appears here with the first epoch.")
        super().__init__(session, appearance, empty, self.batches, self._log)
        self._plot.set_log(True)
        self._log.toggled.connect(self._plot.set_log)
        self.batches.toggled.connect(self._turn_batches)
        self._stirred = session.stirred

    @property
    def title(self) -> str:
        return QCoreApplication.translate("LossView", "Loss")

    def y_label(self, loaded: Loaded) -> tuple[str, str]:
        translate = QCoreApplication.translate
        names = {
            "cross_entropy": translate("LossView", "cross-entropy"),
            "binary_cross_entropy": translate("LossView", "binary cross-entropy"),
            "mean_squared_error": translate("LossView", "mean squared error"),
            "sum_of_squares": translate("LossView", "half sum of squares"),
            "huber": translate("LossView", "Huber"),
            "hinge": translate("LossView", "hinge"),
            "perceptron": translate("LossView", "perceptron"),
        }
        return translate("LossView", "loss"), names[loaded.experiment.training.loss]

    @property
    def wants(self) -> tuple[Probe, ...]:
        return (_RATE, _BATCHES) if self.batches.isChecked() else (_RATE,)

    def show(self, snapshot: Snapshot) -> None:
        super().show(snapshot)
        rate: Any = snapshot.probes.get(_RATE)
        if rate is None:
            self._rates.interrupt()
        elif self._rates.follow(snapshot, np.array([rate])):
            self._draw_rates(snapshot)
        recent: Any = snapshot.probes.get(_BATCHES)
        if recent is not None and self._trace.follow(snapshot, recent):
            self._draw_batches()

    def leave(self) -> None:
        self._rates.interrupt()

    def save_settings(self) -> dict[str, object]:
        return {
            **super().save_settings(),
            "log": self._log.isChecked(),
            "batches": self.batches.isChecked(),
        }

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        super().restore_settings(settings)
        self._log.setChecked(settings.get("log") is not False)
        self.batches.setChecked(settings.get("batches") is True)

    def _draw_batches(self) -> None:
        """Draw the mini-batches faintly under the curves, where they are wanted and known."""
        loaded, snapshot = self._loaded, self._snapshot
        if not self.batches.isChecked() or not len(self._trace.steps):
            return
        if loaded is None or snapshot is None:
            return
        samples = loaded.facts.train_samples
        per_epoch = max(samples / loaded.experiment.training.batch_size, 1.0)
        epochs = self._trace.epochs(snapshot.curve, per_epoch)
        colour = mix(self._theme.panel, self._theme.accent, _BATCH_SHARE)
        self._plot.set_curve(_LINE, epochs, self._trace.losses, colour, behind=True)

    def _take_theme(self, theme: Theme) -> None:
        super()._take_theme(theme)
        self._draw_batches()

    def _turn_batches(self, on: bool) -> None:
        if not on:
            self._plot.remove_curve(_LINE)
        self._draw_batches()
        self._stirred.emit()

    def _draw_rates(self, snapshot: Snapshot) -> None:
        """Draw the learning rate on an axis of its own, once it has changed."""
        rates = self._rates.values[:, 0]
        if np.nanmin(rates) == np.nanmax(rates):
            return
        curve, steps = snapshot.curve, self._rates.steps
        epochs = np.interp(steps, curve.column("step"), curve.column("epoch"))
        label = QCoreApplication.translate("LossView", "learning rate")
        self._plot.set_right_curve(epochs, rates, self._theme.muted, label)
