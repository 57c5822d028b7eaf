"""The canvas of the boundary: the network's answer over the inputs, with the samples as points."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from app.look.theme import Theme
from app.views.boundary_overlay import BoundaryOverlay, OverlayStyle
from app.views.boundary_picture import BoundaryPicture
from app.views.drawing_hand import DrawingHand
from app.views.empty import paint_empty, paint_sentence, small
from app.views.hover_card import paint_card
from app.views.plane_frame import PlaneFrame
from app.views.shown_samples import ShownSamples
from engine.probes import Surface

_MARGIN = 8
_LEGEND_HEIGHT = 22
_KEY_STEP = 6  # pixels
_POINT_ROOM = 8  # pixels around a point that belong to it
_STEPS = {
    Qt.Key.Key_Up: QPointF(0, -_KEY_STEP),
    Qt.Key.Key_Down: QPointF(0, _KEY_STEP),
    Qt.Key.Key_Left: QPointF(-_KEY_STEP, 0),
    Qt.Key.Key_Right: QPointF(_KEY_STEP, 0),
}


class BoundaryCanvas(QWidget):
    """Draws a picture within axes, under an overlay, and lets a hand draw on it."""

    def __init__(self, theme: Theme, hand: DrawingHand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._hand = hand
        self._picture: BoundaryPicture | None = None
        self._note = ""
        self._sentence = self.tr(
            "The decision boundary appears here as soon as the network is loaded."
        )
        self._hard = False
        self._test_points = True
        self._frame: PlaneFrame | None = None
        self._overlay: BoundaryOverlay | None = None
        self._mouse: QPointF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Decision boundary"))

    def set_picture(self, picture: BoundaryPicture | None, note: str, sentence: str = "") -> None:
        """Show other data or other axes; `note` is written below them.

        A `sentence` is written where there is no picture, or over one that is not to be learned
        from yet.
        """
        self._picture = picture
        self._sentence = sentence
        self.set_note(note)

    def set_note(self, note: str) -> None:
        """Write something else below the axes."""
        self._note = note
        self._lay_out()

    def set_samples(self, samples: ShownSamples, sentence: str = "") -> None:
        """Show other samples between the same axes."""
        if self._picture is not None:
            self._picture.take(samples)
            self._sentence = sentence
            self._overlay = None
            self.update()

    def add_samples(self, places: NDArray[np.float64], values: NDArray[np.float64]) -> None:
        """Draw more points (n, 2), with their classes or values (n,), over those that are there."""
        if self._overlay is None or self._frame is None or self._sentence:
            self._sentence = ""
            self.update()
        if self._overlay is not None and self._frame is not None:
            self._overlay.stamp(places, values)
            pixels = self._frame.to_pixels(places)
            low, high = QPointF(*pixels.min(axis=0)), QPointF(*pixels.max(axis=0))
            self._update_between(low, high, _POINT_ROOM)

    def set_surface(self, surface: Surface) -> None:
        """Show the network's answer of the moment."""
        if self._picture is not None:
            self._picture.surface = surface
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours from now on."""
        self._theme = theme
        self._lay_out()

    def set_hard(self, hard: bool) -> None:
        """Colour the more probable class fully (`hard`), or by the network's confidence."""
        self._hard = hard
        self.update()

    def set_test_points(self, shown: bool) -> None:
        """Draw the test samples, or leave them out."""
        self._test_points = shown
        self._lay_out()

    @property
    def frame(self) -> PlaneFrame | None:
        """Where the axes stand; None before there is data."""
        return self._frame

    @property
    def note(self) -> str:
        """What is written below the axes."""
        return self._note

    @property
    def sentence(self) -> str:
        """What is said in place of a picture; often nothing."""
        return self._sentence

    @property
    def card_lines(self) -> list[str]:
        """What the card under the mouse tells; empty without one."""
        if self._picture is None or self._frame is None or self._mouse is None:
            return []
        if not self._frame.plot.contains(self._mouse):
            return []
        return self._picture.describe(*self._frame.to_data(self._mouse))

    def sizeHint(self) -> QSize:
        return QSize(445, 430)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 180)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        picture, frame = self._picture, self._frame
        if picture is None or frame is None:
            paint_empty(painter, self.rect(), self._sentence, self._theme)
            return
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        if picture.surface is None:
            painter.fillRect(frame.plot, QColor(self._theme.background))
        picture.paint(painter, frame, self._theme, self._hard)
        painter.drawPixmap(0, 0, self._drawn_overlay(picture, frame).pixmap)
        if self._sentence:
            paint_sentence(painter, frame.plot.toRect(), self._sentence, self._theme)
        self._paint_at_mouse(painter, frame)

    def event(self, event: QEvent) -> bool:
        """Keep keys that draw from being shortcuts of the window, such as Space."""
        is_shortcut = event.type() == QEvent.Type.ShortcutOverride
        if is_shortcut and isinstance(event, QKeyEvent) and self._hand.takes(event):
            event.accept()
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._frame is None or not self._hand.press(event, self._frame):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        before, self._mouse = self._mouse, event.position()
        if self._frame is not None:
            self._hand.move(event, self._frame)
        if self._hand.is_active and before is not None:
            self._update_between(before, self._mouse, self._hand.room)
        else:
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hand.release()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._frame is None:
            super().keyPressEvent(event)
            return
        plot = self._frame.plot
        at = self._mouse if self._mouse and plot.contains(self._mouse) else plot.center()
        if self._hand.key(event, at, self._frame):
            self._mouse = at
        elif event.key() == Qt.Key.Key_Escape and self._mouse is not None:
            self._mouse = None
        elif event.key() in _STEPS:
            moved = at + _STEPS[Qt.Key(event.key())]
            self._mouse = moved if plot.contains(moved) else at
            self.setAccessibleDescription(", ".join(self.card_lines))
        else:
            super().keyPressEvent(event)
            return
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._mouse = None
        self.update()

    def _update_between(self, one: QPointF, other: QPointF, room: float) -> None:
        """Draw anew what lies between two places, and so many pixels around it."""
        area = QRectF(one, other).normalized().adjusted(-room, -room, room, room)
        self.update(area.toAlignedRect())

    def _lay_out(self) -> None:
        self._overlay = None
        self._frame = None
        if self._picture is not None:
            room = QRectF(self.rect()).adjusted(_MARGIN, 2, 0, -_LEGEND_HEIGHT - 6)
            if self._note:
                room.adjust(0, 0, 0, -_LEGEND_HEIGHT + 4)
            self._frame = PlaneFrame(self._picture.axes, room, small(self.font()))
        self.update()

    def _drawn_overlay(self, picture: BoundaryPicture, frame: PlaneFrame) -> BoundaryOverlay:
        if self._overlay is None:
            style = OverlayStyle(self._theme, self.font(), self._note, self._test_points)
            size, ratio = self.size().toSizeF(), self.devicePixelRatioF()
            self._overlay = BoundaryOverlay(picture, frame, style, size, ratio)
        return self._overlay

    def _paint_at_mouse(self, painter: QPainter, frame: PlaneFrame) -> None:
        """Draw what belongs to the place under the mouse: the brush, or what the network says."""
        if self._mouse is None or not frame.plot.contains(self._mouse):
            return
        if self._hand.is_active:
            painter.setClipRect(frame.plot)
            self._hand.paint(painter, self._mouse, self._theme)
            return
        lines = self.card_lines
        if lines:
            painter.setFont(self.font())
            beside = QRectF(self._mouse, self._mouse)
            paint_card(painter, QRectF(self.rect()), beside, lines, self._theme)
