"""A thumbnail is a button that shows a data set as a small scatter of its points."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

_SIDE = 52
_CORNER = 7.0
_DOT = 1.5  # pixels, radius
_MOST_DOTS = 160  # more would run together at this size


class Thumbnail(QAbstractButton):
    """Checkable; shows points in their colours, or a picture. Its tooltip is its label."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: NDArray[np.float64] = np.empty((0, 2))
        self._colours: tuple[str, ...] = ()
        self.setCheckable(True)
        self.setText(label)
        self.setToolTip(label)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_points(self, points: ArrayLike, colours: Sequence[str]) -> None:
        """Show points, shape (n, 2), the second axis upwards, each in its colour "#RRGGBB".

        Raises ValueError where there are not as many colours as points.
        """
        every = np.asarray(points, dtype=np.float64).reshape(-1, 2)
        if len(every) != len(colours):
            raise ValueError(f"{len(every)} points need as many colours, not {len(colours)}")
        stride = -(-len(every) // _MOST_DOTS) or 1
        self._points = every[::stride]
        self._colours = tuple(colours[::stride])
        self.update()

    def set_picture(self, picture: QIcon) -> None:
        """Show a picture where there are no points, e.g. for a file of one's own."""
        self.setIcon(picture)

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        if len(self._points):
            self._paint_points(painter)
        else:
            side = self.iconSize().width()
            centre = self.rect().center()
            self.icon().paint(
                painter, centre.x() - side // 2 + 1, centre.y() - side // 2 + 1, side, side
            )

    def _paint_frame(self, painter: QPainter) -> None:
        palette = self.palette()
        role = QPalette.ColorRole.Mid
        if self.isChecked() or self.hasFocus():
            role = QPalette.ColorRole.Highlight
        elif self.underMouse():
            role = QPalette.ColorRole.Dark
        width = 2 if self.isChecked() else 1
        inset = 1 if self.isChecked() else 2.5
        painter.setPen(QPen(palette.color(role), width))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, _CORNER, _CORNER)
        if self.hasFocus() and self.isChecked():
            painter.setPen(
                QPen(palette.color(QPalette.ColorRole.WindowText), 1, Qt.PenStyle.DotLine)
            )
            painter.drawRoundedRect(frame.adjusted(2.5, 2.5, -2.5, -2.5), _CORNER - 2, _CORNER - 2)

    def _paint_points(self, painter: QPainter) -> None:
        low, high = self._points.min(axis=0), self._points.max(axis=0)
        share = (self._points - low) / np.maximum(high - low, 1e-12)
        room = QRectF(self.rect()).adjusted(7, 7, -7, -7)
        painter.setPen(Qt.PenStyle.NoPen)
        for (x, y), colour in zip(share, self._colours, strict=True):
            painter.setBrush(QColor(colour))
            at = QPointF(room.left() + x * room.width(), room.bottom() - y * room.height())
            painter.drawEllipse(at, _DOT, _DOT)
