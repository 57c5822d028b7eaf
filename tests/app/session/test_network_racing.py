"""The race on the network of a session: told as it goes on, dropped with its experiment."""

from collections.abc import Iterator

import numpy as np
import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from app.session.network_racing import NetworkRacing
from engine.experiment.data import Table
from engine.experiment.experiment import Experiment
from engine.experiment.optimizers import SGD, Adam

LIMIT_MS = 30_000
TWO = (SGD(), Adam())


@pytest.fixture
def race(qtbot: QtBot, experiment: Experiment) -> Iterator[NetworkRacing]:
    made = NetworkRacing(in_process=True)
    made.follow(experiment)
    yield made
    made.close()


@pytest.fixture
def raced(qtbot: QtBot, race: NetworkRacing, experiment: Experiment) -> NetworkRacing:
    race.start(experiment, TWO, 40)
    qtbot.waitUntil(lambda: not race.running, timeout=LIMIT_MS)
    return race


def test_all_losses_and_the_surface_come(raced: NetworkRacing) -> None:
    assert raced.losses.shape == (40, 2)
    assert np.isfinite(raced.losses).all()
    assert raced.losses[0, 0] == pytest.approx(raced.losses[0, 1])
    assert raced.picture is not None
    assert raced.picture.progress == 1
    assert raced.error == ""


def test_a_second_race_takes_the_place_of_the_first(
    qtbot: QtBot, raced: NetworkRacing, experiment: Experiment
) -> None:
    raced.start(experiment, (Adam(),), 20)
    assert raced.is_empty
    qtbot.waitUntil(lambda: not raced.running, timeout=LIMIT_MS)
    assert raced.losses.shape == (20, 1)


def test_another_optimizer_of_the_training_keeps_it_and_another_network_does_not(
    raced: NetworkRacing, experiment: Experiment
) -> None:
    training = replace(experiment.training, optimizer=Adam(0.1))
    raced.follow(replace(experiment, training=training))
    assert len(raced.losses) == 40
    raced.follow(replace(experiment, seed=8))
    assert raced.is_empty
    assert raced.picture is None


def test_cancelling_keeps_what_there_is(
    qtbot: QtBot, race: NetworkRacing, experiment: Experiment
) -> None:
    race.start(experiment, TWO, 20_000)
    qtbot.waitUntil(lambda: not race.is_empty, timeout=LIMIT_MS)
    race.cancel()
    assert not race.running
    assert 0 < len(race.losses) < 20_000


def test_data_that_is_not_there_is_told(
    qtbot: QtBot, race: NetworkRacing, experiment: Experiment
) -> None:
    race.start(replace(experiment, data=Table(path="nowhere.csv")), TWO, 10)
    qtbot.waitUntil(lambda: not race.running, timeout=LIMIT_MS)
    assert "nowhere.csv" in race.error
