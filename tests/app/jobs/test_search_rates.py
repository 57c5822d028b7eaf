"""Searching for rates as a job: a curve for each optimizer, and progress between."""

import pickle

import pytest

import app.jobs.search_rates
from app.jobs.search_rates import RateProgress, SearchRates
from engine.experiment.optimizers import SGD, Adam
from engine.rate_search import RateCurve
from tests.engine.experiments import clouds


def test_each_optimizer_gives_its_curve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.jobs.search_rates, "_TOLD_EVERY", 0.0)
    job = pickle.loads(pickle.dumps(SearchRates(clouds(), (SGD(), Adam()), 4)))
    news = list(job.results())
    shares = [each.share for each in news if isinstance(each, RateProgress)]
    assert shares == [1 / 8, 2 / 8, 3 / 8, 4 / 8, 5 / 8, 6 / 8, 7 / 8, 8 / 8]
    curves = [each for each in news if isinstance(each, RateCurve)]
    assert [type(curve.optimizer) for curve in curves] == [SGD, Adam]
    assert news.index(curves[0]) == 4
    assert not curves[0].diverged[0]
