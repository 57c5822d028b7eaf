"""What lies over the boundary's picture: axes, samples, legend; drawn once and kept."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPixmap

from app.look.style import mix
from app.look.theme import Theme, class_colours
from app.views.boundary_legend import BoundaryLegend
from app.views.boundary_picture import BoundaryPicture, CurvePicture
from app.views.empty import small
from app.views.plane_frame import PlaneFrame
from app.views.scatter import paint_points, point_radius

_CORNER = 7
_MARGIN = 8
_VALUE_EDGE = 0.6  # share of the text's colour around regression's points
_VALUE_STEPS = 24  # colours that regression's points are drawn in


@dataclass(frozen=True)
class OverlayStyle:
    """How an overlay is drawn: `note` is written below the axes."""

    theme: Theme
    font: QFont
    note: str
    test_points: bool


class BoundaryOverlay:
    """A pixmap as large as the canvas; new points can be stamped onto it."""

    def __init__(
        self,
        picture: BoundaryPicture,
        frame: PlaneFrame,
        style: OverlayStyle,
        size: QSizeF,
        ratio: float,
    ) -> None:
        """`ratio` is the screen's pixels per pixel."""
        self._picture, self._frame, self._style, self._ratio = picture, frame, style, ratio
        self._width = size.width()
        self._radius = point_radius(len(picture.positions))
        self.pixmap = QPixmap((size * ratio).toSize())
        self.pixmap.setDevicePixelRatio(ratio)
        self.pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self.pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_corners(painter)
        frame.paint(painter, style.theme, grid=isinstance(picture, CurvePicture))
        self._paint_samples(painter)
        self._paint_legend(painter)
        painter.end()

    def stamp(self, places: NDArray[np.float64], values: NDArray[np.float64]) -> None:
        """Draw new training points (n, 2) with these classes or values (n,) over all others."""
        painter = QPainter(self.pixmap)
        self._paint_points(painter, places, values, np.zeros(len(places), dtype=bool))
        painter.end()

    def _paint_corners(self, painter: QPainter) -> None:
        """Cover the corners of the picture with the panel, so that it looks rounded."""
        inner, outer = QPainterPath(), QPainterPath()
        inner.addRoundedRect(self._frame.plot, _CORNER, _CORNER)
        outer.addRect(self._frame.plot)
        painter.fillPath(outer.subtracted(inner), QColor(self._style.theme.panel))

    def _paint_samples(self, painter: QPainter) -> None:
        picture = self._picture
        is_test = picture.samples.is_test
        shown = np.full(len(is_test), True) if self._style.test_points else ~is_test
        values = picture.samples.values[shown]
        self._paint_points(painter, picture.positions[shown], values, is_test[shown])

    def _paint_points(
        self,
        painter: QPainter,
        positions: NDArray[np.floating],
        values: NDArray[np.floating],
        is_test: NDArray[np.bool_],
    ) -> None:
        if not len(positions):
            return
        colours, indices = self._colours(values)
        painter.save()
        painter.setClipRect(self._frame.plot.adjusted(-1, -1, 1, 1))
        pixels = self._frame.to_pixels(positions)
        paint_points(
            painter, pixels, indices, is_test, colours, self._edge, self._ratio, self._radius
        )
        painter.restore()

    def _colours(self, values: NDArray[np.floating]) -> tuple[Sequence[str], NDArray[np.integer]]:
        """The colours to draw in, and for each value the number of its colour."""
        picture = self._picture
        if not picture.is_regression:
            return class_colours(picture.samples.facts.class_count), values.astype(np.int64)
        steps = np.linspace(picture.scale.low, picture.scale.high, _VALUE_STEPS)
        rgba = picture.scale.rgba(steps, self._style.theme).tolist()
        colours = tuple(QColor(*pixel).name() for pixel in rgba)
        share = (values - picture.scale.low) / (2 * picture.scale.reach)
        indices = np.rint(share * (_VALUE_STEPS - 1)).astype(np.int64)
        return colours, np.clip(indices, 0, _VALUE_STEPS - 1)

    def _paint_legend(self, painter: QPainter) -> None:
        picture, style = self._picture, self._style
        left = self._frame.plot.left()
        top = self._frame.outer.bottom() + 4
        line = QRectF(left, top, self._width - left - _MARGIN, 18)
        if style.note:
            painter.setPen(QColor(style.theme.muted))
            painter.setFont(small(style.font))
            metrics = painter.fontMetrics()
            text = metrics.elidedText(style.note, Qt.TextElideMode.ElideRight, int(line.width()))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)
            line.translate(0, line.height())
        legend = BoundaryLegend(painter, line, small(style.font), style.theme)
        if picture.is_regression:
            legend.values(picture.scale)
        else:
            legend.classes(picture.samples.facts.class_names)
        if style.test_points and picture.samples.is_test.any():
            fill = style.theme.zero if picture.is_regression else style.theme.muted
            words = (
                QCoreApplication.translate("BoundaryCanvas", "train"),
                QCoreApplication.translate("BoundaryCanvas", "test"),
            )
            legend.kinds(*words, fill, self._edge)

    @property
    def _edge(self) -> str:
        """The colour around the points: values may have the panel's colour, classes never do."""
        if self._picture.is_regression:
            return mix(self._style.theme.panel, self._style.theme.text, _VALUE_EDGE)
        return "#FFFFFF"
