"""A figure choice picks what the curves beside a race show."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QCoreApplication

from app.views.mode_choice import ModeChoice
from app.views.race_curves import Figure

_WIDTH, _WIDE = 90, 140  # pixels


class FigureChoice(ModeChoice):
    """Loss, velocity or rates; on a network also the true loss of the data."""

    def __init__(self, chosen: Callable[[], None], has_true_loss: bool) -> None:
        tr = QCoreApplication.translate
        names = {"loss": tr("RaceFigures", "Loss")}
        if has_true_loss:
            names = {
                "loss": tr("RaceFigures", "Mini-batch loss"),
                "true": tr("RaceFigures", "True loss"),
            }
        names |= {
            "velocity": tr("RaceFigures", "Velocity"),
            "rates": tr("RaceFigures", "Rates"),
        }
        tip = tr(
            "RaceFigures",
            "What the curves show: losses, how long the optimizers' velocities are, or the "
            "learning rates that they give single parameters, then also drawn as rings: a "
            "circle where all directions have one rate, long where the rate is high",
        )
        super().__init__(names, tip, chosen)
        self.box.setAccessibleName(tr("RaceFigures", "Curves of the race"))
        self.box.setMinimumWidth(_WIDE if has_true_loss else _WIDTH)

    @property
    def figure(self) -> Figure:
        """What the curves show."""
        return cast(Figure, self.mode)
