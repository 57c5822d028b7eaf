"""The accuracy over the epochs, on training and on test data; for regression R²."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from app.look.appearance import Appearance
from app.session.session import Session
from app.trainer.messages import Loaded
from app.views.curve_view import CurveView

_LOWEST_R_SQUARED = -1.0  # a first guess may be thousands below; it would flatten all the rest


class AccuracyView(CurveView):
    """The share of samples put into the right class, or the share of variance explained."""

    name = "accuracy"
    train_column = "train_accuracy"
    test_column = "test_accuracy"
    best_is_lowest = False

    def __init__(self, session: Session, appearance: Appearance) -> None:
        empty = QCoreApplication.translate(
            "AccuracyView", "The accuracy appears here with the first epoch."
        )
        super().__init__(session, appearance, empty)

    @property
    def title(self) -> str:
        return QCoreApplication.translate("AccuracyView", "Accuracy")

    def y_label(self, loaded: Loaded) -> tuple[str, str]:
        if self._is_regression:
            return QCoreApplication.translate("AccuracyView", "R², where above −1"), ""
        return QCoreApplication.translate("AccuracyView", "accuracy"), "%"

    def values(self, column: NDArray[np.float64]) -> NDArray[np.float64]:
        if self._is_regression:
            return np.where(column >= _LOWEST_R_SQUARED, column, np.nan)
        return 100 * column

    @property
    def _is_regression(self) -> bool:
        return self._loaded is not None and self._loaded.facts.task == "regression"
