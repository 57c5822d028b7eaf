"""A formula label shows formulas typeset, in rows."""

import threading
from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, QSizeF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

_GAP = 6  # pixels between two rows
_APART = 32  # pixels between two formulas of a row
_LOOK_MS = 20
_PLAIN_HEIGHT = 22


class FormulaLabel(QWidget):
    """Formulas as the engine writes them; until they are typeset, they show as they are written.

    Typesetting is done by a thread, so that the window goes on; what it has once made is kept.
    Formulas stand beside each other where there is room; one that is wider than the label is drawn
    smaller.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._formulas: tuple[str, ...] = ()
        self._pictures: list[QSvgRenderer] = []
        self._job: _Job | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)

    @property
    def typeset(self) -> bool:
        """Whether all formulas are typeset."""
        return len(self._pictures) == len(self._formulas)

    def set_formulas(self, formulas: Sequence[str]) -> None:
        """Show these formulas."""
        if tuple(formulas) == self._formulas:
            return
        self._formulas = tuple(formulas)
        self.setAccessibleDescription("; ".join(self._formulas))
        self._begin()

    def sizeHint(self) -> QSize:
        widths = [picture.defaultSize().width() for picture in self._pictures]
        return QSize(max(widths, default=200), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.heightForWidth(self.width()))

    def heightForWidth(self, width: int) -> int:
        if not self.typeset:
            return (_PLAIN_HEIGHT + _GAP) * len(self._formulas) - _GAP
        places = self._places(width)
        return ceil(max((place.bottom() for place in places), default=0.0))

    def _places(self, width: int) -> list[QRectF]:
        """Where each formula is drawn: in the row begun, or in a new one where that is full."""
        places: list[QRectF] = []
        row: list[QRectF] = []
        left = top = 0.0
        for picture in self._pictures:
            size = QSizeF(picture.defaultSize())
            size *= min(1.0, width / max(size.width(), 1.0))
            if row and left + size.width() > width:
                top = max(place.bottom() for place in row) + _GAP
                left, row = 0.0, []
            row.append(QRectF(left, top, size.width(), size.height()))
            left += size.width() + _APART
            height = max(place.height() for place in row)
            for place in row:
                place.moveTop(top + (height - place.height()) / 2)
            places.append(row[-1])
        return places

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        y = 0.0
        if not self.typeset:
            for formula in self._formulas:
                painter.drawText(QRectF(0, y, self.width(), _PLAIN_HEIGHT), 0, formula)
                y += _PLAIN_HEIGHT + _GAP
            return
        for picture, place in zip(self._pictures, self._places(self.width()), strict=True):
            picture.render(painter, place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.updateGeometry()  # another width may need another height

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._begin()

    def _begin(self) -> None:
        if not self._formulas:
            self._pictures = []
            return
        colour = self.palette().color(QPalette.ColorRole.WindowText).name()
        self._job = _Job(self._formulas, colour)
        self._job.start()
        self._timer.start()

    def _look(self) -> None:
        job = self._job
        if job is None or job.is_alive():
            return
        self._timer.stop()
        self._job = None
        self._pictures = [QSvgRenderer(QByteArray(picture)) for picture in job.pictures]
        self.updateGeometry()
        self.update()


class _Job(threading.Thread):
    """Typesets some formulas; `pictures` is complete when the thread has ended."""

    def __init__(self, formulas: tuple[str, ...], colour: str) -> None:
        super().__init__(daemon=True, name="typesetting")
        self._formulas, self._colour = formulas, colour
        self.pictures: tuple[bytes, ...] = ()

    def run(self) -> None:
        # It takes a fifth of a second to import, which no window is to wait for.
        from app.look.typeset import formula_svg

        self.pictures = tuple(formula_svg(each, self._colour) for each in self._formulas)
