"""The mean images: what the training images have in common, all of them and those of each class."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.look.theme import Theme
from app.views.data.feature_card import paint_frame, paint_title
from app.views.data.tiles import ImageTile
from app.views.empty import small
from engine.probes.probe import Values

_PADDING = 10
_TITLE = 20
_GAP = 10
_SIDE = 56  # pixels of an image's height
_NAME = 18  # pixels of the line below it


def means_height(width: float, count: int, tile: ImageTile) -> float:
    """The pixels that the card needs for so many images in this width."""
    lines = ceil(count / _across(width, tile))
    return 2 * _PADDING + _TITLE + lines * (_SIDE + _NAME + _GAP) - _GAP


def paint_means(
    painter: QPainter,
    card: QRectF,
    means: Values,
    names: Sequence[str],
    tile: ImageTile,
    theme: Theme,
) -> None:
    """Draw the means (1 + classes, channels, height, width) in lines."""
    translate = QCoreApplication.translate
    paint_frame(painter, card, theme)
    inner = card.adjusted(_PADDING, _PADDING - 3, -_PADDING, -_PADDING + 2)
    head = QRectF(inner.left(), inner.top(), inner.width(), _TITLE)
    paint_title(painter, head, translate("DataView", "Mean training image"), "", theme)
    before = QFont(painter.font())
    painter.setFont(small(before))
    metrics, wide = QFontMetricsF(painter.font()), _wide(tile)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.setPen(QColor(theme.muted))
    across = _across(card.width(), tile)
    for number, (mean, name) in enumerate(
        zip(means, (translate("DataView", "all"), *names), strict=True)
    ):
        line, column = divmod(number, across)
        left = inner.left() + column * (wide + _GAP)
        top = head.bottom() + 4 + line * (_SIDE + _NAME + _GAP)
        painter.drawImage(QRectF(left, top, wide, _SIDE), tile.image(mean.reshape(-1)))
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, wide + _GAP)
        below = QRectF(left - _GAP / 2, top + _SIDE + 2, wide + _GAP, _NAME - 2)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)
    painter.setFont(before)


def _wide(tile: ImageTile) -> float:
    return _SIDE * tile.size.width() / tile.size.height()


def _across(width: float, tile: ImageTile) -> int:
    """How many images stand side by side."""
    return max(int((width - 2 * _PADDING + _GAP) // (_wide(tile) + _GAP)), 1)
