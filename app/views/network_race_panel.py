"""The race on this network: optimizers train it from the same weights on the same mini-batches."""

from collections.abc import Mapping

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.look.appearance import Appearance
from app.look.plot import Plot
from app.look.theme import Theme
from app.session.session import Session
from app.views.mode_choice import ModeChoice
from app.views.network_race_words import scene_of, stories_of
from app.views.optimizer_pick import OptimizerPick
from app.views.playback import Playback
from app.views.race_curves import below_ceiling, draw_curves, smoothed
from app.views.surface_canvas import SurfaceCanvas
from app.views.toggle import toggle
from engine.experiment.optimizers import (
    SGD,
    AdaGrad,
    Adam,
    AnyOptimizer,
    Momentum,
    Nesterov,
    RMSprop,
)
from engine.experiment.races import NetworkRaceSpec
from engine.pooled_paths import RacePicture

_SECONDS = 10.0  # that a whole race takes to be played, where it is trained sooner
_STEPS = (100, 300, 1000, 2000, 5000)
_FIRST_PICK = (SGD, Momentum, Nesterov, AdaGrad, RMSprop, Adam)
_CHOICE_WIDTH = 90  # pixels
_MOST_NAMES = 12


class NetworkRacePanel(QWidget):
    """Watches the race of the session live, and plays back what there is of it."""

    def __init__(self, session: Session, appearance: Appearance) -> None:
        super().__init__()
        self._session, self._race = session, session.network_race
        self._smoothed = np.empty((0, 0))
        self._told: RacePicture | None = None  # the picture that the stories tell of
        self._stories: list[tuple[str, ...]] = []
        self.canvas = SurfaceCanvas(appearance.theme, self.tr("Race on this network"), "")
        self.plot = Plot(
            appearance.theme,
            x_label=self.tr("step"),
            y_label=self.tr("mini-batch loss, smoothed"),
            empty_text=self.tr("The losses appear here with the first steps."),
            most_names=_MOST_NAMES,
        )
        self._make_controls()
        self._lay_out()
        self._connect(appearance)
        self._take()

    @property
    def moment(self) -> int:
        """The step that is shown."""
        return self._playback.moment

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """What stands in the view's title line: the race's way through time, and its look."""
        return self.rewind, self.play, self.step, self.log, self.solid

    def pause(self) -> None:
        """Stop at the step that is shown; the training in the background goes on."""
        self._playback.pause()

    def propose(self, race: NetworkRaceSpec) -> None:
        """Choose what a race is described by; it begins with Start."""
        self.optimizers.set_values([type(each) for each in race.optimizers])
        self.rates.set_mode("usual")
        self.steps.set_mode(str(race.steps))

    def save_settings(self) -> dict[str, object]:
        """What the person has chosen, as plain values."""
        return {
            "optimizers": self.optimizers.names,
            "rates": self.rates.mode,
            "steps": self.steps.mode,
            "log": self.log.isChecked(),
            "solid": self.solid.isChecked(),
        }

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        """Choose again what `save_settings` returned."""
        self.optimizers.set_names(settings.get("optimizers"))
        self.rates.set_mode(settings.get("rates"))
        self.steps.set_mode(settings.get("steps"))
        self.log.setChecked(settings.get("log") is True)
        self.solid.setChecked(settings.get("solid") is True)

    def _make_controls(self) -> None:
        tip = self.tr("The optimizers that race, all from the same first weights")
        self.optimizers = OptimizerPick(self.tr("Optimizers: {count}"), tip, _FIRST_PICK)
        rates = {
            "usual": self.tr("usual η"),
            "present": self.tr("present η"),
            "found": self.tr("best η found"),
            "three": self.tr("η ÷ 3, η, η × 3"),
        }
        tip = self.tr(
            "The learning rates: each optimizer's usual one, the training's for all, the best that "
            "the Rates view has found for each, or each optimizer at three rates"
        )
        self.rates = ModeChoice(rates, tip, _nothing)
        words = self.tr("{steps} steps")
        steps = {str(count): words.format(steps=count) for count in _STEPS}
        self.steps = ModeChoice(steps, self.tr("How many mini-batches they race over"), _nothing)
        self.steps.set_mode("2000")
        self.start = QPushButton()
        self.start.setProperty("role", "toggle")
        tip = self.tr("Play or pause the picture; the race goes on behind it")
        self._playback = Playback(self, _SECONDS, tip)
        self.rewind, self.play, self.step = self._playback.buttons
        self.log = toggle(self.tr("Log"), self.tr("Draw the losses on a logarithmic scale"))
        self.solid = toggle(self.tr("3-D"), self.tr("Draw hills that can be turned"))

    def _lay_out(self) -> None:
        line, pictures = QHBoxLayout(), QHBoxLayout()
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(6)
        for choice in (self.rates, self.steps):
            choice.box.setMinimumWidth(_CHOICE_WIDTH)
        for widget in (self.optimizers, self.rates.box, self.steps.box, self.start):
            line.addWidget(widget)
        line.addStretch()
        pictures.addWidget(self.canvas, 1)
        pictures.addWidget(self.plot, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addLayout(pictures, 1)
        self.setFocusProxy(self.canvas)

    def _connect(self, appearance: Appearance) -> None:
        self.start.clicked.connect(self._start_or_cancel)
        self._playback.moved.connect(self._draw)
        self.log.toggled.connect(self._set_log)
        self.solid.toggled.connect(self.canvas.set_solid)
        self._race.changed.connect(self._take)
        appearance.theme_changed.connect(self._set_theme)

    def _start_or_cancel(self) -> None:
        if self._race.running:
            self._race.cancel()
            return
        self._playback.begin()
        self.plot.clear()
        self._race.start(self._session.experiment, self._runners(), int(self.steps.mode))
        self.play.setChecked(True)

    def _runners(self) -> list[AnyOptimizer]:
        """The optimizers that are picked, at the rates that are chosen."""
        return [runner for kind in self.optimizers.kinds for runner in self._at_rates(kind)]

    def _at_rates(self, kind: type[AnyOptimizer]) -> list[AnyOptimizer]:
        """One optimizer, with the training's settings where it is the training's own."""
        present = self._session.experiment.training.optimizer
        runner = present if type(present) is kind else kind()
        usual, mode = kind().learning_rate, self.rates.mode
        curve = self._session.rates.curves.get(kind)
        if mode == "found":
            best = None if curve is None else curve.best
            return [runner] if curve is None or best is None else [curve.chosen(best)]
        rates = {"present": [present.learning_rate], "three": [usual / 3, usual, 3 * usual]}
        return [
            replace(runner, learning_rate=float(f"{rate:.3g}")) for rate in rates.get(mode, [usual])
        ]

    def _take(self) -> None:
        """Take note of how far the race is; draw it where the newest step is shown."""
        race = self._race
        running = race.running
        self.start.setText(self.tr("Cancel") if running else self.tr("Start"))
        tip = self.tr("Race no further") if running else self.tr("Race, in the background")
        self.start.setToolTip(tip)
        self.start.setAccessibleDescription(tip)
        known = len(race.losses)
        if known != len(self._smoothed):
            self._smoothed = smoothed(race.losses)
        self._playback.set_race(race.steps, known, is_growing=running)
        if known < self.moment or not known:
            self._playback.begin()
            self.plot.clear()
        if not self._playback.is_playing:
            self._draw()

    def _draw(self) -> None:
        """Draw the step that is shown."""
        race, moment = self._race, self.moment
        if race.is_empty:
            losses = np.empty(0)
        else:
            losses = self._smoothed[max(moment - 1, 0)]
            self._draw_curves(moment, losses)
        if race.is_empty or race.picture is None:
            self.canvas.set_empty_text(self._empty_text)
            self.canvas.set_scene(None)
            return
        if self._told is not race.picture:
            self._told, self._stories = race.picture, stories_of(race.optimizers, race.picture)
        scene = scene_of(race.optimizers, race.picture, losses, moment, race.steps, self._stories)
        self.canvas.set_scene(scene)

    def _draw_curves(self, moment: int, losses: NDArray[np.float64]) -> None:
        """Draw the losses up to a step; the legend names the runners in their order there."""
        shown = self._smoothed[:moment]
        if not self.log.isChecked():
            shown = below_ceiling(shown, np.nanmin(self._race.losses[0]))
        steps = np.arange(1.0, moment + 1.0)
        draw_curves(self.plot, self._race.optimizers, steps, shown, losses)

    @property
    def _empty_text(self) -> str:
        """What stands in place of the surface."""
        if self._race.error:
            return self._race.error
        if self._race.running:
            return self.tr("The surface appears after the first steps.")
        return self.tr(
            "Start trains the network with each optimizer, from the same first weights on the "
            "same mini-batches. Their paths appear here, on one surface that favours none."
        )

    def _set_log(self, on: bool) -> None:
        self.plot.set_log(on)
        self._draw()

    def _set_theme(self, theme: Theme) -> None:
        self.canvas.set_theme(theme)
        self.plot.set_theme(theme)


def _nothing() -> None:
    """A choice that counts when the race is started."""
