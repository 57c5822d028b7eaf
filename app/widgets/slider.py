"""A slider that is moved on purpose only."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QStyle, QWidget

_HANDLE_WIDTH = 14
_NOTCH = 120  # eighths of a degree


class Slider(QSlider):
    """A horizontal slider: a click jumps there, the wheel moves it only while it has the focus.

    A notch of the wheel is one step, so that every value can be reached without the keyboard.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._turned = 0  # of the wheel, short of a notch

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._is_on_handle(event):
            self.setSliderDown(True)
            self.setSliderPosition(self._place_at(event))
        super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus():
            event.ignore()
            return
        self._turned += event.angleDelta().y() or event.angleDelta().x()
        notches = int(self._turned / _NOTCH)
        self._turned -= notches * _NOTCH
        self.setValue(self.value() + notches * self.singleStep())
        event.accept()

    def _place_at(self, event: QMouseEvent) -> int:
        at = round(event.position().x()) - _HANDLE_WIDTH // 2
        room = self.width() - _HANDLE_WIDTH
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), at, room, mirrored)

    def _is_on_handle(self, event: QMouseEvent) -> bool:
        room = self.width() - _HANDLE_WIDTH
        handle = QStyle.sliderPositionFromValue(
            self.minimum(), self.maximum(), self.sliderPosition(), room
        )
        return handle <= event.position().x() <= handle + _HANDLE_WIDTH
