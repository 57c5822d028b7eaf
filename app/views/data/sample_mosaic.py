"""The mosaic of samples: a tile for each, its target and what the network said below it."""

from math import ceil

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea

from app.look.style import mix
from app.look.theme import Theme, class_colours
from app.trainer.messages import Loaded
from app.views.data.marks import paint_mark
from app.views.data.sample_page import Pages, Row
from app.views.data.sample_words import row_lines, said_text, target_text
from app.views.data.tiles import Tile, tile_for
from app.views.empty import small

_GAP = 8  # pixels between two tiles
_PADDING = 4  # between a tile's frame and its picture
_LEAST_WIDTH = 76  # of a tile, so that two names fit below it
_EDGE = 12
_WRONG_SHARE = 0.14


class SampleMosaic(QAbstractScrollArea):
    """Shows Pages as tiles; the arrow keys go from one to the next, Enter or a click opens it."""

    opened = Signal(int)  # the place in the list
    looked = Signal()  # other tiles are in sight

    def __init__(self, pages: Pages, theme: Theme) -> None:
        super().__init__()
        self._pages = pages
        self._theme = theme
        self._loaded: Loaded | None = None
        self._tile: Tile | None = None
        self._place = -1
        self.setAccessibleName(self.tr("Samples"))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().valueChanged.connect(self._look)

    def set_data(self, loaded: Loaded) -> None:
        """Show other data, from its first sample."""
        self._loaded, self._tile, self._place = loaded, tile_for(loaded), -1
        self.verticalScrollBar().setValue(0)
        self._look()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours from now on."""
        self._theme = theme
        self.viewport().update()

    def refresh(self) -> None:
        """The page is new."""
        self._look()

    def go_to(self, place: int) -> None:
        """Select the tile at a place of the list, and scroll there."""
        if not 0 <= place < self._pages.total:
            return
        self._place = place
        area, bar = self._area(place), self.verticalScrollBar()
        if area.top() < _GAP:
            bar.setValue(bar.value() + area.top() - _GAP)
        elif area.bottom() > self.viewport().height():
            bar.setValue(bar.value() + area.bottom() - self.viewport().height() + _GAP)
        row = self._pages.row(place)
        if row is not None and self._loaded is not None:
            self.setAccessibleDescription(", ".join(row_lines(row, self._loaded.facts)))
        self.viewport().update()

    @property
    def place(self) -> int:
        """The place of the selected tile; -1: none is."""
        return self._place

    @property
    def across(self) -> int:
        """How many tiles stand side by side."""
        room = self.viewport().width() - 2 * _EDGE + _GAP
        return max(room // (self._cell.width() + _GAP), 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(self._theme.panel))
        painter.setFont(small(self.font()))
        for place in self._in_sight():
            row = self._pages.row(place)
            self._paint_frame(painter, self._area(place), row, place == self._place)
            if row is not None:
                self._paint_sample(painter, self._area(place), row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = max(self.viewport().height() // self._pitch, 1) * self.across
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self.across,
            Qt.Key.Key_Down: self.across,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -self._pages.total,
            Qt.Key.Key_End: self._pages.total,
        }
        key, last = Qt.Key(event.key()), self._pages.total - 1
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._place >= 0:
            self.opened.emit(self._place)
        elif key in steps and last >= 0:
            moved = self._place + steps[key] if self._place >= 0 else 0
            self.go_to(min(max(moved, 0), last))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_under(event.position().toPoint())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self.go_to(place)
            self.opened.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_under(event.position().toPoint())
        row = None if place is None else self._pages.row(place)
        known = row is not None and self._loaded is not None
        shape = Qt.CursorShape.PointingHandCursor if known else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        lines = row_lines(row, self._loaded.facts) if row and self._loaded else []
        self.viewport().setToolTip("\n".join(lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._look()

    @property
    def _cell(self) -> QSize:
        """The size of a tile with its frame and the line below it."""
        size = self._tile.size if self._tile else QSize(_LEAST_WIDTH, _LEAST_WIDTH)
        line = ceil(QFontMetricsF(small(self.font())).lineSpacing())
        width = max(size.width() + 2 * _PADDING, _LEAST_WIDTH)
        return QSize(width, size.height() + line + 3 * _PADDING)

    @property
    def _pitch(self) -> int:
        """The pixels from one row of tiles to the next."""
        return self._cell.height() + _GAP

    def _area(self, place: int) -> QRect:
        """Where the tile at a place stands in the viewport."""
        line, column = divmod(place, self.across)
        room = self.viewport().width() - 2 * _EDGE + _GAP
        left, right = (_EDGE + round(c * room / self.across) for c in (column, column + 1))
        top = _GAP + line * self._pitch - self.verticalScrollBar().value()
        cell = self._cell
        if self._tile is not None and self._tile.stretches:
            cell.setWidth(right - left - _GAP)
        return QRect(QPoint(left, top), cell)

    def _in_sight(self) -> range:
        top = self.verticalScrollBar().value()
        first = max(top - _GAP, 0) // self._pitch
        last = (top + self.viewport().height()) // self._pitch
        return range(first * self.across, min((last + 1) * self.across, self._pages.total))

    def _place_under(self, point: QPoint) -> int | None:
        return next((p for p in self._in_sight() if self._area(p).contains(point)), None)

    def _look(self) -> None:
        """Note which tiles are in sight, and how far there is to scroll."""
        lines = ceil(self._pages.total / self.across)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(lines * self._pitch + _GAP - self.viewport().height(), 0))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self._pitch // 2)
        sight = self._in_sight()
        most = (self.viewport().height() // self._pitch + 2) * self.across
        self._pages.look_at(sight.start, max(len(sight), most))
        self.viewport().update()
        self.looked.emit()

    def _paint_frame(
        self, painter: QPainter, area: QRect, row: Row | None, is_chosen: bool
    ) -> None:
        theme, frame = self._theme, QRectF(area).adjusted(1, 1, -1, -1)
        colour, width, fill = theme.line, 1.0, theme.panel
        if row is not None and row.is_wrong:
            colour, width = theme.bad, 2.0
            fill = mix(theme.panel, theme.bad, _WRONG_SHARE)
        if is_chosen:
            colour, width = theme.accent, 2.5
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colour), width))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(frame, 5, 5)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_sample(self, painter: QPainter, area: QRect, row: Row) -> None:
        assert self._tile is not None
        assert self._loaded is not None
        facts, height = self._loaded.facts, self._tile.size.height()
        width = self._tile.size.width()
        if self._tile.stretches:
            width = area.width() - 2 * _PADDING
        left = area.left() + (area.width() - width) // 2
        picture = QRectF(left, area.top() + _PADDING, width, height)
        self._tile.paint(painter, picture, row.values, self._theme)
        below = QRectF(area).adjusted(_PADDING + 2, picture.height() + 2 * _PADDING, -_PADDING, -2)
        painter.setPen(QColor(self._theme.text))
        text = target_text(row.target, facts)
        if row.said is not None and (row.is_wrong or not facts.class_count):
            text = f"{text} → {said_text(row, facts)}"
        if facts.class_count:
            colour = class_colours(facts.class_count)[int(row.target)]
            at = below.topLeft() + QRectF(0, 0, 8, below.height()).center()
            paint_mark(painter, at, colour, self._theme, row.is_wrong)
            painter.setPen(QColor(self._theme.text))
            below.setLeft(below.left() + 14)
        elided = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, round(below.width())
        )
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, elided)
