"""A share bar shows how a whole is divided: one coloured stretch for each part."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

_CORNER = 3.0


class ShareBar(QWidget):
    """Stretches from left to right, as long as their parts are large; nothing: an empty track."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self._parts: tuple[float, ...] = ()
        self._colours: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def parts(self) -> tuple[float, ...]:
        """The parts that show."""
        return self._parts

    def set_parts(self, parts: Sequence[float], colours: Sequence[str]) -> None:
        """Show parts, none negative, each in its colour "#RRGGBB".

        Raises ValueError where there are not as many colours as parts.
        """
        if len(parts) != len(colours):
            raise ValueError(f"{len(parts)} parts need as many colours, not {len(colours)}")
        self._parts, self._colours = tuple(parts), tuple(colours)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(16, self._height)

    def stretches(self) -> tuple[QRectF, ...]:
        """Where each part is painted."""
        whole, found, left = sum(self._parts), [], 0.0
        for part in self._parts:
            width = self.width() * part / whole if whole else 0.0
            found.append(QRectF(left, 0, width, self.height()))
            left += width
        return tuple(found)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), _CORNER, _CORNER)
        painter.fillPath(outline, self.palette().color(QPalette.ColorRole.Mid))
        painter.setClipPath(outline)
        for stretch, colour in zip(self.stretches(), self._colours, strict=True):
            painter.fillRect(stretch, QColor(colour))
