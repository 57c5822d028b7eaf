"""A formula label shows formulas typeset, one below the other."""

import threading
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

_GAP = 6  # pixels between two formulas
_LOOK_MS = 20
_PLAIN_HEIGHT = 22


class FormulaLabel(QWidget):
    """Formulas as the engine writes them; until they are typeset, they show as they are written.

    Typesetting is done by a thread, so that the window goes on; what it has once made is kept. A
    formula that is wider than the label is drawn smaller.
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
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
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
        heights = [picture.defaultSize().height() for picture in self._pictures]
        widths = [picture.defaultSize().width() for picture in self._pictures]
        if not self.typeset:
            heights = [_PLAIN_HEIGHT] * len(self._formulas)
        return QSize(max(widths, default=200), sum(heights) + _GAP * max(len(heights) - 1, 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        y = 0.0
        if not self.typeset:
            for formula in self._formulas:
                painter.drawText(QRectF(0, y, self.width(), _PLAIN_HEIGHT), 0, formula)
                y += _PLAIN_HEIGHT + _GAP
            return
        for picture in self._pictures:
            size = picture.defaultSize()
            share = min(1.0, self.width() / max(size.width(), 1))
            picture.render(painter, QRectF(0, y, size.width() * share, size.height() * share))
            y += size.height() * share + _GAP

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
