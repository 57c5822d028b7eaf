"""The learning rates of a session: found on request, dropped with what they depend on."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from app.session.rate_finding import RateFinding
from app.session.session import Session
from engine.experiment.data import Table
from engine.experiment.experiment import Experiment
from engine.experiment.optimizers import SGD, Adam
from engine.experiment.schedules import Cosine

LIMIT_MS = 20_000


@pytest.fixture
def rates(qtbot: QtBot, experiment: Experiment) -> Iterator[RateFinding]:
    made = RateFinding(in_process=True)
    made.follow(experiment)
    yield made
    made.close()


@pytest.fixture
def found(qtbot: QtBot, rates: RateFinding, experiment: Experiment) -> RateFinding:
    rates.start(experiment, (SGD(), Adam()), 10)
    qtbot.waitUntil(lambda: not rates.running, timeout=LIMIT_MS)
    return rates


def test_each_optimizer_has_its_curve_in_the_end(found: RateFinding) -> None:
    assert list(found.curves) == [SGD, Adam]
    assert found.error == ""
    assert found.progress is None


def test_other_optimizers_schedules_and_lengths_keep_the_curves(
    found: RateFinding, experiment: Experiment
) -> None:
    training = replace(experiment.training, optimizer=Adam(0.1), epochs=3, schedule=Cosine())
    found.follow(replace(experiment, training=training, name="Other"))
    assert len(found.curves) == 2


@pytest.mark.parametrize("change", ["batch_size", "seed"])
def test_what_changes_the_runs_drops_the_curves(
    found: RateFinding, experiment: Experiment, change: str
) -> None:
    if change == "seed":
        experiment = replace(experiment, seed=9)
    else:
        experiment = replace(experiment, training=replace(experiment.training, batch_size=7))
    found.follow(experiment)
    assert found.curves == {}


def test_another_experiment_ends_the_search(
    qtbot: QtBot, rates: RateFinding, experiment: Experiment
) -> None:
    rates.start(experiment, (SGD(),), 10_000)
    assert rates.running
    rates.follow(replace(experiment, seed=9))
    assert not rates.running
    assert rates.curves == {}


def test_cancelling_keeps_what_is_there(
    qtbot: QtBot, rates: RateFinding, experiment: Experiment
) -> None:
    rates.start(experiment, (SGD(), Adam()), 200)
    qtbot.waitUntil(lambda: bool(rates.curves), timeout=LIMIT_MS)
    rates.cancel()
    assert not rates.running
    assert next(iter(rates.curves)) is SGD


def test_data_that_is_not_there_is_told(
    qtbot: QtBot, rates: RateFinding, experiment: Experiment
) -> None:
    lost = replace(experiment, data=Table(path="nowhere.csv"))
    rates.start(lost, (SGD(),), 10)
    qtbot.waitUntil(lambda: not rates.running, timeout=LIMIT_MS)
    assert "nowhere.csv" in rates.error
    assert rates.curves == {}


def test_a_session_drops_them_with_its_data(qtbot: QtBot, session: Session) -> None:
    session.rates.start(session.experiment, (SGD(),), 10)
    qtbot.waitUntil(lambda: bool(session.rates.curves), timeout=LIMIT_MS)
    session.edit(replace(session.experiment, seed=11), "Change seed")
    assert session.rates.curves == {}
