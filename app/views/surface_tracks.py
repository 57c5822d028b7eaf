"""Tracks on a surface: lines and points, arrows, minima, names, and what is told of a point."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from app.look.theme import Theme
from app.views.contours import Levels
from app.views.plane_frame import PlaneFrame
from app.views.surface_scene import SurfaceScene, Track

ToPixels = Callable[..., NDArray[Any]]

_REACH = 9.0  # pixels from a place within which the mouse is on it
_DOT, _NOW = 2.4, 5.0  # radii
_MOST_DOTS, _MOST_ON_LINES = 60, 24
_ARROW, _HEAD = 34.0, 6.0
_RING, _CORNERS = 26.0, 49  # pixels to the ring's farthest point; corners it is drawn with


def paint_tracks(
    painter: QPainter,
    to_pixels: ToPixels,
    scene: SurfaceScene,
    levels: Levels,
    theme: Theme,
    heights: bool = False,
    has_lines: bool = False,
) -> None:
    """Draw every track; with `heights`, its places stand at their true losses.

    `has_lines`: the lines of tracks with a colour are there already.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for track in scene.tracks:
        shown = track.places[-1:] if has_lines and track.colour else track.places
        losses = track.losses[-len(shown) :]
        pixels = to_pixels(shown, losses) if heights else to_pixels(shown)
        known = np.isfinite(pixels).all(axis=1)
        pixels, losses = pixels[known], losses[known]
        if not len(pixels):
            continue
        if len(pixels) > 1:
            _paint_line(painter, pixels, track.colour)
        if not track.colour:
            _paint_dots(painter, pixels, losses, levels)
        elif track.off is not None:
            _paint_some_dots(painter, to_pixels, track, levels, heights)
        if not heights:
            _paint_rates(painter, track, pixels[-1])
            _paint_arrows(painter, to_pixels, track, pixels[-1])
        colour = QColor(track.colour or theme.accent)
        painter.setPen(QPen(colour if track.is_apart else QColor("#FFFFFF"), 1.6))
        painter.setBrush(QColor("#FFFFFF") if track.is_apart else colour)
        painter.drawEllipse(QPointF(*pixels[-1].tolist()), _NOW, _NOW)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_line(painter: QPainter, pixels: NDArray[Any], colour: str) -> None:
    """Draw a line with an edge that stands out on every band; steps under a pixel are joined."""
    with np.errstate(all="ignore"):
        steps = np.minimum(np.linalg.norm(np.diff(pixels, axis=0), axis=1), 1e6)
    passed = np.insert(np.cumsum(steps), 0, 0).astype(np.int64)  # whole pixels of the way
    is_kept = np.append(np.diff(passed) > 0, True)
    is_kept[0] = True
    kept = pixels[is_kept]
    line = QPolygonF([QPointF(x, y) for x, y in np.clip(kept, -1e5, 1e5).tolist()])
    painter.setPen(_pen("#1D2430" if colour else "#FFFFFF", 3.4, 150))
    painter.drawPolyline(line)
    painter.setPen(_pen(colour or "#1D2430", 1.8))
    painter.drawPolyline(line)


def paint_minima(painter: QPainter, to_pixels: ToPixels, scene: SurfaceScene) -> None:
    """Mark the lowest places by crosses."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not scene.minima:
        return
    for x, y in to_pixels(np.array(scene.minima, dtype=np.float64)).tolist():
        for colour, width in (("#1D2430", 4.0), ("#FFFFFF", 2.0)):
            painter.setPen(_pen(colour, width))
            painter.drawLine(QPointF(x - 5, y), QPointF(x + 5, y))
            painter.drawLine(QPointF(x, y - 5), QPointF(x, y + 5))


def paint_label(painter: QPainter, at: QPointF, text: str) -> None:
    """Write a level on its line, light with a dark edge, to be read on every band."""
    metrics = QFontMetricsF(painter.font())
    path = QPainterPath()
    start = at - QPointF(metrics.horizontalAdvance(text) / 2, -metrics.ascent() / 2 + 1)
    path.addText(start, painter.font(), text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(path, _pen("#1D2430", 2.4, 150))
    painter.fillPath(path, QColor("#FFFFFF"))


def paint_names(painter: QPainter, room: QRectF, scene: SurfaceScene, theme: Theme) -> None:
    """Name the tracks in their colours, top right."""
    named = [track for track in scene.tracks if track.colour and track.name]
    if not named:
        return
    metrics = QFontMetricsF(painter.font())
    line = metrics.lineSpacing()
    width = max(metrics.horizontalAdvance(track.name) for track in named) + 22
    area = QRectF(room.right() - width - 8, room.top() + 8, width, line * len(named) + 8)
    ground = QColor(theme.panel)
    ground.setAlpha(215)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(area, 5, 5)
    for number, track in enumerate(named):
        y = area.top() + 4 + line * (number + 0.5)
        painter.setPen(_pen(track.colour, 2.6))
        painter.drawLine(QPointF(area.left() + 5, y), QPointF(area.left() + 14, y))
        painter.setPen(QColor(theme.text))
        at = QRectF(area.left() + 19, y - line / 2, width, line)
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, track.name)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_curve(
    painter: QPainter, frame: PlaneFrame, scene: SurfaceScene, is_log: bool, theme: Theme
) -> None:
    """Draw a field of one row as a curve, with the places of the tracks on it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(frame.plot)
    x = np.linspace(*scene.x_range, scene.values.shape[1])
    y = curve_height(scene.values[0], is_log)
    pixels = frame.to_pixels(np.stack([x, y], axis=1))
    painter.setPen(_pen(theme.accent, 1.8))
    finite = pixels[np.isfinite(pixels).all(axis=1)].tolist()
    painter.drawPolyline(QPolygonF([QPointF(*each) for each in finite]))
    for track in scene.tracks:
        places = np.stack([track.places[:, 0], curve_height(track.losses, is_log)], axis=1)
        for at in frame.to_pixels(places[np.isfinite(places).all(axis=1)]).tolist():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.negative))
            painter.drawEllipse(QPointF(*at), _DOT, _DOT)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setClipping(False)


