"""A rate search: each rate as the run alone, and rates that are too high."""

import numpy as np
import pytest
from msgspec.structs import replace

import engine.rate_search
from engine.errors import ExperimentError
from engine.experiment.early_stopping import EarlyStopping
from engine.experiment.network import BatchNorm, Dense, NetworkSpec, ReLU
from engine.experiment.optimizers import SGD, Adam, AnyOptimizer, Momentum
from engine.experiment.schedules import Cosine
from engine.rate_search import RateCurve, RateSearch, search_rates, searched
from engine.run import Run
from tests.engine.experiments import clouds, spiral


def found(search: RateSearch) -> RateCurve:
    for _ in search.parts(7):
        pass
    return search.curve()


def test_fifty_rates_in_two_digits_are_evenly_spaced_in_their_logarithm() -> None:
    rates = search_rates()
    assert (len(rates), rates[0], rates[-1]) == (50, 1e-5, 10)
    np.testing.assert_allclose(rates, np.geomspace(1e-5, 10, 50), rtol=0.05)
    assert all(rate == float(f"{rate:.2g}") for rate in rates.tolist())


@pytest.mark.parametrize("optimizer", [SGD(), Momentum(momentum=0.8), Adam()])
def test_each_rate_is_the_run_alone(optimizer: AnyOptimizer) -> None:
    schedule, stopping = Cosine(warmup=2), EarlyStopping()
    experiment = spiral(schedule=schedule, early_stopping=stopping)
    layers = (Dense(8), BatchNorm(), ReLU(), Dense(2))
    experiment = replace(experiment, network=NetworkSpec(layers))
    search = RateSearch(experiment, optimizer, 50)  # into a second epoch, of 35 steps
    curve = found(search)
    for row in (0, 20, 30):
        alone = Run(searched(experiment, optimizer, curve.rates[row]))
        for _ in range(50):
            alone.step()
        loss = float(alone.evaluate().train_loss)
        assert curve.losses[row] == pytest.approx(loss, rel=2e-4)
        assert curve.first == pytest.approx(alone.curve.at(0).train_loss, rel=1e-5)


def test_fewer_rates_at_a_time_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = found(RateSearch(clouds(), SGD(), 20))
    monkeypatch.setattr(engine.rate_search, "MOST_NUMBERS", 10_000)
    search = RateSearch(clouds(), SGD(), 20)
    assert 1 < search.group < 25
    np.testing.assert_allclose(found(search).losses, whole.losses, rtol=1e-4)


def test_what_diverges_is_told_and_spoils_no_other() -> None:
    rates = np.array([1e-3, 0.1, 1e6])
    experiment = clouds(loss="mean_squared_error")
    curve = found(RateSearch(experiment, SGD(), 60, rates=rates))
    assert curve.diverged.tolist() == [False, False, True]
    assert np.isnan(curve.losses[2])
    assert curve.best == 1
    assert curve.losses[1] < curve.losses[0] < curve.first
    hopeless = found(RateSearch(experiment, SGD(), 60, rates=np.array([1e6, 1e7])))
    assert hopeless.best is None


def test_progress_grows_to_the_whole() -> None:
    search = RateSearch(clouds(), SGD(), 10)
    told = list(search.parts(4))
    assert told == sorted(told)
    assert told[-1] == search.progress == 1


@pytest.mark.parametrize("steps", [0, 10_001])
def test_a_number_of_steps_that_cannot_be_is_refused(steps: int) -> None:
    with pytest.raises(ExperimentError, match="between 1 and 10000") as refused:
        RateSearch(clouds(), SGD(), steps)
    assert refused.value.path == "steps"
