"""A zoom area shows a picture that may be larger than itself: it zooms, scrolls and pans."""

from abc import abstractmethod

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

MOST_ZOOM, ZOOM_STEP = 4.0, 1.25
_NOTCH = 120  # of a mouse's wheel
_ZOOMS = {"+": ZOOM_STEP, "=": ZOOM_STEP, "-": 1 / ZOOM_STEP}


class ZoomArea(QAbstractScrollArea):
    """Ctrl and the wheel, or + and -, zoom; 0 fits the whole picture in; dragging pans.

    Subclasses lay their picture out for a zoom, and say how large it is then.
    """

    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom = 1.0
        self._drag: QPointF | None = None  # where the hand is that pans
        self.setFrameShape(QFrame.Shape.NoFrame)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self.forget_drawing)

    @property
    @abstractmethod
    def picture_size(self) -> QSize | None:
        """How large the picture is as it is laid out; None before there is one."""

    @property
    @abstractmethod
    def fitting_zoom(self) -> float:
        """The zoom at which the whole picture is in sight; at most 1."""

    @abstractmethod
    def lay_out(self) -> None:
        """Lay the picture out for the present zoom."""

    @abstractmethod
    def forget_drawing(self) -> None:
        """Draw anew, because another part is in sight."""

    @property
    def zoom(self) -> float:
        """How large the picture is drawn: 1 as it opens."""
        return self._zoom

    @property
    def visible(self) -> QRectF:
        """The part of the picture that is in sight."""
        size = self.viewport().size()
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return QRectF(left, top, size.width(), size.height())

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Draw larger or smaller, and keep the point `at` of the viewport where it is."""
        wanted = min(max(self._zoom * factor, self.fitting_zoom), MOST_ZOOM)
        before = self.picture_size
        if before is None or wanted == self._zoom:
            return
        at = QPointF(self.viewport().rect().center()) if at is None else at
        place = self.visible.topLeft() + at
        share = place.x() / before.width(), place.y() / before.height()
        self._zoom = wanted
        self.lay_out()
        after = self.picture_size
        assert after is not None
        self.horizontalScrollBar().setValue(round(share[0] * after.width() - at.x()))
        self.verticalScrollBar().setValue(round(share[1] * after.height() - at.y()))
        self.zoomed.emit()

    def fit(self) -> None:
        """Bring everything into sight; where it is already, return to the usual size."""
        fitting = self.fitting_zoom
        self.zoom_by((fitting if self._zoom != fitting else 1.0) / self._zoom)

    def set_ranges(self) -> None:
        """Let the scroll bars reach over the picture as it is laid out now."""
        size, room = self.picture_size, self.viewport().size()
        if size is None:
            return
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(size.width() - room.width(), 0))
        across.setPageStep(room.width())
        down.setRange(0, max(size.height() - room.height(), 0))
        down.setPageStep(room.height())

    def begin_pan(self, at: QPointF) -> None:
        """Move the picture with the mouse from now on, until a button is released."""
        self._drag = at
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def pan(self, at: QPointF) -> bool:
        """Move the picture to where the mouse is; False where none is being moved."""
        if self._drag is None:
            return False
        way = at - self._drag
        self._drag = at
        for bar, by in ((self.horizontalScrollBar(), way.x()), (self.verticalScrollBar(), way.y())):
            bar.setValue(bar.value() - round(by))
        return True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag = None
        self.viewport().unsetCursor()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(ZOOM_STEP ** (turned.y() / _NOTCH), event.position())
            event.accept()
        elif not turned.x() and not self.verticalScrollBar().maximum():
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - turned.y())
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in _ZOOMS:
            self.zoom_by(_ZOOMS[event.text()])
        elif event.text() == "0":
            self.fit()
        else:
            super().keyPressEvent(event)
