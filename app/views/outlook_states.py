"""The states of the run, or the two weights, that the picture of a loss surface is laid by."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from app.views.moment_choice import MomentChoice
from app.views.parameter_choice import ParameterChoice
from app.widgets.flow_layout import FlowLayout
from engine.outlook import LossPicture, Moment


class OutlookStates(QWidget):
    """The ends of a line, two weights, and a centre other than the present state.

    It takes no room where there is nothing of that. `changed`: a person has chosen others.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        tr = QCoreApplication.translate
        tip = tr("LossSurfaceView", "The state in the middle; a click on the path takes that point")
        self._centre = MomentChoice(tr("LossSurfaceView", "Centre"), tip, "now")
        tip = tr("LossSurfaceView", "The state at α = 0 of the line")
        first = MomentChoice(tr("LossSurfaceView", "From θₐ"), tip, "start")
        tip = tr("LossSurfaceView", "The state at α = 1; a click on the path takes that point")
        second = MomentChoice(tr("LossSurfaceView", "to θᵦ"), tip, "now")
        self._ends = (first, second)
        self._weights = (
            ParameterChoice(tr("LossSurfaceView", "Across"), 0),
            ParameterChoice(tr("LossSurfaceView", "up"), 1),
        )
        self.setContentsMargins(12, 0, 12, 0)
        line = FlowLayout(self, spacing=6)
        for choice in (*self._weights, *self._ends, self._centre):
            line.addWidget(choice)
            choice.changed.connect(self.changed)

    @property
    def centre(self) -> Moment:
        """The state in the middle."""
        return self._centre.moment

    @property
    def line(self) -> tuple[Moment, Moment]:
        """The ends of the line."""
        first, second = self._ends
        return first.moment, second.moment

    @property
    def weights(self) -> tuple[int, int]:
        """The numbers of two parameters."""
        first, second = self._weights
        return first.number, second.number

    @property
    def has_step(self) -> bool:
        """Whether the centre is a step."""
        return isinstance(self.centre, int)

    def show_for(self, plane: str) -> None:
        """Show what decides a picture of this kind."""
        is_line, are_weights = plane == "line", plane == "weights"
        self._centre.setVisible(not is_line and self.centre != "now")
        for end in self._ends:
            end.setVisible(is_line)
        for weight in self._weights:
            weight.setVisible(are_weights)
        self.setVisible(is_line or are_weights or self.centre != "now")

    def show_run(self, picture: LossPicture) -> None:
        """Offer the states and the parameters that there are."""
        for moment in (self._centre, *self._ends):
            moment.set_steps(picture.path_steps)
        for weight in self._weights:
            weight.set_tensors(picture.tensors)

    def choose_centre(self, mode: str) -> None:
        """Have another state in the middle: "now", "best", "start", or some "step"."""
        self._centre.choose(mode)

    def take_step(self, step: int, is_line: bool) -> None:
        """Take the state of a step for the centre, or for the end of the line."""
        chosen = self._ends[1] if is_line else self._centre
        chosen.set_moment(step)
        self.changed.emit()

    def set_weights(self, numbers: tuple[int, int]) -> None:
        """Show two parameters, without a signal."""
        for choice, number in zip(self._weights, numbers, strict=True):
            choice.set_number(number)

    def restore(self, centre: object, line: object, weights: object) -> None:
        """Choose what was saved; what is missing or wrong is left alone."""
        self._centre.set_moment(centre)
        for end, moment in zip(self._ends, _pair(line), strict=False):
            end.set_moment(moment)
        numbers = [number for number in _pair(weights) if isinstance(number, int)]
        for choice, number in zip(self._weights, numbers, strict=False):
            choice.set_number(number)
        self.changed.emit()


def _pair(value: object) -> list[object]:
    """The two values of a pair; nothing where it is none."""
    return list(value) if isinstance(value, list | tuple) and len(value) == 2 else []
