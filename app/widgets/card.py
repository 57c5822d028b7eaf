"""A card stands for one layer: its colour, its name, what is set, and its output shape."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolButton, QWidget

from app.look.icons import icon
from app.look.theme import LIGHT

_HEIGHT = 30
_BAR = 4.0
_CORNER = 7.0
_TEXT_LEFT = 22
_HANDLE = QRect(6, 8, 14, 14)
_GAP = 6
_SMALLER = 0.75  # points, against the title
_DIMMED = 0.45
_SOFT = 0.10  # of the accent's colour behind a selected card
_FAULT = LIGHT.bad  # the same in both themes


@dataclass(frozen=True)
class CardContent:
    """What a card says. `colour` is "#RRGGBB"; one that is not movable cannot be removed either.

    `fault` says in a sentence what is wrong with the layer, if anything is.
    """

    title: str
    subtitle: str = ""
    shape: str = ""
    colour: str = "#7A6FF0"
    tooltip: str = ""
    movable: bool = True
    fault: str = ""


class Card(QWidget):
    """One layer of the list. Drag it, or press Alt+Up, Alt+Down or Delete.

    `chosen` carries the modifier keys; `focus_step_asked` a step, and whether Shift is held.
    """

    chosen = Signal(object)  # Qt.KeyboardModifier
    remove_asked = Signal()
    step_asked = Signal(int)
    focus_step_asked = Signal(int, bool)
    menu_asked = Signal(QPoint)  # on the screen
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(self, content: CardContent, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self._selected = False
        self._pressed_at: QPoint | None = None
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._remove = QToolButton(self)
        self._remove.setIcon(icon("close", "muted"))
        self._remove.setIconSize(QSize(12, 12))
        self._remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._remove.setToolTip(self.tr("Remove this layer (Delete)"))
        self._remove.setAccessibleName(self.tr("Remove this layer"))
        self._remove.clicked.connect(self.remove_asked)
        self._remove.hide()
        self.set_content(content)

    @property
    def content(self) -> CardContent:
        return self._content

    def set_content(self, content: CardContent) -> None:
        """Say something else."""
        if content == self._content and self.accessibleName():
            return
        self._content = content
        self.setToolTip(content.fault or content.tooltip)
        parts = (content.title, content.subtitle, content.shape, content.fault)
        self.setAccessibleName(", ".join(part for part in parts if part))
        self._show_remove()
        self.update()

    def set_selected(self, selected: bool) -> None:
        """Show whether this is the card whose settings are open."""
        if selected == self._selected:
            return
        self._selected = selected
        self._show_remove()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(96, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._dragging:
            painter.setOpacity(_DIMMED)
        self._paint_frame(painter)
        if self._content.movable and (self.underMouse() or self.hasFocus()):
            icon("drag", "muted").paint(painter, _HANDLE)
        self._paint_texts(painter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.step_asked.emit(step)
        elif step:
            extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.focus_step_asked.emit(step, extends)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(event.modifiers())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None or not self._content.movable:
            return
        way = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if self._dragging or way >= QApplication.startDragDistance():
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()
            self.dragged.emit(self.mapToParent(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_dragging, self._dragging, self._pressed_at = self._dragging, False, None
        self.unsetCursor()
        self.update()
        if was_dragging:
            self.dropped.emit(self.mapToParent(event.position().toPoint()))
        elif event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(event.modifiers())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        self.menu_asked.emit(
            self.mapToGlobal(self.rect().bottomLeft()) if is_key else event.globalPos()
        )

    def enterEvent(self, event: object) -> None:
        self._show_remove()

    def leaveEvent(self, event: object) -> None:
        self._show_remove()

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = 20
        self._remove.setGeometry(self.width() - side - _GAP, (_HEIGHT - side) // 2, side, side)

    def _show_remove(self) -> None:
        self._remove.setVisible(self._content.movable and (self._selected or self.underMouse()))

    def _paint_frame(self, painter: QPainter) -> None:
        palette, role = self.palette(), QPalette.ColorRole
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(frame, _CORNER, _CORNER)
        painter.fillPath(outline, palette.color(role.Base))
        if self._selected:
            tint = palette.color(role.Highlight)
            tint.setAlphaF(_SOFT)
            painter.fillPath(outline, tint)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(QRectF(0, 0, _BAR, self.height()), QColor(self._content.colour))
        painter.restore()
        accented = self._selected or self.hasFocus()
        colour = role.Highlight if accented else role.Dark if self.underMouse() else role.Mid
        line = QColor(_FAULT) if self._content.fault else palette.color(colour)
        painter.setPen(QPen(line, 2 if self.hasFocus() else 1))
        painter.drawPath(outline)
        bar = QPainterPath()
        bar.addRect(QRectF(0, 0, _BAR, self.height()))
        painter.fillPath(bar.intersected(outline), QColor(self._content.colour))

    def _paint_texts(self, painter: QPainter) -> None:
        """Paint title, subtitle and shape; the subtitle gives way first, then the title."""
        palette = self.palette()
        text = palette.color(QPalette.ColorRole.WindowText)
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        title_font, small_font = self.font(), QFont(self.font())
        small_font.setPointSizeF(small_font.pointSizeF() - _SMALLER)
        painter.setFont(small_font)
        right = (self._remove.x() if self._remove.isVisible() else self.width() - 12) - _GAP // 2
        left = _TEXT_LEFT
        shape_width = painter.fontMetrics().horizontalAdvance(self._content.shape) + 2
        right -= self._write(painter, self._content.shape, right - shape_width, right, muted)
        right -= _GAP
        painter.setFont(title_font)
        left += self._write(painter, self._content.title, left, right, text) + _GAP
        painter.setFont(small_font)
        self._write(painter, self._content.subtitle, left, right, muted)

    def _write(self, painter: QPainter, text: str, left: int, right: int, colour: QColor) -> int:
        """Write a text between two places, shortened if need be; return how wide it is."""
        if right <= left:
            return 0
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, right - left)
        baseline = (self.height() + self.fontMetrics().ascent() - self.fontMetrics().descent()) / 2
        painter.setPen(colour)
        painter.drawText(QPointF(left, baseline), shown)
        return metrics.horizontalAdvance(shown)
