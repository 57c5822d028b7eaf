"""The picture of a spread: a histogram of training and test, with mean and deviation."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from app.look.style import mix
from app.look.theme import Theme
from app.views.data.sample_words import number_text
from app.views.empty import small
from engine.probes import Histogram, Spread

_FILL = 0.6  # share of the training's colour in its bars
_ROUNDING = 1e-9
_GAP = 6.0  # pixels between a name and what stands beside it
_LEAST_SHARE = 1e-4  # where logarithmic heights begin


def train_colour(theme: Theme) -> str:
    """The colour of training samples, as in the curves."""
    return theme.accent


def test_colour(theme: Theme) -> str:
    """The colour of test samples, as in the curves."""
    return theme.negative


def paint_spread(
    painter: QPainter, area: QRectF, name: str, spread: Spread, theme: Theme, is_log: bool = False
) -> None:
    """Draw one histogram between what it shows (above) and its range (below)."""
    before = QFont(painter.font())
    painter.setFont(small(before))
    metrics = QFontMetricsF(painter.font())
    line, mean = metrics.lineSpacing(), mean_text(spread)
    painter.setPen(QColor(theme.muted))
    head = QRectF(area.left(), area.top(), area.width(), line)
    painter.drawText(head, Qt.AlignmentFlag.AlignLeft, beside(name, mean, area.width(), metrics))
    painter.setPen(QColor(theme.text))
    painter.drawText(head, Qt.AlignmentFlag.AlignRight, mean)
    plot = area.adjusted(0, line + 4, 0, -line - 4)
    paint_histogram(painter, plot, spread, theme, is_log)
    ends = QRectF(area.left(), plot.bottom() + 4, area.width(), line)
    painter.setPen(QColor(theme.muted))
    painter.drawText(ends, Qt.AlignmentFlag.AlignLeft, number_text(spread.train.low, 4))
    painter.drawText(ends, Qt.AlignmentFlag.AlignRight, number_text(spread.train.high, 4))
    _paint_mean(painter, plot, spread, theme)
    painter.setFont(before)


def beside(name: str, text: str, width: float, metrics: QFontMetricsF) -> str:
    """As much of a name as there is room for in a line of `width` pixels that ends with `text`."""
    room = width - metrics.horizontalAdvance(text) - _GAP
    return metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)


def mean_text(spread: Spread) -> str:
    """The mean ± the standard deviation of training."""
    # After standardizing, the mean is 0 but for a rounding error.
    is_zero = abs(spread.mean) < _ROUNDING * spread.deviation
    mean = "0" if is_zero else number_text(spread.mean, 3)
    return f"{mean} ± {number_text(spread.deviation, 3)}"


def paint_histogram(
    painter: QPainter, plot: QRectF, spread: Spread, theme: Theme, is_log: bool
) -> None:
    """Draw training as bars and test as a line over them, each as shares of its own samples."""
    train, test = _heights(spread, is_log)
    width = plot.width() / len(train)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    fill = QColor(mix(theme.panel, train_colour(theme), _FILL))
    for number, share in enumerate(train.tolist()):
        if share:
            height = max(share * plot.height(), 1.0)
            left = plot.left() + number * width
            painter.fillRect(QRectF(left, plot.bottom() - height, width - 0.6, height), fill)
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.drawLine(plot.bottomLeft(), plot.bottomRight())
    if spread.test.counts.any():
        _paint_steps(painter, plot, test, test_colour(theme))


def _heights(spread: Spread, is_log: bool) -> list[NDArray[np.float64]]:
    """The heights of training and test, from 0 to 1, (bins,) each."""
    shares = [_shares(spread.train), _shares(spread.test)]
    if is_log:
        decades = [np.log10(np.maximum(share / _LEAST_SHARE, 1)) for share in shares]
        return [decade / -np.log10(_LEAST_SHARE) for decade in decades]
    highest = max(float(share.max()) for share in shares) or 1.0
    return [share / highest for share in shares]


def _shares(histogram: Histogram) -> NDArray[np.float64]:
    return histogram.counts / max(histogram.counts.sum(), 1)


def _paint_steps(
    painter: QPainter, plot: QRectF, heights: NDArray[np.float64], colour: str
) -> None:
    edges = np.linspace(plot.left(), plot.right(), len(heights) + 1)
    x = np.repeat(edges, 2)[1:-1]
    y = plot.bottom() - np.repeat(heights, 2) * plot.height()
    points = [QPointF(*point) for point in np.stack([x, y], axis=1).tolist()]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1.4))
    painter.drawPolyline(QPolygonF(points))


def _paint_mean(painter: QPainter, plot: QRectF, spread: Spread, theme: Theme) -> None:
    """Mark the mean, and one deviation to either side, on the axis."""
    low, high = spread.train.low, spread.train.high
    ends = (spread.mean - spread.deviation, spread.mean, spread.mean + spread.deviation)
    left, middle, right = (
        plot.left() + min(max((end - low) / (high - low), 0), 1) * plot.width() for end in ends
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.text), 2))
    painter.drawLine(QPointF(left, plot.bottom()), QPointF(right, plot.bottom()))
    painter.setBrush(QColor(theme.panel))
    painter.drawEllipse(QPointF(middle, plot.bottom()), 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
