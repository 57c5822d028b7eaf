"""The kernel card shows the kernels of one feature map in numbers, as they are now."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.look.theme import Theme
from app.views.tensor_canvas import TensorCanvas
from app.widgets.elided_label import ElidedLabel
from engine.probes import ShownTensor

_WIDTH, _LEAST_WIDTH = 460, 240  # pixels
_EDGES = 90  # beside the cells: the place of each row, the margins
_CELL = 48


class KernelCard(QFrame):
    """Stands beside the map until Escape or a click elsewhere."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tensor = ""
        self._unit = 0
        self._place: tuple[int, int] | None = None
        self.title = ElidedLabel()
        self.title.setProperty("role", "heading")
        self.note = QLabel()
        self.note.setProperty("role", "caption")
        self.note.setWordWrap(True)
        self.canvas = TensorCanvas(theme, self.tr("Kernels, one for each channel"))
        self.canvas.chosen.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        for part in (self.title, self.note, self.canvas):
            column.addWidget(part)

    def open(
        self, title: str, tensor: str, unit: int, place: tuple[int, int] | None, at: QPoint
    ) -> None:
        """Show what leads to map `unit`; `place` is the pixel, where each has other kernels."""
        self._tensor, self._unit, self._place = tensor, unit, place
        self.title.setText(title)
        self._at = at

    def show_values(self, weights: Mapping[str, NDArray[np.floating]]) -> None:
        """Take all parameter tensors by name, and appear if asked to."""
        kernels = weights.get(self._tensor)
        if kernels is None:
            return
        if kernels.ndim == 6:
            rows, columns = kernels.shape[:2]
            row, column = self._place or (rows // 2, columns // 2)
            kernels = kernels[min(row, rows - 1), min(column, columns - 1)]
        if self._unit >= len(kernels):
            return
        values = np.asarray(kernels[self._unit], dtype=np.float32)
        largest = float(np.abs(values[np.isfinite(values)]).max(initial=0))
        self.canvas.show_tensor(
            ShownTensor("W", values.shape, values, largest), self.canvas.element
        )
        shape = " × ".join(map(str, values.shape))
        text = self.tr("{shape}: channel, row, column. Ctrl and the arrow keys walk through it.")
        self.note.setText(text.format(shape=shape))
        self.setFixedWidth(min(max(values.shape[-1] * _CELL + _EDGES, _LEAST_WIDTH), _WIDTH))

    def appear(self) -> None:
        """Open beside the map, within the screen."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        left = min(self._at.x() + 12, room.right() - self.width())
        self.move(left, min(self._at.y(), room.bottom() - self.height()))
        self.show()
        self.canvas.setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, element: tuple[int, ...]) -> None:
        tensor = self.canvas.tensor
        if tensor is not None:
            self.canvas.show_tensor(tensor, element)
