"""The canvas of the scatter: samples as points in their colours, the misclassified in rings."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from app.look.theme import Theme
from app.trainer.messages import Loaded
from app.views.data.sample_words import sample_lines
from app.views.data.scatter_look import edge_colour, paint_scatter_legend, point_colours
from app.views.empty import paint_empty, small
from app.views.hover_card import paint_card
from app.views.plane_frame import PlaneAxes, PlaneFrame
from app.views.scatter import paint_points, point_radius
from engine.experiment.data import Plane
from engine.probes import ScatteredSamples

_MARGIN = 8
_LEGEND_HEIGHT = 22
_REACH = 12.0  # pixels from the mouse to the nearest point
_RING, _RING_GAP = 3.4, 1.8  # beyond the point's radius
_SPARE = 0.04  # of the range, at its ends


class ScatterCanvas(QWidget):
    """Points are drawn once for a layout; rings whenever the network's answers change."""

    opened = Signal(int)  # the number of a sample

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._loaded: Loaded | None = None
        self._samples: ScatteredSamples | None = None
        self._names = ("", "")
        self._frame: PlaneFrame | None = None
        self._pixels = np.empty((0, 2))
        self._points: QPixmap | None = None
        self._chosen: int | None = None  # the place of the sample that the card tells about
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Scatter of the samples"))

    def set_data(self, loaded: Loaded) -> None:
        """Show other data, as soon as it is measured."""
        self._loaded, self._samples, self._chosen = loaded, None, None
        self._lay_out()

    def set_samples(self, samples: ScatteredSamples, names: tuple[str, str]) -> None:
        """Show a measurement; `names` are those of the axes."""
        old, self._samples = self._samples, samples
        is_same = old is not None and np.array_equal(old.points, samples.points)
        if not is_same or names != self._names:
            self._names, self._chosen = names, None
            self._lay_out()
        elif old is not None and _moment(old) != _moment(samples):
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours from now on."""
        self._theme = theme
        self._lay_out()

    @property
    def card_lines(self) -> list[str]:
        """What the card tells of the sample under the mouse; empty without one."""
        if self._samples is None or self._loaded is None or self._chosen is None:
            return []
        lines = sample_lines(self._samples.said, self._chosen, self._loaded.facts)
        x, y = self._samples.points[self._chosen].tolist()
        return [*lines, f"{self._names[0]} = {x:.4g}", f"{self._names[1]} = {y:.4g}"]

    def pixel_of(self, place: int) -> QPointF:
        """Where a sample stands on the canvas."""
        return QPointF(*self._pixels[place].tolist())

    def sizeHint(self) -> QSize:
        return QSize(560, 420)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 160)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        samples, frame = self._samples, self._frame
        if self._loaded is None or samples is None or frame is None:
            text = self.tr("The scatter appears here as soon as the data is loaded.")
            paint_empty(painter, self.rect(), text, self._theme)
            return
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        frame.paint(painter, self._theme, grid=True)
        self._paint_rings(painter, self._pixels[samples.said.wrong])
        painter.drawPixmap(0, 0, self._drawn_points(self._loaded, samples))
        left = frame.plot.left()
        line = QRectF(left, frame.outer.bottom() + 2, self.width() - left - _MARGIN, 18)
        paint_scatter_legend(painter, line, small(self.font()), self._loaded, self._theme)
        lines = self.card_lines
        if lines and self._chosen is not None:
            at = self.pixel_of(self._chosen)
            painter.setPen(QPen(QColor(self._theme.text), 2))
            painter.drawEllipse(at, self._radius + 2, self._radius + 2)
            painter.setFont(self.font())
            paint_card(painter, QRectF(self.rect()), QRectF(at, at), lines, self._theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._choose(self._nearest(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._nearest(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._open(place)

    def leaveEvent(self, event: QEvent) -> None:
        self._choose(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        key, count = Qt.Key(event.key()), len(self._pixels)
        if key in steps and count:
            before = self._chosen if self._chosen is not None else -1
            self._choose((before + steps[key]) % count)
            self.setAccessibleDescription(", ".join(self.card_lines))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen is not None:
            self._open(self._chosen)
        elif key == Qt.Key.Key_Escape and self._chosen is not None:
            self._choose(None)
        else:
            super().keyPressEvent(event)

    @property
    def _radius(self) -> float:
        return point_radius(len(self._pixels))

    @property
    def _is_square(self) -> bool:
        """Whether both axes have one scale: the plane's columns do."""
        is_plane = self._loaded is not None and isinstance(self._loaded.experiment.data, Plane)
        is_raw = self._samples is not None and self._samples.explained is None
        return is_plane and is_raw and len(set(self._names)) > 1

    def _choose(self, place: int | None) -> None:
        if place != self._chosen:
            self._chosen = place
            is_there = place is not None
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if is_there else Qt.CursorShape.ArrowCursor
            )
            self.update()

    def _open(self, place: int) -> None:
        if self._samples is not None:
            self.opened.emit(int(self._samples.said.numbers[place]))

    def _nearest(self, at: QPointF) -> int | None:
        """The place of the sample next to a pixel; None where none is near."""
        if not len(self._pixels):
            return None
        distances = np.hypot(*(self._pixels - (at.x(), at.y())).T)
        nearest = int(distances.argmin())
        return nearest if distances[nearest] <= _REACH else None

    def _lay_out(self) -> None:
        self._frame = self._points = None
        if self._samples is not None:
            room = QRectF(self.rect()).adjusted(_MARGIN, 6, -4, -_LEGEND_HEIGHT - 6)
            x_range, y_range = (_padded(column) for column in self._samples.points.T)
            axes = PlaneAxes(*self._names, x_range, y_range, self._is_square)
            self._frame = PlaneFrame(axes, room, small(self.font()))
            self._pixels = self._frame.to_pixels(self._samples.points)
        self.update()

    def _paint_rings(self, painter: QPainter, pixels: NDArray[np.float64]) -> None:
        """Draw a ring below each of these points: a large dot, and the panel in it."""
        if not len(pixels):
            return
        dots = QPolygonF([QPointF(x, y) for x, y in pixels.tolist()])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, beyond in ((self._theme.text, _RING), (self._theme.panel, _RING_GAP)):
            pen = QPen(QColor(colour), 2 * (self._radius + beyond))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPoints(dots)

    def _drawn_points(self, loaded: Loaded, samples: ScatteredSamples) -> QPixmap:
        if self._points is None:
            ratio = self.devicePixelRatioF()
            self._points = QPixmap((self.size().toSizeF() * ratio).toSize())
            self._points.setDevicePixelRatio(ratio)
            self._points.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._points)
            colours, indices = point_colours(samples.said.targets, loaded, self._theme)
            edge = edge_colour(loaded, self._theme)
            is_test = samples.said.is_test
            paint_points(painter, self._pixels, indices, is_test, colours, edge, ratio)
            painter.end()
        return self._points


def _padded(values: NDArray[np.floating]) -> tuple[float, float]:
    """The range of values with some room at its ends."""
    low, high = float(values.min()), float(values.max())
    spare = _SPARE * (high - low) or 0.5
    return low - spare, high + spare


def _moment(samples: ScatteredSamples) -> tuple[int, int]:
    return samples.said.first_step, samples.said.last_step
