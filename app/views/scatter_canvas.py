"""The canvas of a scatter plot: points within axes that keep still, told one by one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from app.look.plot_range import Range, linear_range, settled
from app.look.style import mix
from app.look.theme import Theme
from app.views.empty import small
from app.views.plane_frame import PlaneAxes, PlaneFrame
from app.views.scatter import paint_points, point_radius
from app.views.told_canvas import ToldCanvas

_MARGIN = 8
_REACH = 8.0  # pixels from a point within which the mouse is on it
_DASHES = [4.0, 3.0]
_MESH_SHARE = 0.4  # of the accent in the colour of a mesh


@dataclass(frozen=True)
class Points:
    """What is drawn: `positions` (n, 2), each in `colours[indices]`, `lines` of two ends each.

    `mesh` (rows, columns, 2) is drawn under them as the lines of a net. `stories` tell each point
    under the mouse; with `equal`, both axes show the same range.
    """

    x_name: str
    y_name: str
    positions: NDArray[np.floating]
    indices: NDArray[np.integer]
    colours: tuple[str, ...]
    stories: Sequence[Sequence[str]]
    lines: tuple[tuple[tuple[float, float], tuple[float, float]], ...] = ()
    equal: bool = False
    mesh: NDArray[np.floating] | None = None


class ScatterCanvas(ToldCanvas):
    """Draws points; the ranges grow in round steps and shrink only where much is left empty."""

    def __init__(self, theme: Theme, name: str, empty_text: str) -> None:
        super().__init__(theme, name, empty_text)
        self._points: Points | None = None
        self._ranges: tuple[Range, Range] | None = None

    @property
    def points(self) -> Points | None:
        """What is drawn; None before there is anything."""
        return self._points

    def set_points(self, points: Points) -> None:
        """Draw these points."""
        if self._points is None or self._points.equal != points.equal:
            self._ranges = None
        self._points = points
        self._follow(points)
        self.update()

    def clear(self) -> None:
        """Draw nothing until there are points again."""
        self._points = None
        self._ranges = None
        self.update()

    @property
    def card_lines(self) -> list[str]:
        """What the card under the mouse tells; empty without one."""
        points, frame = self._points, self._frame
        if points is None or frame is None or self._mouse is None:
            return []
        pixels = frame.to_pixels(points.positions)
        away = np.hypot(pixels[:, 0] - self._mouse.x(), pixels[:, 1] - self._mouse.y())
        nearest = int(np.argmin(away))
        return list(points.stories[nearest]) if away[nearest] <= _REACH else []

    @property
    def is_empty(self) -> bool:
        return self._frame is None

    @property
    def card_place(self) -> QRectF | None:
        if self._points is None or self._mouse is None:
            return None
        reach = point_radius(len(self._points.positions))
        return QRectF(self._mouse, self._mouse).adjusted(-reach, 0, reach, 0)

    def paint(self, painter: QPainter) -> None:
        points, frame = self._points, self._frame
        assert points is not None
        assert frame is not None
        frame.paint(painter, self._theme, grid=True)
        painter.setClipRect(frame.plot.adjusted(-1, -1, 1, 1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if points.mesh is not None:
            self._paint_mesh(painter, frame, points.mesh)
        pen = QPen(QColor(self._theme.muted), 1)
        pen.setDashPattern(_DASHES)
        painter.setPen(pen)
        for ends in points.lines:
            (x1, y1), (x2, y2) = frame.to_pixels(np.array(ends)).tolist()
            painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
        are_test = np.zeros(len(points.positions), dtype=bool)
        pixels = frame.to_pixels(points.positions)
        edge, ratio = self._theme.panel, self.devicePixelRatioF()
        paint_points(painter, pixels, points.indices, are_test, points.colours, edge, ratio)
        painter.setClipping(False)

    def _paint_mesh(self, painter: QPainter, frame: PlaneFrame, mesh: NDArray) -> None:
        """Draw the net that rows and columns of points make."""
        rows, columns, _ = mesh.shape
        pixels = frame.to_pixels(mesh.reshape(-1, 2)).reshape(rows, columns, 2)
        painter.setPen(QPen(QColor(mix(self._theme.panel, self._theme.accent, _MESH_SHARE)), 1))
        for line in (*pixels, *pixels.transpose(1, 0, 2)):
            painter.drawPolyline([QPointF(x, y) for x, y in line.tolist()])

    @property
    def _frame(self) -> PlaneFrame | None:
        if self._points is None or self._ranges is None:
            return None
        axes = PlaneAxes(self._points.x_name, self._points.y_name, *self._ranges)
        room = QRectF(self.rect()).adjusted(_MARGIN, 2, 0, -4)
        return PlaneFrame(axes, room, small(self.font()))

    def _follow(self, points: Points) -> None:
        """Take ranges that hold all finite points, the present ones where they still do."""
        shown = points.positions
        if points.mesh is not None:
            shown = np.concatenate([shown, points.mesh.reshape(-1, 2)])
        finite = shown[np.isfinite(shown).all(axis=1)]
        if not len(finite):
            return
        lows, highs = finite.min(axis=0).tolist(), finite.max(axis=0).tolist()
        if points.equal:
            lows, highs = [min(lows)] * 2, [max(highs)] * 2
        now = self._ranges or (None, None)
        self._ranges = (
            settled(now[0], linear_range(lows[0], highs[0])),
            settled(now[1], linear_range(lows[1], highs[1])),
        )
