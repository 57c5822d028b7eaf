"""The class balance: how many samples of each class there are for training and for testing."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.look.theme import Theme, class_colours
from app.views.data.feature_card import paint_frame, paint_title
from app.views.empty import small
from engine.probes import ClassCounts

BALANCE_HEIGHT = 164
_PADDING = 10
_TITLE = 20
_LEAST_ROOM = 24  # pixels for the two bars of a class
_WIDEST_BAR = 26


def paint_balance(
    painter: QPainter, card: QRectF, counts: ClassCounts, names: Sequence[str], theme: Theme
) -> None:
    """Draw two bars for each class, training filled and test open, as far as there is room."""
    translate = QCoreApplication.translate
    paint_frame(painter, card, theme)
    inner = card.adjusted(_PADDING, _PADDING - 3, -_PADDING, -_PADDING + 2)
    shown = min(len(names), max(int(inner.width() // _LEAST_ROOM), 1))
    note = translate("DataView", "filled: training {train} · open: test {test}").format(
        train=f"{counts.train.sum():,}", test=f"{counts.test.sum():,}"
    )
    if shown < len(names):
        first = translate("DataView", "the first {shown} of {count} classes")
        note = first.format(shown=shown, count=len(names)) + " · " + note
    head = QRectF(inner.left(), inner.top(), inner.width(), _TITLE)
    paint_title(painter, head, translate("DataView", "Class balance"), note, theme)
    plot = inner.adjusted(0, _TITLE + 4, 0, 0)
    _paint_bars(painter, plot, counts, tuple(names[:shown]), len(names), theme)


def _paint_bars(
    painter: QPainter,
    plot: QRectF,
    counts: ClassCounts,
    names: tuple[str, ...],
    classes: int,
    theme: Theme,
) -> None:
    before = QFont(painter.font())
    painter.setFont(small(before))
    metrics = QFontMetricsF(painter.font())
    line, room = metrics.lineSpacing(), plot.width() / len(names)
    bar = min(0.32 * room, _WIDEST_BAR)
    highest = max(int(counts.train.max()), int(counts.test.max()), 1)
    bottom, height = plot.bottom() - line - 3, plot.height() - 2 * line - 5
    for number, (name, colour) in enumerate(
        zip(names, class_colours(classes)[: len(names)], strict=True)
    ):
        middle = plot.left() + (number + 0.5) * room
        for side, all_counts in ((-1, counts.train), (0, counts.test)):
            count = int(all_counts[number])
            tall = height * count / highest
            area = QRectF(middle + side * (bar + 1) + 1, bottom - tall, bar, tall)
            _paint_bar(painter, area, colour, is_open=side == 0)
            _write(painter, area, f"{count:,}", room / 2, theme, is_first=side < 0)
        below = QRectF(middle - room / 2 + 2, bottom + 3, room - 4, line)
        painter.setPen(QColor(theme.text))
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.drawLine(QPointF(plot.left(), bottom), QPointF(plot.right(), bottom))
    painter.setFont(before)


def _paint_bar(painter: QPainter, area: QRectF, colour: str, is_open: bool) -> None:
    if not area.height():
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if is_open:
        painter.setPen(QPen(QColor(colour), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(0.8, 0.8, -0.8, 0))
    else:
        painter.fillRect(area, QColor(colour))


def _write(
    painter: QPainter, bar: QRectF, text: str, room: float, theme: Theme, is_first: bool
) -> None:
    """Write a count above its bar, where there is room for it: away from the other bar."""
    metrics = QFontMetricsF(painter.font())
    if metrics.horizontalAdvance(text) > room:
        return
    line = metrics.lineSpacing()
    is_wide = metrics.horizontalAdvance(text) <= bar.width()
    left = bar.left() if is_wide or not is_first else bar.right() - room
    area = QRectF(left, bar.top() - line - 1, bar.width() if is_wide else room, line)
    side = Qt.AlignmentFlag.AlignRight if is_first else Qt.AlignmentFlag.AlignLeft
    painter.setPen(QColor(theme.muted))
    painter.drawText(area, Qt.AlignmentFlag.AlignHCenter if is_wide else side, text)
