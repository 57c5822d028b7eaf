"""The Experiment menu: play, step, reset and speed, as in the transport bar."""

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.panels.speed_control import speed_text
from app.session.session import Session
from app.session.speed import PRESETS
from app.trainer.messages import StepUnit
from app.window.menu import Menu


class ExperimentMenu(Menu):
    """Everything that moves the training."""

    def __init__(self, window: QWidget, session: Session) -> None:
        super().__init__(window.tr("E&xperiment"), window)
        self._session = session
        self._play = self.entry("", "", session.toggle, picture="play")
        self.entry(
            self.tr("&Step: one mini-batch"),
            self.tr("Train on one mini-batch: one change of the weights"),
            partial(session.step, StepUnit.BATCH),
            "S",
            "step",
        )
        self.entry(
            self.tr("Step: one &epoch"),
            self.tr("Train until every training sample has been used once more"),
            partial(session.step, StepUnit.EPOCH),
            "E",
        )
        self.entry(
            self.tr("&Reset"),
            self.tr("Start again from the seed, with the same first weights and no training"),
            session.reset,
            "R",
            "reset",
        )
        self._add_way_back()
        self._add_speeds()
        # Not the entry's own shortcut: on a button that Tab has reached, Space presses that.
        QShortcut(QKeySequence("Space"), window).activated.connect(self._press_space)
        session.stirred.connect(self._show_playing)
        session.phase_changed.connect(self._show_playing)
        self._show_playing()

    def _add_way_back(self) -> None:
        timeline = self._session.timeline
        self.addSeparator()
        self.entry(
            self.tr("Step &back: one mini-batch"),
            self.tr("Look at the run as it was one change of the weights ago"),
            partial(timeline.back, StepUnit.BATCH),
            "Shift+S",
        )
        self.entry(
            self.tr("Step back: one ep&och"),
            self.tr("Look at the run as it was at the end of the epoch before"),
            partial(timeline.back, StepUnit.EPOCH),
            "Shift+E",
        )
        self.entry(
            self.tr("Return to the pre&sent"),
            self.tr("Look at the run as it is now"),
            partial(timeline.visit, None),
            "Shift+L",
        )
        self.addSeparator()

    def _add_speeds(self) -> None:
        menu = self.submenu(self.tr("S&peed"))
        for speed in PRESETS:
            text = speed_text(self, speed)
            effect = self.tr("Train at most so many mini-batches a second")
            menu.entry(text, effect, partial(self._session.set_speed, speed), picture="speed")

    def _press_space(self) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QAbstractButton) and focus.isEnabled():
            focus.click()
        else:
            self._session.toggle()

    def _show_playing(self) -> None:
        text = self.tr("&Pause") if self._session.playing else self.tr("&Play")
        self._play.setText(f"{text}\t{QKeySequence('Space').toString(_NATIVE)}")
        self._play.setToolTip(self.tr("Start or stop the training"))


_NATIVE = QKeySequence.SequenceFormat.NativeText
