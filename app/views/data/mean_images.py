"""The mean images: what the training images have in common, all of them and those of each class."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.look.theme import Theme
from app.views.data.feature_card import paint_frame, paint_title
from app.views.data.tiles import ImageTile
from app.views.empty import small
from engine.probes.probe import Values

MEANS_HEIGHT = 132
_PADDING = 10
_TITLE = 20
_GAP = 10
_LEAST_WIDTH = 36  # pixels


def paint_means(
    painter: QPainter,
    card: QRectF,
    means: Values,
    names: Sequence[str],
    tile: ImageTile,
    theme: Theme,
) -> None:
    """Draw as many means (1 + classes, channels, height, width) as there is room for."""
    translate = QCoreApplication.translate
    paint_frame(painter, card, theme)
    inner = card.adjusted(_PADDING, _PADDING - 3, -_PADDING, -_PADDING + 2)
    head = QRectF(inner.left(), inner.top(), inner.width(), _TITLE)
    paint_title(painter, head, translate("DataView", "Mean training image"), "", theme)
    before = QFont(painter.font())
    painter.setFont(small(before))
    metrics = QFontMetricsF(painter.font())
    top, line = inner.top() + _TITLE + 4, metrics.lineSpacing()
    shape = tile.size.width() / tile.size.height()
    wide = (inner.width() + _GAP) / len(means) - _GAP
    wide = max(min(wide, shape * (inner.bottom() - top - line - 3)), _LEAST_WIDTH)
    tall = wide / shape
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    left = inner.left()
    for mean, name in zip(means, (translate("DataView", "all"), *names), strict=False):
        if left + wide > inner.right():
            break
        painter.drawImage(QRectF(left, top, wide, tall), tile.image(mean.reshape(-1)))
        painter.setPen(QColor(theme.muted))
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, wide)
        below = QRectF(left, top + tall + 3, wide, line)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)
        left += wide + _GAP
    painter.setFont(before)
