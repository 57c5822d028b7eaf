"""Fitting baselines as a job: one result for each, or why there is none."""

import pickle

from app.jobs.fit_baselines import FitBaselines, Refused
from engine.baseline import BASELINES, Baseline
from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec


def test_each_baseline_gives_its_result_and_one_that_cannot_be_hinders_no_other() -> None:
    experiment = Experiment(Spiral(samples=100), NetworkSpec((Dense(2),)), seed=3)
    impossible = Baseline("nearest_neighbours", neighbours=500)
    wanted = (impossible, *(Baseline(name) for name in BASELINES))
    job = pickle.loads(pickle.dumps(FitBaselines(experiment, wanted)))
    refused, *results = job.results()
    assert refused == Refused("nearest_neighbours", refused.message)
    assert "at most 50, the number of training samples" in refused.message
    assert [result.baseline.name for result in results] == list(BASELINES)
