"""The legend below the boundary: classes or the scale of values, and the two kinds of points."""

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from app.look.theme import Theme, class_colours
from app.views.scatter import paint_point
from app.views.ticks import tick_text
from app.views.value_scale import ValueScale

_GAP = 14
_DOT = 4.0  # radius
_TEXT_GAP = 5
_BAR = (90, 8)
_LONGEST_NAME = 96


class BoundaryLegend:
    """Writes along one line, from left to right, as much as there is room for."""

    def __init__(self, painter: QPainter, line: QRectF, font: QFont, theme: Theme) -> None:
        self._painter = painter
        self._line = line
        self._metrics = QFontMetricsF(font)
        self._theme = theme
        self._x = line.left()
        painter.setFont(font)

    def classes(self, names: Iterable[str]) -> None:
        """Name the classes beside their colours."""
        names = tuple(names)
        for number, (name, colour) in enumerate(zip(names, class_colours(len(names)), strict=True)):
            left_out = len(names) - number
            if not self._point(name, colour, colour, is_test=False):
                self._write(f"+{left_out}")
                return

    def values(self, scale: ValueScale) -> None:
        """Show the colours of values from the lowest to the highest."""
        self._write(tick_text(float(f"{scale.low:.3g}")))
        ramp = np.linspace(scale.low, scale.high, 64, dtype=np.float32)[None]
        pixels = scale.rgba(ramp, self._theme)
        image = QImage(pixels.data, 64, 1, 256, QImage.Format.Format_RGBX8888)
        width, height = _BAR
        top = self._line.center().y() - height / 2
        bar = QRectF(self._x - _GAP + _TEXT_GAP, top, width, height)
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._painter.drawImage(bar, image)
        self._x = bar.right() + _TEXT_GAP
        self._write(tick_text(float(f"{scale.high:.3g}")))

    def kinds(self, train: str, test: str, fill: str, edge: str) -> None:
        """Tell training points from test points."""
        self._point(train, fill, edge, is_test=False)
        self._point(test, fill, edge, is_test=True)

    def _point(self, text: str, fill: str, edge: str, is_test: bool) -> bool:
        """Draw a point and its name; return whether there was room for them."""
        text = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, _LONGEST_NAME)
        width = 2 * _DOT + _TEXT_GAP + self._metrics.horizontalAdvance(text)
        if self._x + width > self._line.right():
            return False
        at = QPointF(self._x + _DOT, self._line.center().y())
        paint_point(self._painter, at, _DOT, fill, edge, is_test)
        self._x += 2 * _DOT + _TEXT_GAP
        self._write(text)
        return True

    def _write(self, text: str) -> None:
        self._painter.setPen(QColor(self._theme.muted))
        width = self._metrics.horizontalAdvance(text) + 1
        area = QRectF(self._x, self._line.top(), width, self._line.height())
        self._painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
        self._x += width + _GAP
