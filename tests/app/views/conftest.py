"""The appearance and the session that the tests of the views share."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app.session.baselines import Baselines
from app.session.network_racing import NetworkRacing
from app.session.rate_finding import RateFinding
from app.session.runs import Runs
from app.session.surface_race import SurfaceRace
from app.session.weight_edit import HandEdit
from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from tests.app.views.snapshots import experiment_on


class QuietSession(QObject):
    """As much of a session as views need: something to hang shared axes on, and to wake."""

    stirred = Signal()
    experiment_changed = Signal(object)
    twin_changed = Signal(object)
    waits_for_points = False
    snapshot = None
    twin: Experiment | None = None

    def __init__(self) -> None:
        super().__init__()
        self.experiment = experiment_on(Spiral())
        self.commands: list[object] = []
        self.edits: list[HandEdit] = []
        self.baselines = Baselines(in_process=True, parent=self)
        self.runs = Runs(lambda: None, self)
        self.race = SurfaceRace(in_process=True, parent=self)
        self.rates = RateFinding(in_process=True, parent=self)
        self.network_race = NetworkRacing(in_process=True, parent=self)

    def set_weights(self, edit: HandEdit) -> None:
        """Keep what weights were asked to be."""
        self.edits.append(edit)
        self.commands.extend(edit.done)

    def set_twin(self, experiment: Experiment | None) -> None:
        """Train an experiment beside the run, or no longer."""
        self.twin = experiment
        self.twin_changed.emit(experiment)


@pytest.fixture
def session(qapp: QApplication) -> Iterator[QuietSession]:
    """Return a session without a trainer."""
    quiet = QuietSession()
    yield quiet
    quiet.baselines.close()
    quiet.race.close()
    quiet.rates.close()
    quiet.network_race.close()
