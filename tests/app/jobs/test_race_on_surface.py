"""A race as a job: the whole record at once, or what is wrong with the formula."""

import pickle

import numpy as np
import pytest

from app.jobs.race_on_surface import GRID, RaceOnSurface
from engine.errors import ExperimentError
from engine.experiment.optimizers import SGD


def test_the_classic_valley_is_recorded_step_by_step() -> None:
    job = pickle.loads(pickle.dumps(RaceOnSurface("valley")))
    (record,) = job.results()
    record = pickle.loads(pickle.dumps(record))
    assert record.steps == 30
    assert record.settings[0] == SGD(0.95)
    assert record.grid.shape == (GRID, GRID)
    assert record.paths.shape == (31, 8, 2)
    assert record.paths[0].tolist() == [[-7, 2]] * 8
    assert np.allclose(record.losses, record.paths[..., 0] ** 2 / 20 + record.paths[..., 1] ** 2)
    assert np.allclose(record.descents[0], [[0.7, -4]] * 8)


def test_start_noise_and_rates_are_taken() -> None:
    (plain,) = RaceOnSurface("valley", start=(1, 1), rate_factor=0.5).results()
    (noisy,) = RaceOnSurface("valley", start=(1, 1), rate_factor=0.5, noise=0.3).results()
    assert plain.settings[0] == SGD(0.475)
    assert plain.paths[0, 0].tolist() == [1, 1]
    assert not np.array_equal(plain.paths, noisy.paths)


def test_a_formula_that_cannot_be_read_is_refused_by_its_column() -> None:
    with pytest.raises(ExperimentError, match="column 5: 'z' is not known"):
        list(RaceOnSurface("formula", formula="x + z").results())
