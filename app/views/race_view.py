"""The race: eight optimizers on a surface of two numbers, or any number of them on the network."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QSignalBlocker
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.jobs.race_on_surface import RaceOnSurface
from app.look.appearance import Appearance
from app.session.session import Session
from app.trainer.messages import Snapshot
from app.views.mode_choice import ModeChoice
from app.views.network_race_panel import NetworkRacePanel
from app.views.playback import Playback
from app.views.surface_canvas import SurfaceCanvas
from app.views.surface_race_scene import scene_of_record
from app.views.toggle import toggle
from app.views.view import View
from engine.analytic import SURFACES
from engine.experiment.optimizers import AnyOptimizer
from engine.experiment.races import AnyRace, NetworkRaceSpec
from engine.probes import Probe

_SECONDS = 5.0  # that a whole race takes to be played
_OWN, _NETWORK = "formula", "network"
_CHOICE_WIDTH = 80  # pixels
_FIRST_FORMULA = "x**2/4 + y**2 + sin(3*x)"
_NOISES = (0.0, 0.1, 0.3, 1.0)
_RATES = (0.25, 0.5, 1.0, 2.0, 4.0)


class RaceView(View):
    """Plays the race of the session back; what it needs is computed in the background."""

    name = "race"

    def __init__(self, session: Session, appearance: Appearance) -> None:
        tr = QCoreApplication.translate
        self._race = session.race
        self.proposed = session.network_race.proposed
        self._settings: tuple[AnyOptimizer, ...] = ()  # of a proposed race; empty: the eight
        self._start: tuple[float, float] | None = None
        self._asked = False
        empty = tr("RaceView", "The race appears here as soon as it is computed.")
        self.canvas = SurfaceCanvas(appearance.theme, tr("RaceView", "Optimizer race"), empty)
        self.formula = QLineEdit(_FIRST_FORMULA)
        self.formula.setAccessibleName(tr("RaceView", "Formula in x and y"))
        self.formula.setToolTip(tr("RaceView", "A loss of your own in x and y; Return races on it"))
        self.formula.hide()
        self.surface, self.noise, self.rates = self._choices()
        tip = tr("RaceView", "Play or pause the race, not the training")
        self._playback = Playback(self.canvas, _SECONDS, tip)
        self.rewind, self.play, self.step = self._playback.buttons
        self.solid = toggle(tr("RaceView", "3-D"), tr("RaceView", "Draw hills that can be turned"))
        self._buttons = (self.rewind, self.play, self.step, self.solid)
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
        return self.surface.mode == _NETWORK

    def save_settings(self) -> dict[str, object]:
        return {
            "surface": self.surface.mode,
            "noise": self.noise.mode,
            "rates": self.rates.mode,
            "formula": self.formula.text(),
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
        self.solid.setChecked(settings.get("solid") is True)
        network = settings.get("network")
        self.network.restore_settings(network if isinstance(network, Mapping) else {})

    def _choices(self) -> tuple[ModeChoice, ModeChoice, ModeChoice]:
        """Surface, noise and learning rates."""
        tr = QCoreApplication.translate
        names = {_NETWORK: tr("RaceView", "This network")}
        names |= {each.name: each.name.capitalize() for each in SURFACES}
        names |= {_OWN: tr("RaceView", "Own formula")}
        noise = tr("RaceView", "noise {share} %")
        noises = {str(share): noise.format(share=f"{100 * share:.0f}") for share in _NOISES}
        factor = tr("RaceView", "η × {factor}")
        rates = {str(rate): factor.format(factor=f"{rate:g}") for rate in _RATES}
        surface = ModeChoice(names, tr("RaceView", "The surface to race on"), self._change)
        with QSignalBlocker(surface.box):
            surface.set_mode(SURFACES[0].name)
        about = tr("RaceView", "Noise on each gradient, as a share of its size at the start")
        suited = tr("RaceView", "All learning rates, times those that suit the surface")
        factors = ModeChoice(rates, suited, self._run)
        with QSignalBlocker(factors.box):
            factors.set_mode("1.0")
        return surface, ModeChoice(noises, about, self._run), factors

    def _with_settings(self) -> QWidget:
        """The canvas below a line of what is set seldom."""
        both = QWidget()
        line = QHBoxLayout()
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(6)
        self.surface.box.setMinimumWidth(_CHOICE_WIDTH)
        for box in (self.noise.box, self.rates.box):
            box.setMinimumWidth(_CHOICE_WIDTH)
            line.addWidget(box)
        line.addWidget(self.formula, 1)
        line.addStretch()
        layout = QVBoxLayout(both)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.canvas, 1)
        both.setFocusProxy(self.canvas)
        return both

    def _connect(self, appearance: Appearance) -> None:
        self.formula.returnPressed.connect(self._change)
        self._playback.moved.connect(self._draw)
        self.solid.toggled.connect(self.canvas.set_solid)
        self.canvas.place_chosen.connect(self._set_start)
        self._race.changed.connect(self._take)
        self.proposed.connect(self._take_proposed)
        appearance.theme_changed.connect(self.canvas.set_theme)

    def _change(self) -> None:
        """Race on another surface, from its own start, or on the network."""
        self._start, self._settings = None, ()
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
        self.formula.setVisible(self.surface.mode == _OWN)
        if self._is_on_network:
            self._playback.pause()

    def _take_proposed(self, race: AnyRace) -> None:
        """Show a race as it is described: one on the network waits for its start."""
        mode = _NETWORK if isinstance(race, NetworkRaceSpec) else race.surface
        with QSignalBlocker(self.surface.box), QSignalBlocker(self.rates.box):
            self.surface.set_mode(mode)
            self.rates.set_mode("1.0")
        self._show_mode()
        if isinstance(race, NetworkRaceSpec):
            self.network.propose(race)
        else:
            self._start, self._settings = None, race.optimizers
            self._run()

    def _set_start(self, x: float, y: float) -> None:
        self._start = (x, y)
        self._run()

    def _run(self) -> None:
        """Have the race computed as it is set now."""
        self._asked = True
        is_own = self.surface.mode == _OWN
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
        if record is None:
            self._playback.set_race(0, 0)
            self.canvas.set_empty_text(self._race.error)
            self.canvas.set_scene(None)
            return
        self._playback.set_race(record.steps, record.steps)
        self._draw()
        self.play.setChecked(True)

    def _draw(self) -> None:
        record = self._race.record
        if record is not None:
            self.canvas.set_scene(scene_of_record(record, self.moment))
