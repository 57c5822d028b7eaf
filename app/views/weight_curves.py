"""The weights between two columns of neurons as curves: the width is |w|, the colour the sign."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.Qt import internals
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.look.style import mix
from app.look.theme import Theme

Floats = NDArray[np.float64]

_PIECES, _FEW_PIECES = 18, 12  # straight pieces of a curve; the eye sees no corner
_NARROW = 80  # pixels between columns for which few pieces do
_OVERLAP = 0.5  # pixels by which a piece reaches into the next, so that no seam shows
_SHADES = 64
_FAINTEST = 0.3  # share of the full colour that a weak weight has
_THINNEST = 1.05  # pixels
_PALEST = 0.35  # how pale a still thinner curve becomes
_REACH = 6.0  # pixels from a curve within which the mouse is on it
_SEAM = 1.5  # pixels, at least, of a seam along a curve
_MANY, _STRIDE, _SAFETY = 50_000, 64, 8
_FEW = 8  # times as many weights as are drawn: they are sorted at once
_STITCHES = [3.0, 2.0]


class WeightCurves:
    """The strongest `most` of the weights (n, m) from `starts` (n, 2) to `ends` (m, 2).

    Widths are |w| / `largest` · `widest` pixels.
    """

    def __init__(
        self,
        starts: Floats,
        ends: Floats,
        weights: NDArray[np.floating],
        largest: float,
        widest: float,
        most: int,
    ) -> None:
        sizes = np.abs(weights).ravel()
        strongest_last = _strongest(sizes, most)
        self._from, self._to = np.unravel_index(strongest_last, weights.shape)
        strengths = np.nan_to_num(sizes[strongest_last]) / (largest or 1.0)
        self._strengths = np.minimum(strengths, 1.0)
        self._negative = weights[self._from, self._to] < 0
        self._starts, self._ends = starts[self._from], ends[self._to]
        self._widest = widest

    def __len__(self) -> int:
        return len(self._strengths)

    def paint(
        self, painter: QPainter, theme: Theme, chosen: NDArray[np.bool_] | None = None
    ) -> None:
        """Draw the curves, the strongest on top; of all of them those `chosen` (k,)."""
        # Qt draws wide straight lines faster than curves, 15 µs against 70 µs for each weight; and
        # faster than lines of one pixel, so that a thinner one is drawn paler instead.
        pieces = self._pieces()
        buffer = internals.PrimitiveArray(QLineF, 4)
        buffer.resize(pieces.shape[1])
        memory, arguments = buffer.ndarray(), buffer.drawargs()
        shades = _shades(theme)
        widths = self._strengths * self._widest
        shares = self._shares(widths)
        negative = self._negative.tolist()
        wide = np.maximum(widths, _THINNEST).tolist()
        numbers = range(len(self)) if chosen is None else np.flatnonzero(chosen).tolist()
        pen = QPen()
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        for number in numbers:
            pen.setColor(shades[negative[number]][shares[number]])
            pen.setWidthF(wide[number])
            painter.setPen(pen)
            memory[:] = pieces[number]
            painter.drawLines(*arguments)

    def stitch(self, painter: QPainter, theme: Theme, chosen: NDArray[np.bool_]) -> None:
        """Draw a dashed line along the curves that are `chosen`, (n, m) or more, as on a seam."""
        for number in np.flatnonzero(chosen[self._from, self._to]).tolist():
            width = max(float(self._strengths[number]) * self._widest, _SEAM)
            path = self._path(number)
            painter.strokePath(path, QPen(QColor(theme.muted), width + 1))
            seam = QPen(QColor(theme.panel), max(width - 0.5, 1.0))
            seam.setDashPattern(_STITCHES)
            painter.strokePath(path, seam)

    def touching(
        self, *, start: int | range | None = None, end: int | None = None
    ) -> NDArray[np.bool_]:
        """Return which curves (k,) leave neuron `start`, or one of those, or enter neuron `end`."""
        if start is None:
            return self._to == end
        starts = range(start, start + 1) if isinstance(start, int) else start
        return (self._from >= starts.start) & (self._from < starts.stop)

    def at(self, point: QPointF) -> tuple[int, int] | None:
        """Return (from, to) of the curve under a point; of several the strongest."""
        if not len(self):
            return None
        along = (point.x() - self._starts[:, 0]) / (self._ends[:, 0] - self._starts[:, 0])
        across = np.interp(along, *_level_curve(_PIECES))
        rise = self._ends[:, 1] - self._starts[:, 1]
        distance = np.abs(self._starts[:, 1] + across * rise - point.y())
        distance = np.maximum(distance - self._strengths * self._widest / 2, 0)
        nearest = len(self) - 1 - int(np.argmin(distance[::-1]))
        if distance[nearest] > _REACH:
            return None
        return int(self._from[nearest]), int(self._to[nearest])

    def path(self, start: int, end: int) -> QPainterPath:
        """Return the curve between two neurons; an empty path where it is not drawn."""
        found = np.flatnonzero((self._from == start) & (self._to == end))
        return self._path(int(found[0])) if len(found) else QPainterPath()

    def _pieces(self) -> Floats:
        """Return every curve as straight pieces, (k, pieces, 4): x1, y1, x2, y2."""
        way = self._ends - self._starts
        narrow = float(way[:, 0].max(initial=0)) < _NARROW
        along, across = _level_curve(_FEW_PIECES if narrow else _PIECES)
        x = self._starts[:, :1] + way[:, :1] * along
        y = self._starts[:, 1:] + way[:, 1:] * across
        step_x, step_y = np.diff(x), np.diff(y)
        stretch = _OVERLAP / np.maximum(np.hypot(step_x, step_y), 1e-6)
        step_x, step_y = step_x * stretch, step_y * stretch
        begin = (x[:, :-1] - step_x, y[:, :-1] - step_y)
        return np.stack([*begin, x[:, 1:] + step_x, y[:, 1:] + step_y], axis=-1)

    def _shares(self, widths: Floats) -> list[int]:
        """Return the number of each curve's shade, paler where the curve should be thinner."""
        shares = _FAINTEST + (1 - _FAINTEST) * np.sqrt(self._strengths)
        shares *= np.clip(widths / _THINNEST, _PALEST, 1)
        return np.rint(shares * (_SHADES - 1)).astype(int).tolist()

    def _path(self, number: int) -> QPainterPath:
        (left, top), (right, bottom) = self._starts[number].tolist(), self._ends[number].tolist()
        middle = (left + right) / 2
        path = QPainterPath(QPointF(left, top))
        path.cubicTo(middle, top, middle, bottom, right, bottom)
        return path


