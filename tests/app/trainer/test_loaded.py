"""The window is told of a run once: facts, shapes, and the samples to draw."""

import msgspec
import numpy as np

from app.trainer.loaded import SHOWN_SAMPLES, describe_run
from engine.experiment.data import Gauss
from engine.experiment.experiment import Experiment
from engine.run import Run


def test_a_small_set_is_shown_whole(experiment: Experiment) -> None:
    run = Run(experiment)
    loaded = describe_run(run)
    assert np.array_equal(loaded.points, run.dataset.columns.astype(np.float32))
    assert np.array_equal(loaded.targets, run.dataset.targets)
    assert np.flatnonzero(loaded.is_test).tolist() == sorted(run.dataset.test.tolist())
    assert loaded.shapes == ((4,), (4,), (2,))
    assert loaded.parameter_count == 2 * 4 + 4 + 4 * 2 + 2
    assert loaded.facts == run.dataset.facts


def test_of_a_large_set_a_share_is_shown(experiment: Experiment) -> None:
    large = msgspec.structs.replace(experiment, data=Gauss(samples=12_000, test_share=0.25))
    loaded = describe_run(Run(large))
    assert len(loaded.points) == len(loaded.targets) == len(loaded.is_test) == SHOWN_SAMPLES
    assert 0.2 < loaded.is_test.mean() < 0.3
    assert set(np.unique(loaded.targets)) == {0, 1}
