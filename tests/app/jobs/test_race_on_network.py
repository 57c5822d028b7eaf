"""The race on a network as a job: every loss is told once, and the surface in the end."""

import pickle

import numpy as np

from app.jobs.race_on_network import RaceOnNetwork
from engine.experiment.optimizers import SGD, Adam
from tests.engine.experiments import spiral


def test_losses_come_in_parts_and_the_surface_becomes_whole() -> None:
    job = pickle.loads(pickle.dumps(RaceOnNetwork(spiral(), (SGD(), Adam()), 60)))
    news = list(job.results())
    assert [each.first for each in news] == np.cumsum(
        [0, *(len(each.losses) for each in news[:-1])]
    ).tolist()
    assert sum(len(each.losses) for each in news) == 60
    pictures = [each.picture for each in news if each.picture is not None]
    assert pictures[-1].progress == 1
    assert pictures[-1].steps[-1] == 60
