"""The race on this network: optimizers train it from the same weights on the same mini-batches."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.look.appearance import Appearance
from app.look.plot import Plot
from app.look.theme import Theme
from app.session.session import Session
from app.views.choice_menu import ChoiceMenu, ranges, resolutions
from app.views.figure_choice import FigureChoice
from app.views.mode_choice import ModeChoice
from app.views.network_race_words import scene_of, stories_of
from app.views.playback import Playback
from app.views.race_curves import below_ceiling, loss_curves, picture_curves, smoothed
from app.views.race_plot import RacePictures, draw_race
from app.views.runner_editor import RunnerEditor
from app.views.runner_presets import presets_of
from app.views.runner_rows import Runners, from_plain, to_plain
from app.views.surface_canvas import SurfaceCanvas
from app.views.toggle import toggle
from app.widgets.flow_layout import FlowLayout
from engine.experiment.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSprop
from engine.experiment.races import NetworkRaceSpec
from engine.pooled_paths import RaceOutlook, RacePicture

_SECONDS = 10.0  # that a whole race takes to be played, where it is trained sooner
_STEPS = (100, 300, 1000, 2000, 5000)
_CHOICE_WIDTH = 112  # pixels
_MOST_NAMES = 12
_OF_SURFACE = ("with_far", "resolution", "zoom")


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
    def buttons(self) -> tuple[QWidget, ...]:
        """What stands in the view's title line: the race's way through time, and its look."""
        return *self._playback.controls, self.log, self.solid

    def pause(self) -> None:
        """Stop at the step that is shown; the training in the background goes on."""
        self._playback.pause()

    def propose(self, race: NetworkRaceSpec) -> None:
        """Choose what a race is described by; it begins with Start."""
        self.runners.set_runners(race.optimizers)
        self.steps.set_mode(str(race.steps))
        self.share.set_mode(race.share)

    def save_settings(self) -> dict[str, object]:
        """What the person has chosen, as plain values."""
        return {
            "runners": to_plain(self.runners.runners),
            "steps": self.steps.mode,
            "share": self.share.mode,
            **{name: self.more.choice(name) for name in _OF_SURFACE},
            "figure": self.figure.mode,
            "speed": self._playback.speed.mode,
            "levels": self.levels.isChecked(),
            "log": self.log.isChecked(),
            "solid": self.solid.isChecked(),
        }

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        """Choose again what `save_settings` returned."""
        self.runners.set_runners(from_plain(settings.get("runners")))
        self.steps.set_mode(settings.get("steps"))
        self.share.set_mode(settings.get("share"))
        for name in _OF_SURFACE:
            self.more.show_choice(name, settings.get(name))
        self.figure.set_mode(settings.get("figure"))
        self._playback.speed.set_mode(settings.get("speed"))
        self.levels.setChecked(settings.get("levels") is not False)
        self.log.setChecked(settings.get("log") is True)
        self.solid.setChecked(settings.get("solid") is True)

    def _make_controls(self) -> None:
        tip = self.tr(
            "Which optimizers race, how often, and with what settings; all begin at the same first "
            "weights"
        )
        presets = presets_of(self._session)
        self.runners = RunnerEditor(self.tr("Runners: {count}"), tip, _first(), presets)
        words = self.tr("{steps} steps")
        steps = {str(count): words.format(steps=count) for count in _STEPS}
        self.steps = ModeChoice(steps, self.tr("How many mini-batches they race over"), _nothing)
        self.steps.set_mode("2000")
        shares = {"train": self.tr("on training data"), "test": self.tr("on test data")}
        tip = self.tr(
            "The data whose loss the surface and the points of the paths show; all optimizers "
            "train on the training data"
        )
        self.share = ModeChoice(shares, tip, _nothing)
        self.more = self._surface_menu()
        self.figure = FigureChoice(self._draw_anew, has_true_loss=True)
        tip = self.tr("Space the levels of the surface by ratios; off, evenly")
        self.levels = toggle(self.tr("Log levels"), tip, checked=True)
        self.start = QPushButton()
        self.start.setProperty("role", "toggle")
        tip = self.tr("Play or pause the picture; the race goes on behind it")
        self._playback = Playback(self, _SECONDS, tip)
        playback = self._playback
        self.rewind, self.play, self.step = playback.rewind, playback.play, playback.step
        self.log = toggle(self.tr("Log"), self.tr("Draw the curves on a logarithmic scale"))
        self.solid = toggle(self.tr("3-D"), self.tr("Draw hills that can be turned"))

    def _surface_menu(self) -> ChoiceMenu:
        """What is seldom changed of the surface; it counts from the next start."""
        menu = ChoiceMenu(
            self.tr("Plane, resolution and range of the surface, from the next start")
        )
        planes = (
            (False, self.tr("Through paths near each other: one five times as far is left out")),
            (True, self.tr("Through all paths, though one may rule it")),
        )
        zooms = ranges(self.tr("{times} times the usual range"))
        usual = RaceOutlook()
        menu.add_group("with_far", self.tr("Plane"), planes, usual.with_far)
        menu.add_group("resolution", self.tr("Resolution"), resolutions(), usual.resolution)
        menu.add_group("zoom", self.tr("Range"), zooms, usual.zoom)
        return menu

    @property
    def _outlook(self) -> RaceOutlook:
        """What is looked at of the next race."""
        chosen: dict[str, Any] = {name: self.more.choice(name) for name in _OF_SURFACE}
        return RaceOutlook(share="test" if self.share.mode == "test" else "train", **chosen)

    def _lay_out(self) -> None:
        settings = QWidget()
        line = FlowLayout(settings, spacing=6)
        settings.setContentsMargins(12, 0, 12, 0)
        for choice in (self.steps, self.share):
            choice.box.setMinimumWidth(_CHOICE_WIDTH)
        choices = (self.steps.box, self.share.box)
        shown = (self.more, self.start, self.figure.box, self.levels)
        for widget in (self.runners, *choices, *shown):
            line.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(settings)
        column.addWidget(RacePictures(self.canvas, self.plot), 1)
        self.setFocusProxy(self.canvas)

    def _connect(self, appearance: Appearance) -> None:
        self.start.clicked.connect(self._start_or_cancel)
        self._playback.moved.connect(self._draw)
        self.log.toggled.connect(self._draw_anew)
        self.levels.toggled.connect(self.canvas.set_log)
        self.solid.toggled.connect(self.canvas.set_solid)
        self._race.changed.connect(self._take)
        appearance.theme_changed.connect(self._set_theme)

    def _start_or_cancel(self) -> None:
        if self._race.running:
            self._race.cancel()
            return
        self._playback.begin()
        self.plot.clear()
        steps, runners = int(self.steps.mode), self.runners.runners
        self._race.start(self._session.experiment, runners, steps, self._outlook)
        self.play.setChecked(True)

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
            if self._playback.is_frame_of_curves or not self.plot.curve_names:
                self._draw_curves(moment, losses)
        if race.is_empty or race.picture is None:
            self.canvas.set_empty_text(self._empty_text)
            self.canvas.set_scene(None)
            return
        if self._told is not race.picture:
            self._told, self._stories = race.picture, stories_of(race.optimizers, race.picture)
        scene = scene_of(
            race.optimizers,
            race.picture,
            losses,
            moment,
            race.steps,
            self._stories,
            has_rates=self.figure.figure == "rates",
        )
        self.canvas.set_scene(scene)

    def _draw_curves(self, moment: int, losses: NDArray[np.float64]) -> None:
        """Draw the curves up to a step; the legend names the runners in their order there."""
        race, figure = self._race, self.figure.figure
        if figure != "loss":
            if race.picture is not None:
                curves = picture_curves(figure, race.optimizers, race.picture, moment)
                draw_race(self.plot, race.optimizers, curves)
            return
        shown = self._smoothed[:moment]
        if not self.log.isChecked():
            shown = below_ceiling(shown, np.nanmin(race.losses[0]))
        steps, label = np.arange(1.0, moment + 1.0), self.tr("mini-batch loss, smoothed")
        curves = loss_curves(race.optimizers, label, steps, shown, losses)
        draw_race(self.plot, race.optimizers, curves)

    def _draw_anew(self) -> None:
        """Draw other curves, or on another scale."""
        self.plot.clear()
        self.plot.set_log(self.log.isChecked() or self.figure.mode == "rates")
        self._draw()

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

    def _set_theme(self, theme: Theme) -> None:
        self.canvas.set_theme(theme)
        self.plot.set_theme(theme)
        self._draw()


def _first() -> Runners:
    """The six of the classic race."""
    return SGD(), Momentum(), Nesterov(), AdaGrad(), RMSprop(), Adam()


def _nothing() -> None:
    """A choice that counts when the race is started."""
