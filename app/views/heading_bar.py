"""The bar under a column's heading: fewer or more neurons, what else can be done, a skip."""

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from app.look.icons import icon

_SIDE = 18  # pixels


class SkipHandle(QToolButton):
    """Dragged to a later column, it asks for a skip connection to there."""

    dragged = Signal(QPoint)  # on the screen
    dropped = Signal(QPoint)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.dropped.emit(event.globalPosition().toPoint())


class HeadingBar(QFrame):
    """Stands below one heading at a time. Keys do the same, so that Tab passes it by."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = 0
        self.setProperty("role", "heading-bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.fewer = self._button("minus", self.tr("One neuron or kernel less (Ctrl+Down)"))
        self.more = self._button("add", self.tr("One neuron or kernel more (Ctrl+Up)"))
        self.menu = self._button(
            "more", self.tr("Type, activation, initialisation, dropout, duplicate, remove")
        )
        self.skip = SkipHandle()
        self._dress(
            self.skip,
            "skip",
            self.tr(
                "Drag to a later layer: what leaves this one is added there, and the layers "
                "between become a residual block (select them and press B)"
            ),
        )
        for button in (self.fewer, self.more):
            button.setAutoRepeat(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 1, 2, 1)
        row.setSpacing(0)
        for button in (self.fewer, self.more, self.menu, self.skip):
            row.addWidget(button)
        self.hide()

    def show_for(self, column: int, top: QPointF, has_units: bool, can_skip: bool) -> None:
        """Stand below `top`, a point of the parent, with the buttons that do something there."""
        self.column = column
        self.fewer.setVisible(has_units)
        self.more.setVisible(has_units)
        self.skip.setVisible(can_skip)
        self.adjustSize()
        parent = self.parentWidget()
        assert parent is not None
        left = min(max(round(top.x() - self.width() / 2), 0), parent.width() - self.width())
        self.move(left, round(top.y()) - 16)
        self.show()
        self.raise_()

    def leaveEvent(self, event: object) -> None:
        if not (self.fewer.isDown() or self.more.isDown() or self.skip.isDown()):
            self.hide()

    def _button(self, name: str, text: str) -> QToolButton:
        button = QToolButton()
        self._dress(button, name, text)
        return button

    def _dress(self, button: QToolButton, name: str, text: str) -> None:
        button.setIcon(icon(name))
        button.setIconSize(QSize(12, 12))
        button.setFixedSize(_SIDE, _SIDE)
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
