"""Segments are a few choices side by side, of which one holds."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

_CORNER = 7.0
_SOFT = 0.12  # of the accent's colour behind the choice that holds
_HOVER = 0.10  # of the muted colour below the mouse


class Segments(QTabBar):
    """A slim row of named choices; the arrow keys go from one to the next."""

    chosen = Signal(str)  # the key of a choice, when another one is made

    def __init__(self, name: str, tooltip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: list[str] = []
        self.setProperty("role", "segments")
        self.setAccessibleName(name)
        self.setToolTip(tooltip)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.currentChanged.connect(self._tell)

    def add(self, key: str, text: str, tooltip: str) -> None:
        """Add a choice at the end."""
        with QSignalBlocker(self):
            index = self.addTab(text)
        self._keys.append(key)
        self.setTabToolTip(index, tooltip)

    @property
    def key(self) -> str:
        """The choice that holds; "" before there is one."""
        return self._keys[self.currentIndex()] if self._keys else ""

    def choose(self, key: object) -> None:
        """Make this choice; what is none of them is left alone."""
        if key in self._keys:
            self.setCurrentIndex(self._keys.index(str(key)))

    def show_choice(self, key: str, shown: bool) -> None:
        """Show a choice, or hide it where it makes no sense."""
        index = self._keys.index(key)
        # Told what it knows, Qt (seen in 6.11) forgets that an earlier change awaits a new layout.
        if shown != self.isTabVisible(index):
            self.setTabVisible(index, shown)
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, role = self.palette(), QPalette.ColorRole
        shown = [index for index in range(self.count()) if self.isTabVisible(index)]
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if shown:
            frame.setRight(self.tabRect(shown[-1]).right() - 0.5)
        outline = QPainterPath()
        outline.addRoundedRect(frame, _CORNER, _CORNER)
        painter.save()
        painter.setClipPath(outline)
        for index in shown:
            self._paint_ground(painter, index)
        painter.restore()
        painter.setPen(QPen(palette.color(role.Mid), 1))
        for index in shown[1:]:
            left = self.tabRect(index).left() + 0.5
            painter.drawLine(QPointF(left, 1), QPointF(left, self.height() - 1))
        painter.drawPath(outline)
        for index in shown:
            is_chosen = index == self.currentIndex()
            painter.setPen(palette.color(role.WindowText if is_chosen else role.PlaceholderText))
            painter.drawText(self.tabRect(index), Qt.AlignmentFlag.AlignCenter, self.tabText(index))
        if self.hasFocus():
            painter.setPen(QPen(palette.color(role.Highlight), 2))
            painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverMove, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def _paint_ground(self, painter: QPainter, index: int) -> None:
        """Tint the choice that holds, and the one below the mouse."""
        palette, role = self.palette(), QPalette.ColorRole
        area = QRectF(self.tabRect(index))
        painter.fillRect(area, palette.color(role.Base))
        is_chosen = index == self.currentIndex()
        is_under = self.tabRect(index).contains(self.mapFromGlobal(QCursor.pos()))
        if is_chosen or is_under:
            tint = QColor(palette.color(role.Highlight if is_chosen else role.PlaceholderText))
            tint.setAlphaF(_SOFT if is_chosen else _HOVER)
            painter.fillRect(area, tint)
        if is_chosen:
            line = QRectF(area.left(), area.bottom() - 1.5, area.width(), 2)
            painter.fillRect(line, palette.color(role.Highlight))

    def _tell(self, index: int) -> None:
        if 0 <= index < len(self._keys):
            self.chosen.emit(self._keys[index])
