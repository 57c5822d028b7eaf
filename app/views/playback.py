"""Playing a race back: its buttons, and the step that is shown."""

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.look.icons import icon
from app.views.mode_choice import ModeChoice
from app.views.toggle import icon_button, toggle

_FRAME_MS = 16
_SPEEDS = {"0.25": "¼", "0.5": "½", "1": "1", "2": "2", "4": "4"}
_SPEED_WIDTH = 58  # pixels


class Playback(QObject):
    """Goes through the steps of a race as time goes on, while its picture can be seen.

    At speed 1 a whole race takes as many seconds as it is made with.

    `moved` comes whenever the picture is to be drawn anew.
    """

    moved = Signal()

    def __init__(self, picture: QWidget, seconds: float, tip: str) -> None:
        """A whole race takes `seconds`; `tip` tells what Play does."""
        super().__init__(picture)
        self._picture, self._seconds = picture, seconds
        self._moment = 0.0
        self._steps = self._last = 0
        self._is_growing = False
        self._frames = 0
        self._since_frame = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._advance)
        self.play = toggle("", tip)
        self.play.setIcon(icon("play"))
        self.play.setAccessibleName(self.tr("Play the race"))
        self.rewind = icon_button("reset", self.tr("Take the race back to its start"))
        self.step = icon_button("step", self.tr("One step of all optimizers"))
        words = self.tr("{speed} ×")
        names = {name: words.format(speed=text) for name, text in _SPEEDS.items()}
        self.speed = ModeChoice(names, self.tr("How fast the race is played"), self._keep_time)
        self.speed.box.setMinimumWidth(_SPEED_WIDTH)
        self.speed.set_mode("1")
        self.play.toggled.connect(self._set_playing)
        self.rewind.clicked.connect(lambda: self.go_to(0))
        self.step.clicked.connect(lambda: self.go_to(self.moment + 1))

    @property
    def moment(self) -> int:
        """The step that is shown."""
        return int(self._moment)

    @property
    def is_playing(self) -> bool:
        """Whether time goes on."""
        return self._timer.isActive()

    @property
    def is_frame_of_curves(self) -> bool:
        """Whether the curves beside the picture are due: while it plays, at every other frame."""
        return not self.is_playing or self.moment >= self._last or self._frames % 2 == 0

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """Rewind, play, step and speed."""
        return self.rewind, self.play, self.step, self.speed.box

    def set_race(self, steps: int, last: int, is_growing: bool = False) -> None:
        """There is a race of `steps`, known up to step `last`; one that is growing is awaited."""
        self._steps, self._last, self._is_growing = steps, last, is_growing

    def begin(self) -> None:
        """Show the start, without a sign."""
        self._moment = 0.0

    def pause(self) -> None:
        """Stop at the step that is shown."""
        self.play.setChecked(False)

    def go_to(self, step: int) -> None:
        """Stop, and show a step; one that is not known yet: the last that is."""
        self.pause()
        self._moment = float(min(max(step, 0), self._last))
        self.moved.emit()

    def _set_playing(self, on: bool) -> None:
        self.play.setIcon(icon("pause" if on else "play"))
        if not on:
            self._timer.stop()
            return
        if self.moment >= self._last and not self._is_growing:
            self._moment = 0.0
        self._since_frame.start()
        self._timer.start()

    def _keep_time(self) -> None:
        """Another speed counts from now on."""
        if self.is_playing:
            self._since_frame.start()

    def _advance(self) -> None:
        """Go on as far as time has, but no further than is known."""
        if not self._picture.isVisible():
            self.pause()
            return
        self._frames += 1
        before, seconds = self.moment, self._since_frame.restart() / 1000
        rate = float(self.speed.mode) * self._steps / self._seconds  # steps a second
        self._moment = min(self._moment + seconds * rate, float(self._last))
        if self.moment != before or self._is_growing:
            self.moved.emit()
        if self.moment >= self._last and not self._is_growing:
            self.pause()
