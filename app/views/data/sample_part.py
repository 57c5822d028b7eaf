"""The part that follows one sample through the network, live."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.look.icons import icon
from app.look.theme import Theme
from app.trainer.messages import Loaded
from app.views.data.answer_bars import AnswerBars
from app.views.data.flow_canvas import FlowCanvas
from app.views.data.sample_words import sample_title, set_text
from app.views.toggle import toggle
from app.widgets.elided_label import ElidedLabel
from engine.probes import OneSample, SampleFlow

_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageDown: 1,
}


class SamplePart(QWidget):
    """Stages at the left, the answer at the right; Escape goes back."""

    left = Signal()  # the person wants to see the list again
    turned = Signal(int)  # to the next sample (1), or to the one before (-1)
    changed = Signal()  # something else has to be measured

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._loaded: Loaded | None = None
        self._number: int | None = None
        self._draw = 0
        self._back = toggle(self.tr("Back"), self.tr("Return to the list of samples (Escape)"))
        self._back.setCheckable(False)
        self._title = ElidedLabel()
        self._again = QPushButton(self.tr("Draw again"))
        self._before = self._arrow("chevron-up", self.tr("The sample before it in the list"))
        self._next = self._arrow("chevron-down", self.tr("The next sample in the list"))
        self._flow = FlowCanvas(theme)
        self._answer = AnswerBars(theme)
        self._lay_out()
        self._back.clicked.connect(self.left)
        self._again.clicked.connect(self._draw_again)
        self._before.clicked.connect(lambda: self.turned.emit(-1))
        self._next.clicked.connect(lambda: self.turned.emit(1))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("One sample"))

    def set_data(self, loaded: Loaded) -> None:
        """Follow samples of other data."""
        if self._loaded is not None and self._loaded.facts != loaded.facts:
            self._number = None
        self._loaded = loaded
        count = loaded.facts.train_samples + loaded.facts.test_samples
        if self._number is not None and self._number >= count:
            self._number = None
        self._show(None)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours from now on."""
        self._flow.set_theme(theme)
        self._answer.set_theme(theme)

    @property
    def number(self) -> int | None:
        """The sample that is followed; None: none was chosen."""
        return self._number

    def follow(self, number: int) -> None:
        """Follow this sample from now on."""
        if number != self._number:
            self._number, self._draw = number, 0
            self._title.setText(sample_title(number))
            self._flow.set_awaited(True)
            for arrow in (self._before, self._next):
                arrow.setEnabled(True)
            self.changed.emit()

    @property
    def probes(self) -> tuple[OneSample, ...]:
        """What has to be measured."""
        return () if self._number is None else (OneSample(self._number, self._draw),)

    def take(self, asked: OneSample, flow: SampleFlow) -> None:
        """Show a measurement, unless another sample was chosen since."""
        if (asked,) == self.probes:
            self._show(flow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in _STEPS:
            self.turned.emit(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def _show(self, flow: SampleFlow | None) -> None:
        self._flow.set_flow(flow, self._loaded)
        self._flow.set_awaited(self._number is not None)
        self._answer.set_flow(flow, self._loaded)
        self._again.setVisible(flow is not None and flow.augmented is not None)
        for arrow in (self._before, self._next):
            arrow.setEnabled(self._number is not None)
        if self._number is None:
            self._title.setText("")
        elif flow is not None:
            title = f"{sample_title(flow.number)} · {set_text(flow.is_test)}"
            step = self.tr("at step {step}").format(step=f"{flow.step:,}")
            self._title.setText(f"{title} · {step}")

    def _draw_again(self) -> None:
        self._draw += 1
        self.changed.emit()

    def _arrow(self, name: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name, "muted"))
        button.setToolTip(text)
        button.setAccessibleName(text)
        return button

    def _lay_out(self) -> None:
        self._title.setProperty("role", "heading")
        self._again.setProperty("role", "toggle")
        self._again.setToolTip(self.tr("Show another augmented copy, as training may draw it"))
        line = QHBoxLayout()
        line.setContentsMargins(12, 2, 12, 4)
        line.setSpacing(8)
        line.addWidget(self._back)
        line.addWidget(self._title, 1)
        for part in (self._again, self._before, self._next):
            line.addWidget(part)
        scroll = QScrollArea()
        scroll.setWidget(self._flow)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(scroll, 1)
        row.addWidget(self._answer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addLayout(row, 1)
