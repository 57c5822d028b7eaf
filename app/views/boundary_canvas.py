"""The canvas of the boundary: the network's answer over the inputs, with the samples as points."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from app.look.style import mix
from app.look.theme import Theme, class_colours
from app.views.boundary_legend import BoundaryLegend
from app.views.boundary_picture import BoundaryPicture, CurvePicture
from app.views.empty import paint_empty, small
from app.views.hover_card import paint_card
from app.views.plane_frame import PlaneFrame
from app.views.scatter import paint_points
from engine.probes import Surface

_MARGIN = 8
_LEGEND_HEIGHT = 22
_CORNER = 7
_KEY_STEP = 6  # pixels
_STEPS = {
    Qt.Key.Key_Up: QPointF(0, -_KEY_STEP),
    Qt.Key.Key_Down: QPointF(0, _KEY_STEP),
    Qt.Key.Key_Left: QPointF(-_KEY_STEP, 0),
    Qt.Key.Key_Right: QPointF(_KEY_STEP, 0),
}
_VALUE_EDGE = 0.6  # share of the text's colour around regression's points
_VALUE_STEPS = 24  # colours that regression's points are drawn in


class BoundaryCanvas(QWidget):
    """Draws a picture within axes. Axes, points and legend are kept in a pixmap over it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture: BoundaryPicture | None = None
        self._note = ""
        self._hard = False
        self._test_points = True
        self._frame: PlaneFrame | None = None
        self._overlay: QPixmap | None = None
        self._mouse: QPointF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Decision boundary"))

    def set_picture(self, picture: BoundaryPicture, note: str) -> None:
        """Show other data or other axes; `note` is written below them."""
        self._picture = picture
        self._note = note
        self._lay_out()

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
        if self._picture is None or self._frame is None or self._picture.surface is None:
            text = self.tr("The decision boundary appears here as soon as the network is loaded.")
            paint_empty(painter, self.rect(), text, self._theme)
            return
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        self._picture.paint(painter, self._frame, self._theme, self._hard)
        painter.drawPixmap(0, 0, self._drawn_overlay(self._picture, self._frame))
        lines = self.card_lines
        if lines and self._mouse is not None:
            painter.setFont(self.font())
            beside = QRectF(self._mouse, self._mouse)
            paint_card(painter, QRectF(self.rect()), beside, lines, self._theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse = event.position()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._mouse is not None:
            self._mouse = None
        elif event.key() in _STEPS and self._frame is not None:
            plot = self._frame.plot
            at = self._mouse if self._mouse and plot.contains(self._mouse) else plot.center()
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

    def _lay_out(self) -> None:
        self._overlay = None
        self._frame = None
        if self._picture is not None:
            room = QRectF(self.rect()).adjusted(_MARGIN, 2, 0, -_LEGEND_HEIGHT - 6)
            if self._note:
                room.adjust(0, 0, 0, -_LEGEND_HEIGHT + 4)
            self._frame = PlaneFrame(self._picture.axes, room, small(self.font()))
        self.update()

    def _drawn_overlay(self, picture: BoundaryPicture, frame: PlaneFrame) -> QPixmap:
        if self._overlay is None:
            ratio = self.devicePixelRatioF()
            self._overlay = QPixmap((self.size().toSizeF() * ratio).toSize())
            self._overlay.setDevicePixelRatio(ratio)
            self._overlay.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._overlay)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_corners(painter, frame.plot)
            frame.paint(painter, self._theme, grid=isinstance(picture, CurvePicture))
            self._paint_points(painter, picture, frame)
            self._paint_legend(painter, picture, frame)
            painter.end()
        return self._overlay

    def _paint_corners(self, painter: QPainter, plot: QRectF) -> None:
        """Cover the corners of the picture with the panel, so that it looks rounded."""
        inner, outer = QPainterPath(), QPainterPath()
        inner.addRoundedRect(plot, _CORNER, _CORNER)
        outer.addRect(plot)
        painter.fillPath(outer.subtracted(inner), QColor(self._theme.panel))

    def _paint_points(self, painter: QPainter, picture: BoundaryPicture, frame: PlaneFrame) -> None:
        shown = (
            np.full(len(picture.positions), True) if self._test_points else ~picture.loaded.is_test
        )
        targets = picture.loaded.targets[shown]
        if picture.is_regression:
            steps = np.linspace(picture.scale.low, picture.scale.high, _VALUE_STEPS)
            rgba = picture.scale.rgba(steps, self._theme).tolist()
            colours = tuple(QColor(*pixel).name() for pixel in rgba)
            first = targets.reshape(len(targets), -1)[:, 0]
            indices = np.abs(steps - first[:, None]).argmin(axis=1)
        else:
            colours = class_colours(picture.loaded.facts.class_count)
            indices = targets
        painter.save()
        painter.setClipRect(frame.plot.adjusted(-1, -1, 1, 1))
        paint_points(
            painter,
            frame.to_pixels(picture.positions[shown]),
            indices,
            picture.loaded.is_test[shown],
            colours,
            self._edge(picture),
            self.devicePixelRatioF(),
        )
        painter.restore()

    def _paint_legend(self, painter: QPainter, picture: BoundaryPicture, frame: PlaneFrame) -> None:
        left = frame.plot.left()
        line = QRectF(left, frame.outer.bottom() + 4, self.width() - left - _MARGIN, 18)
        if self._note:
            painter.setPen(QColor(self._theme.muted))
            painter.setFont(small(self.font()))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self._note)
            line.translate(0, line.height())
        legend = BoundaryLegend(painter, line, small(self.font()), self._theme)
        if picture.is_regression:
            legend.values(picture.scale)
        else:
            legend.classes(picture.loaded.facts.class_names)
        if self._test_points and picture.loaded.is_test.any():
            fill = self._theme.zero if picture.is_regression else self._theme.muted
            legend.kinds(self.tr("train"), self.tr("test"), fill, self._edge(picture))

    def _edge(self, picture: BoundaryPicture) -> str:
        """The colour around the points: values may have the panel's colour, classes never do."""
        if picture.is_regression:
            return mix(self._theme.panel, self._theme.text, _VALUE_EDGE)
        return "#FFFFFF"
