"""The loss over the epochs, on training and on test data."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.look.appearance import Appearance
from app.session.session import Session
from app.trainer.messages import Loaded, Snapshot
from app.views.curve_view import CurveView
from app.views.history import History
from app.views.toggle import toggle
from engine.probes import LearningRate, Probe

_RATE = LearningRate()


class LossView(CurveView):
    """The experiment's loss, on a logarithmic or a linear scale."""

    name = "loss"
    train_column = "train_loss"
    test_column = "test_loss"
    best_is_lowest = True

    def __init__(self, session: Session, appearance: Appearance) -> None:
        translate = QCoreApplication.translate
        self._rates = History()
        self._log = toggle(
            translate("LossView", "Log"),
            translate("LossView", "Draw the loss on a logarithmic scale, one line a power of ten"),
            checked=True,
        )
        empty = translate("LossView", "The loss appears here with the first epoch.")
        super().__init__(session, appearance, empty, self._log)
        self._plot.set_log(True)
        self._log.toggled.connect(self._plot.set_log)

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
        return (_RATE,)

    def show(self, snapshot: Snapshot) -> None:
        super().show(snapshot)
        rate: Any = snapshot.probes.get(_RATE)
        if rate is None:
            self._rates.interrupt()
        elif self._rates.follow(snapshot, np.array([rate])):
            self._draw_rates(snapshot)

    def leave(self) -> None:
        self._rates.interrupt()

    def save_settings(self) -> dict[str, object]:
        return {**super().save_settings(), "log": self._log.isChecked()}

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        super().restore_settings(settings)
        self._log.setChecked(settings.get("log") is not False)

    def _draw_rates(self, snapshot: Snapshot) -> None:
        """Draw the learning rate on an axis of its own, once it has changed."""
        rates = self._rates.values[:, 0]
        if np.nanmin(rates) == np.nanmax(rates):
            return
        curve, steps = snapshot.curve, self._rates.steps
        epochs = np.interp(steps, curve.column("step"), curve.column("epoch"))
        label = QCoreApplication.translate("LossView", "learning rate")
        self._plot.set_right_curve(epochs, rates, self._theme.muted, label)
