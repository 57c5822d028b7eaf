"""Runs and views that the tests of the Data view share."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.trainer.messages import Loaded, Phase
from app.views.data_view import DataView
from engine.experiment.data import Table
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, ReLU
from engine.experiment.training import Adam, Training
from engine.run import Run
from tests.app.views.conftest import QuietSession
from tests.app.views.snapshots import loaded_of, snapshot_of, trained

Show = Callable[[DataView, Run], Loaded]


@pytest.fixture
def view(qtbot: QtBot, session: QuietSession, appearance: Appearance) -> DataView:
    made = DataView(session, appearance)  # type: ignore[arg-type]
    qtbot.addWidget(made.widget)
    made.widget.resize(760, 480)
    with qtbot.waitExposed(made.widget):
        made.widget.show()
    return made


@pytest.fixture
def show() -> Show:
    """Show a run at rest until every sample has an answer."""
    known: dict[Run, Loaded] = {}

    def until_answered(view: DataView, run: Run) -> Loaded:
        loaded = known.setdefault(run, loaded_of(run))
        for _ in range(200):
            probes = view.wants
            view.show(snapshot_of(run, probes, loaded, phase=Phase.PAUSED))
            if view.wants == probes:
                return loaded
        raise AssertionError("the view keeps asking")

    return until_answered


@pytest.fixture
def flowers(tmp_path: Path, rng: np.random.Generator) -> Run:
    """Return a run on four columns and three classes that overlap."""
    rows = [
        ",".join(f"{value:.2f}" for value in rng.normal(centre, 1.2, 4)) + f",{name}"
        for name, centre in (("setosa", 1), ("versicolor", 2), ("virginica", 3))
        for _ in range(40)
    ]
    path = tmp_path / "flowers.csv"
    path.write_text("\n".join(["a,b,c,d,kind", *rows]), encoding="utf-8")
    network = NetworkSpec((Dense(4), ReLU(), Dense(3)))
    training = Training(optimizer=Adam(0.01), batch_size=10)
    return trained(Run(Experiment(Table(path=str(path)), network, training)), 3)


@pytest.fixture
def prices(tmp_path: Path, rng: np.random.Generator) -> Run:
    """Return a run on two columns and a value."""
    rows = [f"{x:.3f},{y:.3f},{200 * x + 50:.2f}" for x, y in rng.normal(size=(60, 2))]
    path = tmp_path / "prices.csv"
    path.write_text("\n".join(["size,age,price", *rows]), encoding="utf-8")
    training = Training(loss="mean_squared_error", batch_size=10)
    data = Table(path=str(path), task="regression", scaling="standardize")
    return trained(Run(Experiment(data, NetworkSpec((Dense(4), ReLU(), Dense(1))), training)), 2)
