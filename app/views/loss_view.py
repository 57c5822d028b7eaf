"""The loss over the epochs, on training and on test data."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app.look.appearance import Appearance
from app.session.session import Session
from app.trainer.messages import Loaded
from app.views.curve_view import CurveView
from app.views.toggle import toggle


class LossView(CurveView):
    """The experiment's loss, on a logarithmic or a linear scale."""

    name = "loss"
    train_column = "train_loss"
    test_column = "test_loss"

    def __init__(self, session: Session, appearance: Appearance) -> None:
        translate = QCoreApplication.translate
        self._log = toggle(
            translate("LossView", "Log"),
            translate("LossView", "Draw the loss on a logarithmic scale, one line a power of ten"),
            checked=True,
        )
        empty = translate("LossView", "The loss appears here with the first epoch.")
        super().__init__(appearance, empty, self._log)
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

    def save_settings(self) -> dict[str, object]:
        return {**super().save_settings(), "log": self._log.isChecked()}

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        super().restore_settings(settings)
        self._log.setChecked(settings.get("log") is not False)
