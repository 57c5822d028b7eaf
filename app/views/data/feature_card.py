"""A feature card: how one feature is spread before and after preparation, training over test."""

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.look.theme import Theme
from app.views.data.spread_picture import paint_spread
from app.views.empty import small
from engine.probes import FeatureSpread

CARD_HEIGHT = 164
LEAST_CARD_WIDTH = 280
_PADDING = 10
_GAP = 14  # between the two histograms
_TITLE = 20
_SWATCH = 8
_CORNER = 7


def paint_frame(painter: QPainter, area: QRectF, theme: Theme) -> None:
    """Draw the frame of a card."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.setBrush(QColor(theme.panel))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_title(painter: QPainter, area: QRectF, title: str, note: str, theme: Theme) -> None:
    """Write a card's name at its left, and a note at its right."""
    before = QFont(painter.font())
    bold = QFont(before)
    bold.setWeight(QFont.Weight.DemiBold)
    right = QFontMetricsF(small(before)).horizontalAdvance(note) + 8
    painter.setFont(bold)
    painter.setPen(QColor(theme.text))
    shown = QFontMetricsF(bold).elidedText(
        title, Qt.TextElideMode.ElideRight, area.width() - (right if note else 0)
    )
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
    painter.setFont(small(before))
    painter.setPen(QColor(theme.muted))
    painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, note)
    painter.setFont(before)


def paint_legend(
    painter: QPainter, line: QRectF, entries: tuple[tuple[str, str], ...], theme: Theme
) -> None:
    """Write (text, colour) one after the other, as far as there is room; "" has no swatch."""
    before = QFont(painter.font())
    painter.setFont(small(before))
    metrics, left = QFontMetricsF(painter.font()), line.left()
    for text, colour in entries:
        swatch = _SWATCH + 5 if colour else 0
        width = metrics.horizontalAdvance(text) + 1
        if left + swatch + width > line.right():
            break
        if colour:
            area = QRectF(left, line.center().y() - _SWATCH / 2, _SWATCH, _SWATCH)
            painter.fillRect(area, QColor(colour))
        painter.setPen(QColor(theme.muted))
        area = QRectF(left + swatch, line.top(), width, line.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
        left += swatch + width + _GAP
    painter.setFont(before)


def paint_feature(
    painter: QPainter,
    card: QRectF,
    title: str,
    feature: FeatureSpread,
    theme: Theme,
    is_log: bool = False,
) -> None:
    """Draw the card of one feature: left as it was measured, right as the network sees it.

    With `is_log` the heights are logarithmic: most pixels of an image may have one value.
    """
    translate = QCoreApplication.translate
    paint_frame(painter, card, theme)
    inner = card.adjusted(_PADDING, _PADDING - 3, -_PADDING, -_PADDING + 2)
    note = translate("DataView", "heights logarithmic") if is_log else ""
    head = QRectF(inner.left(), inner.top(), inner.width(), _TITLE)
    paint_title(painter, head, title, note, theme)
    width = (inner.width() - _GAP) / 2
    spreads = (
        (translate("DataView", "before"), feature.raw),
        (translate("DataView", "after scaling"), feature.prepared),
    )
    for number, (name, spread) in enumerate(spreads):
        left = inner.left() + number * (width + _GAP)
        area = QRectF(left, inner.top() + _TITLE, width, inner.height() - _TITLE)
        paint_spread(painter, area, name, spread, theme, is_log)
