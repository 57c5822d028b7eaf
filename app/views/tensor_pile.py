"""A pile of tensors: one of them as a heat map, the others a choice away."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.look.theme import Theme
from app.views.mode_choice import ModeChoice
from app.views.tensor_canvas import TensorCanvas
from app.widgets.elided_label import ElidedLabel
from engine.probes import ShownTensor

_NARROW = 84  # pixels of the choice where there is little room


class TensorPile(QWidget):
    """A heading, the choice among the tensors, the shape, and the heat map."""

    chosen = Signal(str, object)  # the name of a tensor, and a cell of it

    def __init__(self, theme: Theme, heading: str, tooltip: str) -> None:
        super().__init__()
        self._tensors: dict[str, ShownTensor] = {}
        title = QLabel(heading)
        title.setProperty("role", "heading")
        self.choice = ModeChoice({}, tooltip, self._show_other)
        self.choice.box.setMinimumWidth(_NARROW)
        self.shape = ElidedLabel()
        self.shape.setProperty("role", "muted")
        self.canvas = TensorCanvas(theme, heading)
        self.canvas.chosen.connect(lambda place: self.chosen.emit(self.choice.mode, place))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(title)
        line.addWidget(self.choice.box)
        line.addWidget(self.shape, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.canvas)
        column.addStretch(1)

    @property
    def columns(self) -> int:
        """How many columns the tensor that shows has; 0 without one."""
        tensor = self._tensors.get(self.choice.mode)
        return 0 if tensor is None else tensor.values.shape[-1] if tensor.values.ndim else 1

    def show_tensors(
        self, tensors: Sequence[ShownTensor], tensor: str = "", element: tuple[int, ...] = ()
    ) -> None:
        """Show these tensors; `tensor` and `element` tell which cell is chosen, if one is."""
        self._tensors = {each.name: each for each in tensors}
        self.setVisible(bool(tensors))
        self.choice.set_names({name: name for name in self._tensors})
        self.choice.set_mode(tensor)
        self._show(element if self.choice.mode == tensor else ())

    def point_at(self, element: tuple[int, ...]) -> None:
        """Choose a cell of the tensor that shows."""
        self._show(element)

    def _show_other(self) -> None:
        self._show(())
        if self.choice.mode:
            self.chosen.emit(self.choice.mode, ())

    def _show(self, element: tuple[int, ...]) -> None:
        tensor = self._tensors.get(self.choice.mode)
        self.canvas.show_tensor(tensor, element)
        self.shape.setText("" if tensor is None else shape_words(self, tensor))


def shape_words(widget: QWidget, tensor: ShownTensor) -> str:
    """The shape of a tensor, and what part of it shows where that is not all."""
    shape = "×".join(map(str, tensor.shape)) or "1"
    if tensor.values.shape == tensor.shape:
        return shape
    part = "×".join(map(str, tensor.values.shape))
    return widget.tr("{shape}, the first {part} shown").format(shape=shape, part=part)
