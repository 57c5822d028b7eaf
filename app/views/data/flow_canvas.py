"""The canvas of one sample's way: a line for each stage, with its title and its picture."""

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.look.theme import Theme
from app.trainer.messages import Loaded
from app.views.data.stage_picture import StagePicture, picture_of
from app.views.data.stages import Stage, stages_of
from app.views.data.tiles import tile_for
from app.views.empty import paint_empty, small
from engine.probes import SampleFlow

_EDGE = 12
_TITLES = 118  # pixels of the column of titles
_GAP = 10  # between two stages
_STRIPE = 3
_LEAST_HEIGHT = 38  # for the three lines of a title


class FlowCanvas(QWidget):
    """Draws the stages of one sample, as high as they need to be."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._loaded: Loaded | None = None
        self._flow: SampleFlow | None = None
        self._stages: tuple[Stage, ...] = ()
        self._is_awaited = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("The sample on its way through the network"))

    def set_flow(self, flow: SampleFlow | None, loaded: Loaded | None) -> None:
        """Show a sample; None: there is none."""
        self._flow, self._loaded = flow, loaded
        self._stages = tuple(stages_of(flow, loaded, self._theme)) if flow and loaded else ()
        self._fit()
        self.update()

    def set_awaited(self, is_awaited: bool) -> None:
        """Say whether a sample was chosen; that shows until it is measured."""
        self._is_awaited = is_awaited
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours from now on."""
        self._theme = theme
        self.set_flow(self._flow, self._loaded)

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of the stages."""
        return tuple(stage.title for stage in self._stages)

    def sizeHint(self) -> QSize:
        return QSize(420, 420)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._stages:
            paint_empty(painter, self.rect(), self._empty_text, self._theme)
            return
        painter.fillRect(event.rect(), QColor(self._theme.panel))
        top = 4.0
        for picture in self._pictures():
            height = max(picture.height(self._room), _LEAST_HEIGHT)
            line = QRectF(_EDGE, top, self.width() - 2 * _EDGE, height)
            if line.intersects(QRectF(event.rect())):
                self._paint_title(painter, line, picture.stage)
                painter.setFont(small(self.font()))
                own = picture.height(self._room)
                picture.paint(painter, QRectF(_EDGE + _TITLES, top, self._room, own), self._theme)
            top += height + _GAP

    @property
    def _empty_text(self) -> str:
        if self._is_awaited:
            return self.tr("The sample is on its way through the network.")
        return self.tr("Choose a sample in the list or in the scatter to see its way.")

    @property
    def _room(self) -> float:
        """The width of the pictures."""
        return max(self.width() - 2 * _EDGE - _TITLES, 40)

    def _pictures(self) -> list[StagePicture]:
        tile = tile_for(self._loaded) if self._loaded else None
        return [picture_of(stage, tile, self._room) for stage in self._stages]

    def _fit(self) -> None:
        heights = [max(p.height(self._room), _LEAST_HEIGHT) + _GAP for p in self._pictures()]
        self.setMinimumHeight(ceil(sum(heights)) + _EDGE)

    def _paint_title(self, painter: QPainter, line: QRectF, stage: Stage) -> None:
        if stage.colour:
            stripe = QRectF(line.left(), line.top(), _STRIPE, line.height())
            painter.fillRect(stripe, QColor(stage.colour))
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        left, width = line.left() + 10, _TITLES - 18
        metrics = QFontMetricsF(small(self.font()))
        step = metrics.lineSpacing() - 1
        texts = [(stage.title, bold, self._theme.text), (stage.shape_text, None, self._theme.muted)]
        if not stage.is_raw:
            texts.append((stage.limit_text, None, self._theme.muted))
        for number, (text, font, colour) in enumerate(texts):
            painter.setFont(small(font or self.font()))
            painter.setPen(QColor(colour))
            area = QRectF(left, line.top() + number * step - 2, width, step + 2)
            shown = QFontMetricsF(painter.font()).elidedText(
                text, Qt.TextElideMode.ElideRight, width
            )
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)
