"""The network's answer to one sample: the probability of each class, or the value."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.look.theme import Theme, class_colours
from app.trainer.messages import Loaded
from app.views.data.sample_words import number_text, share_text, target_text
from app.views.empty import small
from app.views.value_scale import ValueScale
from engine.probes import SampleFlow

_EDGE = 12
_LINE = 30  # pixels of one class
_BAR = 8
_WIDTH = 196


class AnswerBars(QWidget):
    """Draws the answer; the true class is marked by a frame and in words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._flow: SampleFlow | None = None
        self._loaded: Loaded | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("The network's answer"))

    def set_flow(self, flow: SampleFlow | None, loaded: Loaded | None) -> None:
        """Show the answer to a sample; None: there is none."""
        self._flow, self._loaded = flow, loaded
        self.setAccessibleDescription(", ".join(self.lines))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours from now on."""
        self._theme = theme
        self.update()

    @property
    def lines(self) -> list[str]:
        """The answer in words."""
        flow, loaded = self._flow, self._loaded
        if flow is None or loaded is None:
            return []
        loss = self.tr("loss {loss}").format(loss=number_text(flow.loss, 3))
        target = self.tr("target {name}").format(name=target_text(flow.target, loaded.facts))
        if flow.said is None:
            said = ", ".join(number_text(value) for value in flow.answer.tolist())
            return [target, self.tr("predicted {said}").format(said=said), loss]
        name = loaded.facts.class_names[flow.said]
        share = share_text(float(flow.answer[flow.said]))
        return [target, self.tr("predicted {said}").format(said=f"{name} · {share}"), loss]

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 240)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        flow, loaded = self._flow, self._loaded
        if flow is None or loaded is None:
            return
        painter.setPen(QPen(QColor(self._theme.line), 1))
        painter.drawLine(QPointF(0.5, 0), QPointF(0.5, self.height()))
        top = self._paint_words(painter)
        if flow.said is None:
            self._paint_value(painter, top, flow, ValueScale.of(loaded.targets))
            return
        room = max(int((self.height() - top - _EDGE) // _LINE), 1)
        colours = class_colours(loaded.facts.class_count)
        for place, number in enumerate(self._shown(flow, room)):
            area = QRectF(_EDGE, top + place * _LINE, self.width() - 2 * _EDGE, _LINE - 4)
            name = loaded.facts.class_names[number]
            self._paint_class(painter, area, name, number, colours[number])

    def _paint_words(self, painter: QPainter) -> float:
        """Write the answer in words; returns where the rest begins."""
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        line = QFontMetricsF(self.font()).lineSpacing() + 2
        for number, text in enumerate(self.lines):
            is_said = number == 1
            painter.setFont(bold if is_said else self.font())
            painter.setPen(QColor(self._theme.text if is_said else self._theme.muted))
            area = QRectF(_EDGE, 4 + number * line, self.width() - 2 * _EDGE, line)
            shown = QFontMetricsF(painter.font()).elidedText(
                text, Qt.TextElideMode.ElideRight, area.width()
            )
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)
        return 4 + len(self.lines) * line + 10

    def _shown(self, flow: SampleFlow, room: int) -> list[int]:
        """The classes there is room for: all in order, else the most probable and the true."""
        count = len(flow.answer)
        if count <= room:
            return list(range(count))
        best = np.argsort(-flow.answer, kind="stable")[:room].tolist()
        return best if flow.target in best else [*best[: room - 1], int(flow.target)]

    def _paint_class(
        self, painter: QPainter, area: QRectF, name: str, number: int, colour: str
    ) -> None:
        assert self._flow is not None
        theme, share = self._theme, float(self._flow.answer[number])
        is_target = number == self._flow.target
        font = small(self.font())
        font.setWeight(QFont.Weight.DemiBold if is_target else QFont.Weight.Normal)
        painter.setFont(font)
        text = QRectF(area.left(), area.top(), area.width(), area.height() - _BAR - 2)
        label = self.tr("{name} – target").format(name=name) if is_target else name
        painter.setPen(QColor(theme.text))
        shown = QFontMetricsF(font).elidedText(
            label, Qt.TextElideMode.ElideRight, area.width() - 52
        )
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(text, right, share_text(share))
        bar = QRectF(area.left(), text.bottom(), area.width(), _BAR)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(bar, QColor(theme.background))
        filled = QRectF(bar)
        filled.setWidth(bar.width() * min(max(np.nan_to_num(share), 0.0), 1.0))
        painter.fillRect(filled, QColor(colour))
        if is_target:
            painter.setPen(QPen(QColor(theme.text), 1.4))
            painter.drawRect(bar.adjusted(0, 0, -1, 0))

    def _paint_value(
        self, painter: QPainter, top: float, flow: SampleFlow, scale: ValueScale
    ) -> None:
        """Draw the range of the targets with the target as a stroke and the answer as a point."""
        theme = self._theme
        line = QRectF(_EDGE, top + 12, self.width() - 2 * _EDGE, 4)
        painter.fillRect(line, QColor(theme.line))
        target, answer = (
            line.left() + min(max((value - scale.low) / (2 * scale.reach), 0), 1) * line.width()
            for value in (float(np.ravel(flow.target)[0]), float(flow.answer[0]))
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.text), 2))
        middle = line.center().y()
        painter.drawLine(QPointF(target, middle - 8), QPointF(target, middle + 8))
        painter.setPen(QPen(QColor(theme.panel), 1.5))
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(QPointF(answer, middle), 5, 5)
        painter.setFont(small(self.font()))
        painter.setPen(QColor(theme.muted))
        below = QRectF(line.left(), line.bottom() + 8, line.width(), 16)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, number_text(scale.low, 3))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, number_text(scale.high, 3))
        below.translate(0, 18)
        painter.drawText(
            below, Qt.AlignmentFlag.AlignLeft, self.tr("stroke: target, point: answer")
        )
