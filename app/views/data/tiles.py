"""Tiles: one sample as a small picture, as a strip of lines, or as a row of characters."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QPainter, QPen, QPolygonF

from app.look.theme import Theme, class_colours
from app.trainer.messages import Loaded
from engine.data.dataset import Facts

_IMAGE_SIDE = 56  # pixels that an image's longer side has at least, where it is enlarged
_STRIP = QSize(184, 52)
_TEXT = QSize(184, 26)
_LEAST_SPREAD = 1e-9


class Tile(ABC):
    """How a sample of one data set is drawn.

    `size` is in pixels; a tile that `stretches` may be wider.
    """

    size: QSize
    stretches: ClassVar[bool] = True

    @abstractmethod
    def paint(self, painter: QPainter, area: QRectF, values: NDArray[Any], theme: Theme) -> None:
        """Draw the sample with these raw values, (columns,)."""


class ImageTile(Tile):
    """An image, each of its pixels as large as whole pixels of the screen."""

    stretches = False

    def __init__(self, loaded: Loaded) -> None:
        self._shape = loaded.facts.input_shape
        bounds = loaded.bounds
        self._low = float(bounds[:, 0].min())
        self._spread = max(float(bounds[:, 1].max()) - self._low, _LEAST_SPREAD)
        height, width = self._shape[-2:]
        times = max(round(_IMAGE_SIDE / max(height, width)), 1)
        self.size = QSize(times * width, times * height)

    def paint(self, painter: QPainter, area: QRectF, values: NDArray[Any], theme: Theme) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(area, self.image(values))

    def image(self, values: NDArray[Any]) -> QImage:
        """Return the image in its own colours: grey, or red, green and blue."""
        shares = (np.asarray(values, dtype=np.float32) - self._low) * (255 / self._spread)
        return picture(shares.reshape(self._shape))


class StripTile(Tile):
    """A sequence as lines over time, one for each feature."""

    def __init__(self, loaded: Loaded) -> None:
        self.size = _STRIP
        self._shape = loaded.facts.input_shape
        bounds = loaded.bounds
        self._low = float(bounds[:, 0].min())
        self._spread = max(float(bounds[:, 1].max()) - self._low, _LEAST_SPREAD)

    def paint(self, painter: QPainter, area: QRectF, values: NDArray[Any], theme: Theme) -> None:
        lines = values.reshape(self._shape[0], -1).T
        room = area.adjusted(3, 3, -3, -3)
        x = np.linspace(room.left(), room.right(), lines.shape[1])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line, colour in zip(lines, line_colours(len(lines), theme), strict=True):
            y = room.bottom() - (line - self._low) / self._spread * room.height()
            points = [QPointF(*point) for point in np.stack([x, y], axis=1).tolist()]
            painter.setPen(QPen(QColor(colour), 1.4))
            painter.drawPolyline(QPolygonF(points))


class TextTile(Tile):
    """A row of characters, whose codes are the classes."""

    def __init__(self, facts: Facts) -> None:
        self.size = _TEXT
        self._names = facts.class_names
        self._shape = facts.input_shape

    def paint(self, painter: QPainter, area: QRectF, values: NDArray[Any], theme: Theme) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(painter.font().pointSizeF())
        before = QFont(painter.font())
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        # The end stands next to what is to be predicted.
        text = painter.fontMetrics().elidedText(
            self.text(values), Qt.TextElideMode.ElideLeft, round(area.width()) - 8
        )
        painter.drawText(area.adjusted(4, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, text)
        painter.setFont(before)

    def text(self, values: NDArray[Any]) -> str:
        """Return the characters of a sample, of codes or one-hot."""
        codes = values.reshape(self._shape)
        codes = codes.argmax(axis=-1) if codes.ndim > 1 else codes.astype(int)
        names = self._names
        return "".join(names[code] if code < len(names) else f" {code} " for code in codes.tolist())


def tile_for(loaded: Loaded) -> Tile | None:
    """Return the tile that suits the data; None for rows, which are listed in a table."""
    facts = loaded.facts
    if facts.kind == "images":
        return ImageTile(loaded)
    is_text = facts.kind == "sequences" and 2 < facts.input_shape[-1] == facts.class_count
    if facts.kind == "codes" or is_text:
        return TextTile(facts)
    return StripTile(loaded) if facts.kind == "sequences" else None


def line_colours(count: int, theme: Theme) -> tuple[str, ...]:
    """Return the colours of so many lines in one picture."""
    return (theme.accent,) if count == 1 else class_colours(count)


def picture(values: NDArray[np.floating]) -> QImage:
    """Return (channels, height, width) from 0 to 255 as an image: grey, or the first three."""
    pixels = np.clip(np.nan_to_num(values), 0, 255).astype(np.uint8)
    height, width = pixels.shape[-2:]
    if len(pixels) < 3:
        grey = np.ascontiguousarray(pixels[0])
        return QImage(grey.data, width, height, width, QImage.Format.Format_Grayscale8).copy()
    rgb = np.ascontiguousarray(np.moveaxis(pixels[:3], 0, -1))
    return QImage(rgb.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
