"""A set tile is a button for a data set: its picture in small, its name, and its size."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QIcon,
    QImage,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

_HEIGHT = 48
_PICTURE = 36
_CORNER = 7.0
_MARGIN = 5
_DOT = 1.4  # pixels, radius
_SMALLER = 0.75  # points, against the title
_LEAST_SHARE = 0.7  # of its size, to which a long name is set smaller before it is shortened


class SetTile(QAbstractButton):
    """Checkable; painted from points, an image or an icon. `detail` stands small under the name."""

    def __init__(self, title: str, detail: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: NDArray[np.float64] = np.empty((0, 2))
        self._colours: tuple[str, ...] = ()
        self._image: QImage | None = None
        self._detail = ""
        self.setCheckable(True)
        self.setText(title)
        self.set_detail(detail)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def detail(self) -> str:
        """What stands under the name."""
        return self._detail

    def set_detail(self, detail: str) -> None:
        """Say something else under the name."""
        self._detail = detail
        self.setAccessibleName(f"{self.text()}, {detail}")
        self.update()

    def set_points(self, points: ArrayLike, colours: tuple[str, ...]) -> None:
        """Show points from 0 to 99, (n, 2), the second axis upwards, each in its "#RRGGBB"."""
        self._points, self._colours = np.asarray(points, dtype=np.float64), colours
        self.update()

    def set_image(self, grey: NDArray[np.uint8]) -> None:
        """Show an image of grey values, (height, width)."""
        height, width = grey.shape
        content = np.ascontiguousarray(grey).tobytes()
        image = QImage(content, width, height, width, QImage.Format.Format_Grayscale8)
        self._image = image.copy()  # which no longer needs `content`
        self.update()

    def set_icon(self, icon: QIcon) -> None:
        """Show an icon where there are neither points nor an image."""
        self.setIcon(icon)

    def sizeHint(self) -> QSize:
        return QSize(_PICTURE + 100, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(_PICTURE + 60, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        place = QRectF(_MARGIN, (_HEIGHT - _PICTURE) / 2, _PICTURE, _PICTURE)
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._image)
        elif len(self._points):
            self._paint_points(painter, place.adjusted(3, 3, -3, -3))
        else:
            side = self.iconSize().width()
            centre = place.center().toPoint()
            self.icon().paint(painter, centre.x() - side // 2, centre.y() - side // 2, side, side)
        self._paint_texts(painter)

    def _paint_frame(self, painter: QPainter) -> None:
        palette, role = self.palette(), QPalette.ColorRole.Mid
        if self.isChecked() or self.hasFocus():
            role = QPalette.ColorRole.Highlight
        elif self.underMouse():
            role = QPalette.ColorRole.Dark
        width = 2 if self.isChecked() else 1
        painter.setPen(QPen(palette.color(role), width))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        frame = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(frame, _CORNER, _CORNER)
        if self.hasFocus() and self.isChecked():
            text = palette.color(QPalette.ColorRole.WindowText)
            painter.setPen(QPen(text, 1, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(frame.adjusted(2.5, 2.5, -2.5, -2.5), _CORNER - 2, _CORNER - 2)

    def _paint_points(self, painter: QPainter, room: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for (x, y), colour in zip(self._points / 99, self._colours, strict=True):
            painter.setBrush(QColor(colour))
            at = QPointF(room.left() + x * room.width(), room.bottom() - y * room.height())
            painter.drawEllipse(at, _DOT, _DOT)

    def _paint_texts(self, painter: QPainter) -> None:
        """Write the name and the detail, each shortened where the room ends."""
        left = _PICTURE + 2 * _MARGIN
        room = self.width() - left - 2
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() - _SMALLER)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.Medium)
        for text, font, role, top in (
            (self.text(), bold, QPalette.ColorRole.WindowText, 6),
            (self._detail, small, QPalette.ColorRole.PlaceholderText, _HEIGHT // 2),
        ):
            painter.setFont(_fitted(font, text, room))
            painter.setPen(self.palette().color(role))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
            line = QRectF(left, top, room, _HEIGHT // 2 - 6)
            painter.drawText(
                line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown
            )


def _fitted(font: QFont, text: str, room: int) -> QFont:
    """The font, smaller where the text would not have room otherwise, within reason."""
    width = QFontMetricsF(font).horizontalAdvance(text)
    if width <= room:
        return font
    smaller = QFont(font)
    smaller.setPointSizeF(font.pointSizeF() * max(0.94 * room / width, _LEAST_SHARE))
    return smaller
