"""What the hands on the diagram show: plus signs, the selection, and where something would go."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.look.theme import LIGHT, Theme
from app.views.diagram import HEADING_HEIGHT, Diagram

_RADIUS = 6.5  # pixels, of a plus sign
_ARM = 3.0
_LEAST_SPACING = 30.0  # pixels from column to column
_PLUS_TOP = 36.0  # of its middle, below the top
_CORNER = 5.0
_WIDEST = 168.0  # pixels, of the frame around a heading
_SOFT = 34  # of 255: the tint of what is selected


def strip(visible: QRectF) -> QRectF:
    """The headings' strip, which stays at the top of what is in sight."""
    return QRectF(visible.left(), visible.top(), visible.width(), HEADING_HEIGHT - 8)


def boundary(diagram: Diagram, gap: int) -> float:
    """The x between two columns."""
    return diagram.centre(gap) + diagram.room(gap) / 2 + _slack(diagram, gap)


def _slack(diagram: Diagram, gap: int) -> float:
    """Half of what the columns' rooms leave free between them."""
    between = diagram.centre(gap + 1) - diagram.centre(gap)
    return (between - (diagram.room(gap) + diagram.room(gap + 1)) / 2) / 2


def plus_at(diagram: Diagram, visible: QRectF, gap: int) -> QPointF:
    """The middle of a gap's plus sign."""
    return QPointF(boundary(diagram, gap), visible.top() + _PLUS_TOP)


def has_room(diagram: Diagram, gap: int) -> bool:
    """Whether a plus sign does not touch its neighbours: else it takes a larger picture."""
    return diagram.centre(gap + 1) - diagram.centre(gap) >= _LEAST_SPACING


class HandsPicture:
    """Draws in the diagram's coordinates, over everything else."""

    def __init__(self) -> None:
        self.theme: Theme = LIGHT

    def paint_columns(
        self, painter: QPainter, diagram: Diagram, visible: QRectF, marked: Sequence[int]
    ) -> None:
        """Frame the headings of selected columns."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tint = QColor(self.theme.accent)
        tint.setAlpha(_SOFT)
        painter.setPen(QPen(QColor(self.theme.accent), 1.5))
        painter.setBrush(tint)
        for column in marked:
            width = min(diagram.room(column) - 6, _WIDEST)
            left = diagram.centre(column) - width / 2
            box = QRectF(left, visible.top() + 4, width, HEADING_HEIGHT - 14)
            painter.drawRoundedRect(box, _CORNER, _CORNER)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def paint_gaps(
        self, painter: QPainter, diagram: Diagram, visible: QRectF, hovered: int | None
    ) -> None:
        """Draw a plus sign on every edge, a strong one where the mouse is."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for gap in range(len(diagram.columns) - 1):
            at = plus_at(diagram, visible, gap)
            if not has_room(diagram, gap):
                continue
            if visible.left() - _RADIUS < at.x() < visible.right() + _RADIUS:
                self._paint_plus(painter, at, gap == hovered)

    def paint_target(self, painter: QPainter, diagram: Diagram, visible: QRectF, gap: int) -> None:
        """Draw where dragged columns would go."""
        x = boundary(diagram, gap)
        painter.setPen(QPen(QColor(self.theme.accent), 2))
        painter.drawLine(QPointF(x, visible.top() + 4), QPointF(x, visible.bottom() - 8))

    def paint_skip(
        self, painter: QPainter, diagram: Diagram, visible: QRectF, column: int, to: QPointF
    ) -> None:
        """Draw the skip that is being dragged from a column, and the column it would end at."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.theme.accent), 2, Qt.PenStyle.DashLine))
        start = QPointF(diagram.centre(column), visible.top() + HEADING_HEIGHT - 8)
        path = QPainterPath(start)
        middle = (start.x() + to.x()) / 2
        path.quadTo(QPointF(middle, max(start.y(), to.y()) + 40), to)
        painter.drawPath(path)
        end = diagram.column_at(to.x())
        if end is not None and end > column:
            self.paint_columns(painter, diagram, visible, [end])

    def _paint_plus(self, painter: QPainter, at: QPointF, is_hovered: bool) -> None:
        theme = self.theme
        ground, line = (theme.accent, theme.on_accent) if is_hovered else (theme.panel, theme.muted)
        painter.setPen(QPen(QColor(theme.accent if is_hovered else theme.line), 1))
        painter.setBrush(QColor(ground))
        painter.drawEllipse(at, _RADIUS, _RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(line), 1.4))
        painter.drawLine(at - QPointF(_ARM, 0), at + QPointF(_ARM, 0))
        painter.drawLine(at - QPointF(0, _ARM), at + QPointF(0, _ARM))
