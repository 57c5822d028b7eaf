"""The speed control sets how many steps a second are trained: from one to as many as possible."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.panels.figures import count_text
from app.session.session import Session
from app.session.speed import POSITIONS, position_of, speed_at
from app.widgets.slider import Slider

_SLIDER_WIDTH = 112


class SpeedControl(QWidget):
    """A slider with its value above it; the right end is flat out."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.slider = Slider()
        self.slider.setRange(0, POSITIONS)
        self.slider.setSingleStep(10)
        self.slider.setPageStep(POSITIONS // 8)
        self.slider.setMinimumWidth(_SLIDER_WIDTH)
        self.slider.setAccessibleName(self.tr("Speed"))
        self.slider.setToolTip(
            self.tr(
                "How many mini-batches are trained a second. It changes what you see, never what "
                "is learned; at the right end training goes as fast as it can."
            )
        )
        self._value = QLabel()
        self._lay_out()
        self.slider.valueChanged.connect(lambda place: session.set_speed(speed_at(place)))
        session.speed_changed.connect(self._show)
        self._show(session.speed)

    @property
    def text(self) -> str:
        """The speed as it is shown."""
        return self._value.text()

    def _lay_out(self) -> None:
        caption = QLabel(self.tr("Speed"))
        caption.setProperty("role", "caption")
        self._value.setProperty("role", "caption")
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight)
        words = QHBoxLayout()
        words.addWidget(caption)
        words.addWidget(self._value, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(words)
        layout.addWidget(self.slider)

    def _show(self, speed: float | None) -> None:
        self._value.setText(speed_text(self, speed))
        if speed_at(self.slider.value()) != speed:
            self.slider.blockSignals(True)
            self.slider.setValue(position_of(speed))
            self.slider.blockSignals(False)


def speed_text(speaker: QWidget, speed: float | None) -> str:
    """A speed in words."""
    if speed is None:
        return speaker.tr("flat out")
    number = f"{speed:g}" if speed < 10 else count_text(speed)
    return speaker.tr("{number} steps/s").format(number=number)