def largest_of(weights: NDArray[np.floating]) -> float:
    """Return the largest size among weights; 0 where there is none, and for NaN."""
    largest = float(np.abs(weights).max(initial=0))
    return largest if np.isfinite(largest) else float(np.nan_to_num(np.abs(weights)).max())


def _strongest(sizes: NDArray[np.floating], most: int) -> NDArray[np.intp]:
    """Return the places of the `most` largest numbers, the largest last; NaN counts as 0."""
    places = np.arange(len(sizes))
    if len(sizes) > _MANY:  # leave out most of the small ones, as a part of all tells them
        some = np.nan_to_num(sizes[::_STRIDE])
        rank = min(_SAFETY * most // _STRIDE + _SAFETY, len(some))
        found = np.flatnonzero(sizes > np.partition(some, -rank)[-rank])
        places = found if len(found) >= most else places
    sizes = np.nan_to_num(sizes[places])
    if len(sizes) > _FEW * most:
        chosen = np.sort(np.argpartition(sizes, -most)[-most:])  # much faster than sorting all
        places, sizes = places[chosen], sizes[chosen]
    return places[np.argsort(sizes, kind="stable")[-most:]]


@cache
def _level_curve(pieces: int) -> tuple[Floats, Floats]:
    """Return a cubic Bézier curve with level ends: x and y as shares of the way, (pieces + 1,)."""
    t = np.linspace(0, 1, pieces + 1)
    return 1.5 * t * (1 - t) + t**3, 3 * t**2 - 2 * t**3


@cache
def _shades(theme: Theme) -> tuple[tuple[QColor, ...], tuple[QColor, ...]]:
    """Return the shades of positive and of negative weights, from none to full."""
    shares = np.linspace(0, 1, _SHADES).tolist()
    positive = tuple(QColor(mix(theme.panel, theme.positive, share)) for share in shares)
    negative = tuple(QColor(mix(theme.panel, theme.negative, share)) for share in shares)
    return positive, negative
