"""The race: any optimizers on a surface of two numbers, or on the network."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QSignalBlocker
from PySide6.QtWidgets import (
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.jobs.race_on_surface import RaceOnSurface
from app.look.appearance import Appearance
from app.look.plot import Plot
from app.look.theme import Theme
from app.session.session import Session
from app.trainer.messages import Snapshot
from app.views.figure_choice import FigureChoice
from app.views.network_race_panel import NetworkRacePanel
from app.views.playback import Playback
from app.views.race_curves import record_curves
from app.views.race_plot import RacePictures, draw_race
from app.views.runner_rows import Runners, from_plain, to_plain
from app.views.surface_canvas import SurfaceCanvas
from app.views.surface_race_choices import (
    NETWORK,
    OWN,
    factor_choice,
    noise_choice,
    suited,
    suited_editor,
    surface_choice,
)
from app.views.surface_race_scene import scene_of_record, stories_of_record
from app.views.toggle import toggle
from app.views.view import View
from app.widgets.flow_layout import FlowLayout
from engine.experiment.races import AnyRace, NetworkRaceSpec
from engine.probes import Probe

_SECONDS = 5.0  # that a whole race takes to be played
_FIRST_FORMULA = "x**2/4 + y**2 + sin(3*x)"
_MOST_NAMES = 12


class RaceView(View):
    """Plays the race of the session back; what it needs is computed in the background."""

    name = "race"

    def __init__(self, session: Session, appearance: Appearance) -> None:
        tr = QCoreApplication.translate
        self._race = session.race
        self.proposed = session.network_race.proposed
        self._settings: Runners = ()  # of a proposed race, or chosen; empty: the eight that suit
        self._are_own = False  # whether a person has changed them: then other surfaces keep them
        self._stories: list[tuple[str, ...]] = []
        self._start: tuple[float, float] | None = None
        self._asked = False
        empty = tr("RaceView", "The race appears here as soon as it is computed.")
        self.canvas = SurfaceCanvas(appearance.theme, tr("RaceView", "Optimizer race"), empty)
        self.formula = QLineEdit(_FIRST_FORMULA)
        self.formula.setAccessibleName(tr("RaceView", "Formula in x and y"))
        self.formula.setToolTip(tr("RaceView", "A loss of your own in x and y; Return races on it"))
        self.formula.hide()
        self.surface = surface_choice(self._change)
        self.noise, self.rates = noise_choice(self._run), factor_choice(self._run)
        self.plot = Plot(
            appearance.theme,
            x_label=tr("RaceView", "step"),
            empty_text=tr("RaceView", "The losses of the optimizers appear here."),
            most_names=_MOST_NAMES,
        )
        self.runners = suited_editor(lambda: self.surface.mode)
        self.figure = FigureChoice(self._draw_anew, has_true_loss=False)
        tip = tr("RaceView", "Play or pause the race, not the training")
        self._playback = Playback(self.canvas, _SECONDS, tip)
        playback = self._playback
        self.rewind, self.play, self.step = playback.rewind, playback.play, playback.step
        self.log = toggle(
            tr("RaceView", "Log"),
            tr("RaceView", "Space levels and curves by ratios; off, evenly"),
            checked=True,
        )
        self.solid = toggle(tr("RaceView", "3-D"), tr("RaceView", "Draw hills that can be turned"))
        self._buttons = (*playback.controls, self.log, self.solid)
        self.network = NetworkRacePanel(session, appearance)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._with_settings())
        self._pages.addWidget(self.network)
        buttons = (*self._buttons, *self.network.buttons)
        super().__init__(self._pages, self.surface.box, *buttons)
        for button in self.network.buttons:
            button.hide()
        self._connect(appearance)

    @property
    def title(self) -> str:
        return QCoreApplication.translate("RaceView", "Race")

    @property
    def wants(self) -> tuple[Probe, ...]:
        return ()

    @property
    def moment(self) -> int:
        """The step that is shown."""
        return self._playback.moment

    def show(self, snapshot: Snapshot) -> None:
        del snapshot  # the race is not the run's
        if not self._asked and not self._is_on_network:
            self._run()

    def leave(self) -> None:
        self._playback.pause()
        self.network.pause()

    @property
    def _is_on_network(self) -> bool:
        return self.surface.mode == NETWORK

    def save_settings(self) -> dict[str, object]:
        return {
            "surface": self.surface.mode,
            "noise": self.noise.mode,
            "rates": self.rates.mode,
            "formula": self.formula.text(),
            "runners": to_plain(self._settings) if self._are_own else [],
            "figure": self.figure.mode,
            "speed": self._playback.speed.mode,
            "log": self.log.isChecked(),
            "solid": self.solid.isChecked(),
            "network": self.network.save_settings(),
        }

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        formula = settings.get("formula")
        if isinstance(formula, str):
            self.formula.setText(formula)
        self.surface.set_mode(settings.get("surface"))
        self.noise.set_mode(settings.get("noise"))
        self.rates.set_mode(settings.get("rates"))
        own = from_plain(settings.get("runners"))
        if own:
            self.runners.set_runners(own)
            self._take_runners()
        self.figure.set_mode(settings.get("figure"))
        self._playback.speed.set_mode(settings.get("speed"))
        self.log.setChecked(settings.get("log") is not False)
        self.solid.setChecked(settings.get("solid") is True)
        network = settings.get("network")
        self.network.restore_settings(network if isinstance(network, Mapping) else {})

    def _with_settings(self) -> QWidget:
        """The pictures below a line of what is set seldom."""
        both, settings = QWidget(), QWidget()
        line = FlowLayout(settings, spacing=6)
        for widget in (self.runners, self.noise.box, self.rates.box, self.figure.box, self.formula):
            line.addWidget(widget)
        settings.setContentsMargins(12, 0, 12, 0)
        layout = QVBoxLayout(both)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(settings)
        layout.addWidget(RacePictures(self.canvas, self.plot), 1)
        both.setFocusProxy(self.canvas)
        return both

    def _connect(self, appearance: Appearance) -> None:
        self.formula.returnPressed.connect(self._change)
        self.runners.changed.connect(self._take_runners)
        self._playback.moved.connect(self._draw)
        self.log.toggled.connect(self._set_log)
        self.solid.toggled.connect(self.canvas.set_solid)
        self.canvas.place_chosen.connect(self._set_start)
        self._race.changed.connect(self._take)
        self.proposed.connect(self._take_proposed)
        appearance.theme_changed.connect(self._set_theme)

    def _set_theme(self, theme: Theme) -> None:
        self.canvas.set_theme(theme)
        self.plot.set_theme(theme)
        self._draw()

    def _set_log(self, on: bool) -> None:
        self.canvas.set_log(on)
        self._draw_anew()

    def _draw_anew(self) -> None:
        """Draw other curves, or on another scale."""
        self.plot.clear()
        self.plot.set_log(self.log.isChecked() or self.figure.mode == "rates")
        self._draw()

    def _take_runners(self) -> None:
        """Race the rows that a person has made."""
        self._settings, self._are_own = self.runners.runners, True
        if self._settings == suited(self.surface.mode):
            self._settings, self._are_own = (), False
        if not self._is_on_network:
            self._run()

    def _change(self) -> None:
        """Race on another surface, from its own start, or on the network."""
        self._start = None
        if not self._are_own:
            self._settings = ()
        self._show_mode()
        if not self._is_on_network:
            self._run()

    def _show_mode(self) -> None:
        """Show the page and the buttons of the race that is chosen."""
        for button in self._buttons:
            button.setVisible(not self._is_on_network)
        for button in self.network.buttons:
            button.setVisible(self._is_on_network)
        self._pages.setCurrentIndex(1 if self._is_on_network else 0)
        self.formula.setVisible(self.surface.mode == OWN)
        if self._is_on_network:
            self._playback.pause()

    def _take_proposed(self, race: AnyRace) -> None:
        """Show a race as it is described: one on the network waits for its start."""
        mode = NETWORK if isinstance(race, NetworkRaceSpec) else race.surface
        with QSignalBlocker(self.surface.box), QSignalBlocker(self.rates.box):
            self.surface.set_mode(mode)
            self.rates.set_mode("1.0")
        self._show_mode()
        if isinstance(race, NetworkRaceSpec):
            self.network.propose(race)
        else:
            self._start, self._settings, self._are_own = None, race.optimizers, False
            self._run()

    def _set_start(self, x: float, y: float) -> None:
        self._start = (x, y)
        self._run()

    def _run(self) -> None:
        """Have the race computed as it is set now."""
        self._asked = True
        is_own = self.surface.mode == OWN
        self._race.start(
            RaceOnSurface(
                name=self.surface.mode,
                formula=self.formula.text().strip() or " " if is_own else "",
                start=self._start,
                noise=float(self.noise.mode),
                rate_factor=float(self.rates.mode),
                settings=self._settings,
            )
        )

    def _take(self) -> None:
        """Play the race that has come, from its start."""
        record = self._race.record
        self._playback.begin()
        self._stories = []
        if record is None:
            self._playback.set_race(0, 0)
            self.canvas.set_empty_text(self._race.error)
            self.canvas.set_scene(None)
            self.plot.clear()
            return
        if not self._are_own:
            self.runners.set_runners(record.runners)
        self._playback.set_race(record.steps, record.steps)
        self._draw_anew()
        self.play.setChecked(True)

    def _draw(self) -> None:
        record, figure = self._race.record, self.figure.figure
        if record is None:
            return
        if not self._stories and not self._playback.is_playing:
            self._stories = stories_of_record(record)
        scene = scene_of_record(
            record,
            self.moment,
            stories=self._stories,
            has_rates=figure == "rates",
        )
        self.canvas.set_scene(scene)
        if self._playback.is_frame_of_curves or not self.plot.curve_names:
            curves = record_curves(figure, record, self.moment, self.log.isChecked())
            draw_race(self.plot, record.settings, curves)
