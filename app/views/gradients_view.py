"""How large each layer's gradient is: where it vanishes, learning stops."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from app.look.appearance import Appearance
from app.session.session import Session
from app.trainer.messages import Snapshot
from app.views.gradient_bars import GradientBars
from app.views.view import View
from engine.probes import GradientMagnitudes, Probe


class GradientsView(View):
    """The mean |∂L/∂w| of every layer's weights on the last mini-batch."""

    name = "gradients"

    def __init__(self, session: Session, appearance: Appearance) -> None:
        self._bars = GradientBars(appearance.theme)
        super().__init__(self._bars)
        appearance.theme_changed.connect(self._bars.set_theme)

    @property
    def title(self) -> str:
        return QCoreApplication.translate("GradientsView", "Gradients")

    @property
    def note(self) -> str:
        return QCoreApplication.translate("GradientsView", "mean |∂L/∂w|")

    @property
    def wants(self) -> tuple[Probe, ...]:
        return (GradientMagnitudes(),)

    def show(self, snapshot: Snapshot) -> None:
        magnitudes: Any = snapshot.probes.get(GradientMagnitudes())
        if magnitudes is not None:
            self._bars.set_magnitudes(tuple(magnitudes.values()))
