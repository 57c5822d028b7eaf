"""The choices of axes: two columns of a table, or its principal components."""

from PySide6.QtCore import QCoreApplication, QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.views.axes import Axes
from app.widgets.combo_box import ComboBox

_WIDTH = 64


class AxisChoices(QWidget):
    """A line that shows and changes the axes; hidden where there is nothing to choose."""

    def __init__(self, axes: Axes) -> None:
        super().__init__()
        self._axes = axes
        translate = QCoreApplication.translate
        self.horizontal = _box(translate("BoundaryView", "Column along the horizontal axis"))
        self.vertical = _box(translate("BoundaryView", "Column along the vertical axis"))
        self.horizontal.activated.connect(self._choose_x)
        self.vertical.activated.connect(axes.choose_y)
        self._over = QLabel(translate("BoundaryView", "over"))
        self._over.setProperty("role", "muted")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 0, 12, 4)
        line.setSpacing(8)
        line.addWidget(self.vertical, 1)
        line.addWidget(self._over)
        line.addWidget(self.horizontal, 1)
        self.hide()

    def offer(self, columns: tuple[str, ...]) -> None:
        """Let these columns be chosen, and the principal components of more than two."""
        components = QCoreApplication.translate("BoundaryView", "principal components")
        for box, items in ((self.horizontal, (*columns, components)), (self.vertical, columns)):
            with QSignalBlocker(box):
                box.clear()
                box.addItems(items)

    def show_axes(self) -> None:
        """Show the axes of the moment."""
        self.setVisible(self.vertical.count() > 2)
        for part in (self.vertical, self._over):
            part.setVisible(not self._axes.components)
        last = self.horizontal.count() - 1
        self.horizontal.setCurrentIndex(last if self._axes.components else self._axes.x)
        self.vertical.setCurrentIndex(self._axes.y)

    def _choose_x(self, index: int) -> None:
        if index == self.horizontal.count() - 1:
            self._axes.choose_components()
        else:
            self._axes.choose_x(index)


def _box(tooltip: str) -> ComboBox:
    box = ComboBox()
    box.setToolTip(tooltip)
    box.setAccessibleName(tooltip)
    box.setMinimumWidth(_WIDTH)
    return box
