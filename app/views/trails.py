"""Trails: the lines of tracks, kept as a picture to which only what is new is added."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

_EDGE, _EDGE_WIDTH, _EDGE_SHARE, _WIDTH = "#1D2430", 3.4, 0.6, 1.8
_FARTHEST = 1e4  # pixels off the picture, where a line may still lead

Pixels = NDArray[np.floating]


class Trails:
    """Long lines with round joins take milliseconds each; of a race that plays, little is new.

    Each trail, known by its colour, only grows; another `key`, or a shorter trail, begins anew.
    """

    def __init__(self) -> None:
        self._key: object = None
        self._edges, self._lines = QImage(), QImage()
        self._drawn: dict[str, int] = {}  # places of each trail

    def paint(
        self, painter: QPainter, size: QSize, ratio: float, key: object, trails: Sequence[tuple]
    ) -> None:
        """Paint trails (colour, pixels (n, 2)) over a canvas of so many pixels, and their edges."""
        colours = {colour for colour, _ in trails}
        is_shorter = any(len(pixels) < self._drawn.get(colour, 0) for colour, pixels in trails)
        if key != self._key or is_shorter or colours != self._drawn.keys():
            self._key, self._drawn = key, dict.fromkeys(colours, 0)
            self._edges, self._lines = _clear(size, ratio), _clear(size, ratio)
        edges, lines = QPainter(self._edges), QPainter(self._lines)
        for colour, pixels in trails:
            line = _line(pixels[max(self._drawn[colour] - 1, 0) :])
            self._drawn[colour] = len(pixels)
            for on, drawn, width in ((edges, _EDGE, _EDGE_WIDTH), (lines, colour, _WIDTH)):
                on.setRenderHint(QPainter.RenderHint.Antialiasing)
                on.setPen(_pen(drawn, width))
                on.drawPolyline(line)
        edges.end()
        lines.end()
        painter.setOpacity(_EDGE_SHARE)
        painter.drawImage(QPointF(0, 0), self._edges)
        painter.setOpacity(1)
        painter.drawImage(QPointF(0, 0), self._lines)


def _line(pixels: Pixels) -> QPolygonF:
    finite = pixels[np.isfinite(pixels).all(axis=1)]
    return QPolygonF([QPointF(x, y) for x, y in np.clip(finite, -_FARTHEST, _FARTHEST).tolist()])


def _clear(size: QSize, ratio: float) -> QImage:
    image = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
