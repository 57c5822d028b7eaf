"""The canvas of a rate search: the loss against the learning rate, a curve for each optimizer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter

from app.look.theme import Theme
from app.views.empty import small
from app.views.plane_frame import PlaneAxes, PlaneFrame
from app.views.rate_curves import Legend, paint_curve, paint_line_across, paint_present
from app.views.told_canvas import ToldCanvas
from engine.experiment.optimizers import AnyOptimizer
from engine.rate_search import RateCurve

_MARGIN = 8
_REACH = 14.0  # pixels from a point within which the mouse is on it
_ABOVE_FIRST = 1.6  # times the first loss: no curve is drawn higher
_LOWEST_LOSS = 1e-8
_BELOW_TOP = 7.0  # pixels, where rates at which training diverges are marked
_X_ROOM, _Y_ROOM = 0.1, 0.06  # decades, and a share of the height, on either side
_LEAST_DECADES = 0.3  # of the vertical axis
_BESIDE_LEGEND = 70  # pixels
_KEYS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


@dataclass(frozen=True)
class Point:
    """The point of a curve by its number, and the rate's number on it."""

    curve: int
    row: int


class RateCanvas(ToldCanvas):
    """`rate_chosen` carries the optimizer, at the rate of the point that was clicked, or was
    reached with the arrow keys and chosen with Return.
    """

    rate_chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, empty_text: str) -> None:
        super().__init__(theme, name, empty_text)
        self._curves: tuple[RateCurve, ...] = ()
        self._present: AnyOptimizer | None = None
        self._cursor: Point | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def curves(self) -> tuple[RateCurve, ...]:
        """The curves that are drawn."""
        return self._curves

    @property
    def cursor_point(self) -> Point | None:
        """The point that the arrow keys have reached."""
        return self._cursor

    def set_curves(self, curves: tuple[RateCurve, ...], empty_text: str) -> None:
        """Draw these; where there are none, say why."""
        if curves != self._curves:
            self._cursor = None
        self._curves, self._empty_text = curves, empty_text
        self.update()

    def set_present(self, optimizer: AnyOptimizer) -> None:
        """Mark the learning rate that the training has now."""
        self._present = optimizer
        self.update()

    @property
    def is_empty(self) -> bool:
        return not self._curves

    @property
    def card_lines(self) -> list[str]:
        point = self._pointed
        return [] if point is None else self._story(point)

    @property
    def card_place(self) -> QRectF | None:
        point = self._pointed
        if point is None:
            return None
        at = QPointF(*self._pixels(self._frame, self._curves[point.curve])[point.row].tolist())
        return QRectF(at, at).adjusted(-4, -4, 4, 4)

    def sizeHint(self) -> QSize:
        return QSize(445, 330)

    def paint(self, painter: QPainter) -> None:
        frame = self._frame
        frame.paint(painter, self._theme, grid=True)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first = QCoreApplication.translate("RateCanvas", "before training")
        paint_line_across(painter, frame, self._height(self._curves[0].first), first, self._theme)
        painter.setClipRect(frame.plot.adjusted(-1, -1, 1, 1))
        for curve in self._curves:
            paint_curve(painter, self._pixels(frame, curve), curve, self._theme)
        painter.setClipping(False)
        if self._present is not None:
            now = QCoreApplication.translate("RateCanvas", "now {rate}")
            rate = self._present.learning_rate
            text = now.format(rate=f"{rate:.3g}")
            paint_present(painter, frame, float(np.log10(rate)), text, self._theme)
        corner = QPointF(frame.plot.left(), _MARGIN)
        self._legend.paint(painter, corner, self._theme)
        self._paint_cursor(painter, frame)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        is_over = self._point_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = self._point_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and point is not None:
            self._cursor = point
            self._choose(point)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _KEYS and self._curves:
            self._move(*_KEYS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cursor is not None:
            self._choose(self._cursor)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.unsetCursor()

    @property
    def _frame(self) -> PlaneFrame:
        tr = QCoreApplication.translate
        rates = np.concatenate([curve.rates for curve in self._curves])
        losses = np.concatenate([curve.losses for curve in self._curves])
        heights = self._height(np.append(losses[np.isfinite(losses)], self._curves[0].first))
        axes = PlaneAxes(
            x_name=tr("RateCanvas", "learning rate η"),
            y_name=tr("RateCanvas", "loss"),
            x_range=(np.log10(rates.min()) - _X_ROOM, np.log10(rates.max()) + _X_ROOM),
            y_range=_spread(float(heights.min()), float(heights.max())),
            x_log=True,
            y_log=True,
        )
        top = _MARGIN + self._legend.height
        room = QRectF(self.rect()).adjusted(_MARGIN, top, -_MARGIN, -_MARGIN)
        return PlaneFrame(axes, room, small(self.font()))

    @property
    def _legend(self) -> Legend:
        title = QCoreApplication.translate("RateCanvas", "best η after {steps} steps:")
        told, width = title.format(steps=self._curves[0].steps), self.width() - _BESIDE_LEGEND
        return Legend(self._curves, told, small(self.font()), width)

    def _height(self, losses: NDArray[np.float64] | float) -> NDArray[np.float64]:
        """Where losses stand on the vertical axis: their exponents of ten, within reason."""
        highest = _ABOVE_FIRST * max(self._curves[0].first, _LOWEST_LOSS)
        return np.log10(np.clip(losses, _LOWEST_LOSS, highest))

    def _pixels(self, frame: PlaneFrame, curve: RateCurve) -> NDArray[np.float64]:
        """The points of a curve, (n, 2); those that have diverged stand at the top."""
        heights = self._height(curve.losses)
        pixels = frame.to_pixels(np.stack([np.log10(curve.rates), heights], axis=1))
        pixels[curve.diverged, 1] = frame.plot.top() + _BELOW_TOP
        return pixels

    @property
    def _pointed(self) -> Point | None:
        """The point under the mouse, or the one that the arrow keys have reached."""
        if not self._curves:
            return None
        if self._mouse is not None:
            return self._point_at(self._mouse)
        return self._cursor if self.hasFocus() else None

    def _point_at(self, at: QPointF) -> Point | None:
        if not self._curves:
            return None
        frame, best, found = self._frame, _REACH, None
        for number, curve in enumerate(self._curves):
            pixels = self._pixels(frame, curve)
            away = np.hypot(pixels[:, 0] - at.x(), pixels[:, 1] - at.y())
            row = int(away.argmin())
            if away[row] < best:
                best, found = float(away[row]), Point(number, row)
        return found

    def _story(self, point: Point) -> list[str]:
        tr = QCoreApplication.translate
        curve = self._curves[point.curve]
        name, loss = type(curve.optimizer).__name__, float(curve.losses[point.row])
        rate = tr("RateCanvas", "learning rate {rate}").format(rate=f"{curve.rates[point.row]:g}")
        if curve.diverged[point.row]:
            return [name, rate, tr("RateCanvas", "training diverges")]
        told = tr("RateCanvas", "loss {loss}").format(loss=f"{loss:.4g}")
        return [name, rate, told, tr("RateCanvas", "Click or Return: train with it")]

    def _move(self, curves: int, rows: int) -> None:
        """Move the cursor; at first it goes to the best rate of the first curve."""
        self._mouse = None
        if self._cursor is None:
            best = self._curves[0].best
            self._cursor = Point(0, len(self._curves[0].rates) // 2 if best is None else best)
        else:
            number = min(max(self._cursor.curve + curves, 0), len(self._curves) - 1)
            last = len(self._curves[number].rates) - 1
            self._cursor = Point(number, min(max(self._cursor.row + rows, 0), last))
        self.setAccessibleDescription(", ".join(self._story(self._cursor)))
        self.update()

    def _choose(self, point: Point) -> None:
        curve = self._curves[point.curve]
        if not curve.diverged[point.row]:
            self.rate_chosen.emit(curve.chosen(point.row))

    def _paint_cursor(self, painter: QPainter, frame: PlaneFrame) -> None:
        point = self._pointed
        if point is None:
            return
        at = self._pixels(frame, self._curves[point.curve])[point.row].tolist()
        painter.setPen(self._theme.text)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(*at), 6.0, 6.0)


def _spread(low: float, high: float) -> tuple[float, float]:
    """A range of exponents with some room about low and high."""
    middle = (low + high) / 2
    half = max(high - low, _LEAST_DECADES) * (0.5 + _Y_ROOM)
    return middle - half, middle + half
