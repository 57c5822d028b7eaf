"""The baselines of a session: fitted on request, and dropped with the data they belong to."""

from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from app.session.baselines import Baselines
from app.session.session import Session
from engine.baseline import BASELINES
from engine.experiment.data import Spiral, Table
from engine.experiment.experiment import Experiment

LIMIT_MS = 20_000


@pytest.fixture
def baselines(qtbot: QtBot, experiment: Experiment) -> Iterator[Baselines]:
    made = Baselines(in_process=True)
    made.follow(experiment)
    yield made
    made.close()


@pytest.fixture
def fitted(qtbot: QtBot, baselines: Baselines) -> Baselines:
    baselines.start()
    qtbot.waitUntil(lambda: not baselines.running, timeout=LIMIT_MS)
    return baselines


def test_all_are_fitted_one_after_the_other(qtbot: QtBot, baselines: Baselines) -> None:
    seen: list[int] = []
    baselines.changed.connect(lambda: seen.append(len(baselines.results)))
    assert baselines.is_empty
    baselines.start()
    assert baselines.running
    assert baselines.waiting == BASELINES
    qtbot.waitUntil(lambda: not baselines.running, timeout=LIMIT_MS)
    assert set(baselines.results) == set(BASELINES)
    assert baselines.refusals == {}
    assert (seen[0], seen[-1]) == (0, len(BASELINES))
    assert seen == sorted(seen)


def test_other_data_or_another_seed_drops_the_results_and_other_training_does_not(
    fitted: Baselines, experiment: Experiment
) -> None:
    training = replace(experiment.training, batch_size=5)
    fitted.follow(replace(experiment, training=training, name="Other"))
    assert set(fitted.results) == set(BASELINES)
    fitted.follow(replace(experiment, seed=4))
    assert fitted.is_empty


def test_other_data_ends_what_is_under_way(
    qtbot: QtBot, baselines: Baselines, experiment: Experiment
) -> None:
    baselines.start()
    with qtbot.waitSignal(baselines.changed):
        baselines.follow(replace(experiment, data=Spiral(samples=200)))
    assert not baselines.running
    qtbot.wait(200)
    assert baselines.is_empty


def test_what_is_given_up_keeps_what_is_there(qtbot: QtBot, baselines: Baselines) -> None:
    baselines.start()
    qtbot.waitUntil(lambda: bool(baselines.results), timeout=LIMIT_MS)
    baselines.cancel()
    there = set(baselines.results)
    assert not baselines.running
    qtbot.wait(200)
    assert set(baselines.results) == there
    baselines.start(("linear",))
    qtbot.waitUntil(lambda: not baselines.running, timeout=LIMIT_MS)
    assert set(baselines.results) == {*there, "linear"}


def test_data_that_cannot_be_read_is_told_for_each(
    qtbot: QtBot, baselines: Baselines, experiment: Experiment
) -> None:
    baselines.follow(replace(experiment, data=Table(path="/nowhere/at all.csv")))
    baselines.start()
    qtbot.waitUntil(lambda: not baselines.running, timeout=LIMIT_MS)
    assert set(baselines.refusals) == set(BASELINES)
    assert "there is no such file" in baselines.refusals["linear"]


def test_the_session_keeps_them_with_its_data(
    qtbot: QtBot, loaded: Session, until: Callable[[Callable[[], bool]], None]
) -> None:
    loaded.baselines.start(("linear",))
    qtbot.waitUntil(lambda: not loaded.baselines.running, timeout=LIMIT_MS)
    assert set(loaded.baselines.results) == {"linear"}
    loaded.edit(replace(loaded.experiment, seed=9), "Change seed")
    assert loaded.baselines.is_empty
