"""A tensor as a heat map with its numbers in the cells; a click chooses a cell."""

import math

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy

from app.look.colour_maps import diverging_rgba
from app.look.theme import Theme
from app.views.empty import small
from engine.probes import ShownTensor

_CELL = QSize(48, 20)  # pixels of a cell with its number
_LEAST = 5  # pixels of a cell without
_MOST_NUMBERED = 48  # columns up to which cells hold numbers
_HEAD = QSize(40, 16)  # room for the places along the edges
_ROWS = 8  # that are seen at once, where there are more

_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class TensorCanvas(QAbstractScrollArea):
    """The last axis runs to the right, all others downwards.

    Colours go from orange (negative) over the panel's (0) to blue (positive). What does not fit
    scrolls. Ctrl and the arrow keys move the chosen cell.
    """

    chosen = Signal(object)  # the place of a cell, a tuple as long as the tensor has axes

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._tensor: ShownTensor | None = None
        self._cells = np.empty((0, 0), np.float32)
        self._element: tuple[int, ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setMouseTracking(True)

    @property
    def tensor(self) -> ShownTensor | None:
        """The tensor that shows."""
        return self._tensor

    @property
    def element(self) -> tuple[int, ...]:
        """The chosen cell; empty without one."""
        return self._element

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours from now on."""
        self._theme = theme
        self.viewport().update()

    def show_tensor(self, tensor: ShownTensor | None, element: tuple[int, ...] = ()) -> None:
        """Draw a tensor; `element` is the chosen cell, if one is."""
        old = None if self._tensor is None else self._tensor.shape
        self._tensor, self._element = tensor, element
        values = np.empty((0, 0), np.float32) if tensor is None else tensor.values
        columns = values.shape[-1] if values.ndim else 1
        self._cells = values.reshape(-1, columns) if values.size else np.empty((0, 0), np.float32)
        if tensor is None or old != tensor.shape:
            self.verticalScrollBar().setValue(0)
            self.horizontalScrollBar().setValue(0)
            self.updateGeometry()
        self._set_bars()
        self._describe()
        self.viewport().update()

    def cell_at(self, point: QPoint) -> tuple[int, ...] | None:
        """The place of the cell at a point of the viewport; None beside them."""
        size = self._cell
        column = (point.x() - _HEAD.width() + self.horizontalScrollBar().value()) // size.width()
        row = (point.y() - _HEAD.height() + self.verticalScrollBar().value()) // size.height()
        rows, columns = self._cells.shape
        if point.x() < _HEAD.width() or point.y() < _HEAD.height():
            return None
        return self._place(row, column) if row < rows and column < columns else None

    def sizeHint(self) -> QSize:
        rows = min(max(len(self._cells), 1), _ROWS if self._is_numbered else 30)
        bar = self.horizontalScrollBar().sizeHint().height()
        return QSize(300, _HEAD.height() + rows * self._cell.height() + bar + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    @property
    def _is_numbered(self) -> bool:
        return self._cells.shape[1] <= _MOST_NUMBERED

    @property
    def _cell(self) -> QSize:
        if self._is_numbered:
            return _CELL
        room = (self.viewport().width() - _HEAD.width()) // max(self._cells.shape[1], 1)
        side = max(_LEAST, min(room, _CELL.height()))
        return QSize(side, side)

    def _place(self, row: int, column: int) -> tuple[int, ...]:
        assert self._tensor is not None
        shape = self._tensor.values.shape
        flat = row * self._cells.shape[1] + column
        return tuple(int(place) for place in np.unravel_index(flat, shape)) if shape else ()

    def _set_bars(self) -> None:
        rows, columns = self._cells.shape
        cell, view = self._cell, self.viewport().size()
        for bar, whole, page in (
            (self.horizontalScrollBar(), columns * cell.width() + _HEAD.width(), view.width()),
            (self.verticalScrollBar(), rows * cell.height() + _HEAD.height(), view.height()),
        ):
            bar.setRange(0, max(whole - page, 0))
            bar.setPageStep(page)
            bar.setSingleStep(cell.height())

    def _describe(self) -> None:
        tensor = self._tensor
        if tensor is None:
            self.setAccessibleDescription("")
            return
        text = self.tr("{name}, shape {shape}").format(name=tensor.name, shape=tensor.shape)
        if self._element:
            value = tensor.values[self._element]
            text += f"; {list(self._element)} = {value:.6g}"
        self.setAccessibleDescription(text)

    def resizeEvent(self, event: object) -> None:
        self._set_bars()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(self._theme.panel))
        if self._tensor is None or not self._cells.size:
            return
        painter.setFont(small(self.font()))
        cell, view = self._cell, self.viewport().rect()
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        first_row, first_column = top // cell.height(), left // cell.width()
        rows = range(
            first_row, min(first_row + view.height() // cell.height() + 2, len(self._cells))
        )
        wide = self._cells.shape[1]
        columns = range(first_column, min(first_column + view.width() // cell.width() + 2, wide))
        painter.save()
        painter.setClipRect(view.adjusted(_HEAD.width(), _HEAD.height(), 0, 0))
        origin = QPoint(_HEAD.width() - left, _HEAD.height() - top)
        self._paint_cells(painter, origin, rows, columns)
        painter.restore()
        self._paint_edges(painter, origin, rows, columns)

    def _paint_cells(self, painter: QPainter, origin: QPoint, rows: range, columns: range) -> None:
        assert self._tensor is not None
        cell, limit = self._cell, self._tensor.largest or 1.0
        part = self._cells[rows.start : rows.stop, columns.start : columns.stop]
        pixels = np.ascontiguousarray(diverging_rgba(part, self._theme, limit))
        height, width, _ = pixels.shape
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBX8888)
        place = QRect(
            origin.x() + columns.start * cell.width(),
            origin.y() + rows.start * cell.height(),
            width * cell.width(),
            height * cell.height(),
        )
        painter.drawImage(place, image)
        if self._is_numbered:
            self._paint_numbers(painter, origin, rows, columns, limit)
        self._paint_choice(painter, origin)

    def _paint_numbers(
        self, painter: QPainter, origin: QPoint, rows: range, columns: range, limit: float
    ) -> None:
        cell = self._cell
        for row in rows:
            for column in columns:
                value = float(self._cells[row, column])
                is_strong = abs(value) > 0.7 * limit and math.isfinite(value)
                ink = self._theme.on_accent if is_strong else self._theme.text
                painter.setPen(QColor(ink))
                box = QRect(origin + QPoint(column * cell.width(), row * cell.height()), cell)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cell_text(value))
                painter.setPen(QColor(self._theme.line))
                painter.drawRect(box)

    def _paint_choice(self, painter: QPainter, origin: QPoint) -> None:
        if not self._element or self._tensor is None:
            return
        flat = int(np.ravel_multi_index(self._element, self._tensor.values.shape))
        row, column = divmod(flat, self._cells.shape[1])
        cell = self._cell
        box = QRect(origin + QPoint(column * cell.width(), row * cell.height()), cell)
        painter.setPen(QPen(QColor(self._theme.accent), 2))
        painter.drawRect(box.adjusted(1, 1, -1, -1))

    def _paint_edges(self, painter: QPainter, origin: QPoint, rows: range, columns: range) -> None:
        """Write each row's and column's place along the edges, as many as there is room for."""
        cell = self._cell
        painter.setPen(QColor(self._theme.muted))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        every = -(-16 // cell.height())
        for row in rows:
            y = origin.y() + row * cell.height()
            if row % every == 0 and y >= _HEAD.height() - cell.height() // 2:
                place = ",".join(map(str, self._place(row, 0)[:-1]))
                box = QRect(0, y + cell.height() // 2 - 8, _HEAD.width() - 4, 16)
                painter.drawText(box, side, place)
        every = max(1, 32 // cell.width())
        for column in columns:
            x = origin.x() + column * cell.width()
            if column % every == 0 and x >= _HEAD.width() - cell.width() // 2:
                box = QRect(x - 16, 0, cell.width() + 32, _HEAD.height())
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(column))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.cell_at(event.position().toPoint())
        if place is not None:
            self.chosen.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.cell_at(event.position().toPoint())
        if place is None or self._tensor is None:
            self.viewport().setToolTip("")
            return
        value = self._tensor.values[place]
        self.viewport().setToolTip(f"{self._tensor.name}{list(place)} = {value:.7g}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        is_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if step is None or not is_control or not self._cells.size or self._tensor is None:
            super().keyPressEvent(event)
            return
        shape = self._tensor.values.shape
        flat = int(np.ravel_multi_index(self._element, shape)) if self._element else 0
        row, column = divmod(flat, self._cells.shape[1])
        row = min(max(row + step[0], 0), self._cells.shape[0] - 1)
        column = min(max(column + step[1], 0), self._cells.shape[1] - 1)
        self.chosen.emit(self._place(row, column))


def cell_text(value: float) -> str:
    """A number that fits into a cell."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "∞"
    if value == 0:
        return "0"
    text = f"{value:.2f}" if 0.01 <= abs(value) < 1000 else f"{value:.0e}".replace("e-0", "e-")
    return text.replace("-", "−", 1) if text.startswith("-") else text
