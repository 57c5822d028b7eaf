"""The history bar goes through the run: back to any moment, and on from there."""

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.session.session import Session
from app.widgets.slider import Slider

_MEGABYTE = 1_000_000
_CALM_MS = 100  # from one writing to the next while the run goes on


class HistoryBar(QWidget):
    """One place a mini-batch, from the first weights to the present."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._timeline = session.timeline
        self.slider = Slider()
        self.slider.setTracking(True)
        self.slider.setAccessibleName(self.tr("History"))
        self.place = QLabel()
        self.place.setProperty("role", "value")
        self.memory = QLabel()
        self.memory.setProperty("role", "muted")
        self.live = QPushButton(self.tr("Live"))
        self.live.setProperty("role", "toggle")
        self.live.setToolTip(self.tr("Return to the present of the run (Shift+L)"))
        caption = QLabel(self.tr("History"))
        caption.setProperty("role", "muted")
        caption.setBuddy(self.slider)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 4, 16, 4)
        line.setSpacing(12)
        line.addWidget(caption)
        line.addWidget(self.slider, 1)
        for part in (self.place, self.memory, self.live):
            line.addWidget(part)
        self.slider.valueChanged.connect(self._visit)
        self.live.clicked.connect(lambda: self._timeline.visit(None))
        self._timer = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._timer.timeout.connect(self._show)
        self._timeline.changed.connect(self._follow)
        self._show()

    def _follow(self) -> None:
        """Show the past at once, and calmly a present that moves."""
        if self._timeline.is_past or self.live.isEnabled():
            self._show()
        elif not self._timer.isActive():
            self._timer.start()

    def _visit(self, step: int) -> None:
        self._timeline.visit(None if step == self.slider.maximum() else step)

    def _show(self) -> None:
        timeline = self._timeline
        present, is_past = timeline.present, timeline.is_past
        last = 0 if present is None else present.step
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(last, 1))
            self.slider.setPageStep(timeline.steps_per_epoch)
            if not self.slider.isSliderDown():
                self.slider.setValue(timeline.step if is_past else self.slider.maximum())
        self.setEnabled(last > 0)
        self.live.setEnabled(is_past)
        text = self.tr("epoch {epoch} of {last}") if is_past else self.tr("epoch {epoch}")
        last_epoch = 0 if present is None else present.epoch
        self.place.setText(text.format(epoch=f"{timeline.epoch:,}", last=f"{last_epoch:,}"))
        kept = 0.0 if present is None else present.nbytes / _MEGABYTE
        self.memory.setText(self.tr("{size} MB").format(size=f"{kept:.1f}"))
        self._explain(is_past)

    def _explain(self, is_past: bool) -> None:
        timeline = self._timeline
        count = 0 if timeline.present is None else timeline.present.kept
        go = self.tr("Go back to any moment of the run: drag, or ← and → once it has the focus.")
        if is_past:
            go = self.tr("This is step {step}. Play, Step or a changed setting goes on from here.")
            go = go.format(step=f"{timeline.step:,}")
        self.slider.setToolTip(go)
        self.slider.setAccessibleDescription(f"{self.place.text()}. {go}")
        kept = self.tr("{count} states of the run are kept, at even spacings, in this memory.")
        self.memory.setToolTip(kept.format(count=f"{count:,}"))
