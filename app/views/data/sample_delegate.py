"""The delegate paints the table's cells: quickly, because all in sight change with every answer."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.look.style import mix
from app.look.theme import Theme
from app.views.data.sample_model import SampleModel

PADDING = 8
_MARK = 12  # pixels of a mark, with a gap behind it
_MARK_GAP = 5
_SELECTED_SHARE = 0.14
_MOST_CERTAIN = 7  # characters that fit into every column


class SampleDelegate(QStyledItemDelegate):
    """Asks the model for what a cell shows all at once, not role by role."""

    def __init__(self, model: SampleModel, theme: Theme) -> None:
        super().__init__(model)
        self._model = model
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme's colours."""
        self._text, self._accent = QColor(theme.text), QColor(theme.accent)
        self._selected = QBrush(QColor(mix(theme.panel, theme.accent, _SELECTED_SHARE)))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell = self._model.cell(index.row(), index.column())
        area = QRectF(option.rect)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self._selected)
        elif cell.ground is not None:
            painter.fillRect(area, cell.ground)
        text = area.adjusted(PADDING, 0, -PADDING, 0)
        if cell.mark is not None:
            top = area.center().y() - _MARK / 2
            painter.drawPixmap(QPointF(text.left(), top), cell.mark)
            text.setLeft(text.left() + _MARK + _MARK_GAP)
        side = Qt.AlignmentFlag.AlignRight if cell.is_number else Qt.AlignmentFlag.AlignLeft
        painter.setPen(self._text)
        shown = cell.text
        if len(shown) > _MOST_CERTAIN:
            metrics = QFontMetricsF(painter.font())
            shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, side | Qt.AlignmentFlag.AlignVCenter, shown)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRectF(area.left(), area.bottom() - 2, area.width(), 2), self._accent)
