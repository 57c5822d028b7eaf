"""The hand leads the pencil over the canvas, by mouse or by keys."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen

from app.look.theme import Theme
from app.views.pencil import Pencil
from app.views.plane_frame import PlaneFrame
from app.views.sketch import Place

_ADD = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_ERASE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_RADII = {Qt.Key.Key_BracketLeft: -2, Qt.Key.Key_BracketRight: 2}  # pixels more or less
_CLASSES = tuple(Qt.Key(Qt.Key.Key_1 + number) for number in range(6))
_RING = 1.2


class DrawingHand:
    """Understands mouse and keys while the pencil is active; the rest is not its business."""

    def __init__(self, pencil: Pencil) -> None:
        self.pencil = pencil

    @property
    def is_active(self) -> bool:
        """Whether the mouse draws."""
        return self.pencil.is_active and self.pencil.can_draw

    @property
    def room(self) -> float:
        """The pixels around the mouse that the brush's circle takes."""
        return self.pencil.radius + 3 * _RING

    def press(self, event: QMouseEvent, frame: PlaneFrame) -> bool:
        """Begin a stroke within the plot: the left button has the tool, the right one erases."""
        tools = {Qt.MouseButton.LeftButton: "", Qt.MouseButton.RightButton: "erase"}
        at = event.position()
        if not self.is_active or event.button() not in tools or not frame.plot.contains(at):
            return False
        tool = tools[event.button()]
        self.pencil.begin(frame.to_data(at), self._reach(frame), tool)
        return True

    def move(self, event: QMouseEvent, frame: PlaneFrame) -> None:
        """Lead the stroke under way on."""
        self.pencil.drag(frame.to_data(event.position()))

    def release(self) -> None:
        """End the stroke under way."""
        self.pencil.end()

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key means something here, rather than what it means in the whole window."""
        keys = (*_ADD, *_ERASE, *_RADII, *_CLASSES)
        is_plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        return self.is_active and is_plain and event.key() in keys

    def key(self, event: QKeyEvent, at: QPointF, frame: PlaneFrame) -> bool:
        """Do what a key stands for at the cross-hair; whether it stands for anything."""
        if event.key() == Qt.Key.Key_Escape and self.pencil.is_drawing:
            self.pencil.cancel()
            return True
        if not self.takes(event):
            return False
        if event.key() in _RADII:
            self.pencil.set_radius(self.pencil.radius + _RADII[Qt.Key(event.key())])
        elif event.key() in _CLASSES:
            self.pencil.set_class(_CLASSES.index(Qt.Key(event.key())))
        elif not self.pencil.is_drawing:
            tool = "brush" if event.key() in _ADD else "erase"
            self.pencil.begin(frame.to_data(at), self._reach(frame), tool)
            self.pencil.end()
        return True

    def paint(self, painter: QPainter, at: QPointF, theme: Theme) -> None:
        """Draw the circle that the brush reaches."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = self.pencil.radius
        for colour, width in ((theme.panel, 3 * _RING), (theme.text, _RING)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawEllipse(at, radius, radius)

    def _reach(self, frame: PlaneFrame) -> Place:
        (left, right), (low, high) = frame.axes.x_range, frame.axes.y_range
        radius = self.pencil.radius
        x_reach = radius / frame.plot.width() * (right - left)
        return x_reach, radius / frame.plot.height() * (high - low)