def curve_height(values: NDArray[np.floating], is_log: bool) -> NDArray[np.float64]:
    """Where values stand on the vertical axis: themselves, or their powers of ten."""
    known = np.asarray(values, dtype=np.float64)
    if not is_log:
        return known
    return np.log10(np.where(known > 0, known, np.nan))


def nearest_place(
    scene: SurfaceScene, frame: PlaneFrame, mouse: QPointF, is_log: bool
) -> tuple[Track, int] | None:
    """The track and the number of its place under the mouse; None where there is none."""
    best, found = _REACH, None
    for track in scene.tracks:
        places = track.places
        if scene.is_line:
            places = np.stack([places[:, 0], curve_height(track.losses, is_log)], axis=1)
        pixels = frame.to_pixels(places)
        away = np.hypot(pixels[:, 0] - mouse.x(), pixels[:, 1] - mouse.y())
        if not np.isfinite(away).any():
            continue
        nearest = int(np.nanargmin(away))
        if away[nearest] < best:
            best, found = float(away[nearest]), (track, nearest)
    return found


def _paint_dots(
    painter: QPainter, pixels: NDArray[Any], losses: NDArray[Any], levels: Levels
) -> None:
    """Draw places in the colours of their true losses; where these are not known yet, white."""
    chosen = np.unique(np.linspace(0, len(pixels) - 1, _MOST_DOTS).astype(int))
    colours = levels.colours(levels.bands(np.nan_to_num(losses[chosen], nan=-np.inf)))
    painter.setPen(QPen(QColor("#FFFFFF"), 0.8))
    is_known = np.isfinite(losses[chosen]).tolist()
    for at, colour, known in zip(pixels[chosen].tolist(), colours.tolist(), is_known, strict=True):
        painter.setBrush(QColor(*colour) if known else QColor("#FFFFFF"))
        painter.drawEllipse(QPointF(*at), _DOT, _DOT)


def _paint_some_dots(
    painter: QPainter, to_pixels: ToPixels, track: Track, levels: Levels, heights: bool
) -> None:
    """Draw some places of a coloured line in the colours of their true losses.

    Their number is halved whenever there are too many, so that those that stay keep their places.
    """
    every = 1
    while len(track.places) > every * _MOST_ON_LINES:
        every *= 2
    places, losses = track.places[::every], track.losses[::every]
    pixels = to_pixels(places, losses) if heights else to_pixels(places)
    known = np.isfinite(pixels).all(axis=1)
    if known.any():
        _paint_dots(painter, pixels[known], losses[known], levels)


def _paint_arrows(painter: QPainter, to_pixels: ToPixels, track: Track, at: NDArray[Any]) -> None:
    """Draw where the gradient and the velocity lead from the last place, all of one length."""
    for way, colour in ((track.arrow, "#FFFFFF"), (track.velocity, track.colour)):
        if way is None or not np.isfinite(way).all() or not way.any():
            continue
        ends = to_pixels(np.stack([track.places[-1], track.places[-1] + way]))
        step = ends[1] - ends[0]
        length = float(np.hypot(*step))
        if not np.isfinite(length) or length == 0:
            continue
        end = at + step / length * _ARROW
        side = np.array([-step[1], step[0]]) / length * _HEAD / 2
        back = end - step / length * _HEAD
        painter.setPen(_pen(colour, 1.6))
        painter.drawLine(QPointF(*at.tolist()), QPointF(*end.tolist()))
        head = [end, back + side, back - side]
        painter.setBrush(QColor(colour))
        painter.drawPolygon(QPolygonF([QPointF(*each.tolist()) for each in head]))
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_rates(painter: QPainter, track: Track, at: NDArray[Any]) -> None:
    """Draw what the rates make of gradients of all directions: a ring, as large for each runner.

    A circle says that all directions have one rate; it is long where the rate is high.
    """
    rates = track.rates
    if rates is None or not np.isfinite(rates).all() or not np.any(rates):
        return
    turn = np.linspace(0, 2 * np.pi, _CORNERS)
    ring = np.stack([np.cos(turn), np.sin(turn)], axis=1) @ np.asarray(rates, np.float64).T
    ring *= _RING / np.linalg.norm(ring, axis=1).max()
    corners = at + ring * [1, -1]  # up is where pixels are less
    outline = QPolygonF([QPointF(x, y) for x, y in corners.tolist()])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width, alpha in (("#1D2430", 3.4, 150), (track.colour, 1.6, 255)):
        painter.setPen(_pen(colour, width, alpha))
        painter.drawPolyline(outline)


def _pen(colour: str, width: float, alpha: int = 255) -> QPen:
    drawn = QColor(colour)
    drawn.setAlpha(alpha)
    pen = QPen(drawn, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
