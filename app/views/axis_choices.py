"""The choices of axes: two columns of a table, or its principal components."""

from PySide6.QtCore import QCoreApplication, QSignalBlocker

from app.views.axes import Axes
from app.widgets.combo_box import ComboBox

_WIDTH = 64


class AxisChoices:
    """Two boxes that show and change the axes; hidden where there is nothing to choose."""

    def __init__(self, axes: Axes) -> None:
        self._axes = axes
        translate = QCoreApplication.translate
        self.x = _box(translate("BoundaryView", "Column along the horizontal axis"))
        self.y = _box(translate("BoundaryView", "Column along the vertical axis"))
        self.x.activated.connect(self._choose_x)
        self.y.activated.connect(axes.choose_y)

    def offer(self, columns: tuple[str, ...]) -> None:
        """Let these columns be chosen, and the principal components of more than two."""
        components = QCoreApplication.translate("BoundaryView", "principal components")
        for box, items in ((self.x, (*columns, components)), (self.y, columns)):
            with QSignalBlocker(box):
                box.clear()
                box.addItems(items)

    def show(self) -> None:
        """Show the axes of the moment."""
        has_choice = self.y.count() > 2
        self.x.setVisible(has_choice)
        self.y.setVisible(has_choice and not self._axes.components)
        last = self.x.count() - 1
        self.x.setCurrentIndex(last if self._axes.components else self._axes.x)
        self.y.setCurrentIndex(self._axes.y)

    def _choose_x(self, index: int) -> None:
        if index == self.x.count() - 1:
            self._axes.choose_components()
        else:
            self._axes.choose_x(index)


def _box(tooltip: str) -> ComboBox:
    box = ComboBox()
    box.setToolTip(tooltip)
    box.setAccessibleName(tooltip)
    box.setMinimumWidth(_WIDTH)
    box.hide()
    return box
