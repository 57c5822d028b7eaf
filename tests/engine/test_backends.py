"""Both backends train alike: the shipped experiments on CuPy, step for step as on NumPy."""

from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from engine.arrays import to_host
from engine.experiment.experiment import Experiment
from engine.experiment.files import load
from engine.experiment.training import SGD
from engine.race import Race
from engine.run import Run
from engine.surface import loss_surface
from resources import resource_path

STEPS = 30
PATHS = sorted(resource_path("experiments").glob("*.json"))
# A rounding error decides what the perceptron answers, as its scores come to lie on 0 exactly.
SMOOTH = [path for path in PATHS if path.stem != "gate-and-perceptron"]


def trained(experiment: Experiment, backend: str, dtype: str = "float64") -> Run:
    """The experiment's run after some steps."""
    run = Run(experiment, dtype=dtype, backend=backend)
    while run.step_count < STEPS:
        run.step()
    return run


def without_noise(experiment: Experiment) -> Experiment:
    """The experiment with plain descent where batch normalisation takes a bias's effect away.

    Of its gradient, rounding errors are left, which Adam divides by their own size.
    """
    if not Run(experiment).network.statistics.size:
        return experiment
    return replace(experiment, training=replace(experiment.training, optimizer=SGD(0.1)))


@pytest.mark.parametrize("path", SMOOTH, ids=lambda path: path.stem)
def test_a_shipped_experiment_trains_as_on_numpy(path: Path, backend: str) -> None:
    experiment = without_noise(load(path))
    expected, found = (trained(experiment, kind).state() for kind in ("numpy", backend))
    assert_close(found.parameters, expected.parameters)
    assert_close(found.statistics, expected.statistics)
    for name, buffer in expected.buffers.items():
        assert_close(found.buffers[name], buffer)
    assert found.generator == expected.generator
    assert np.array_equal(found.batches.order, expected.batches.order)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_same_run_gives_the_same_numbers_bit_for_bit(path: Path, backend: str) -> None:
    one, other = (trained(load(path), backend, "float32").state() for _ in range(2))
    assert np.array_equal(one.parameters, other.parameters)
    assert np.array_equal(one.statistics, other.statistics)


@pytest.mark.parametrize("name", ["spiral", "lines-convolution", "parity-rnn", "recall-lstm"])
def test_a_race_is_run_as_on_numpy(name: str, backend: str) -> None:
    experiment = without_noise(load(resource_path("experiments", f"{name}.json")))
    expected, found = (
        Race([experiment] * 2, dtype="float64", backend=kind) for kind in ("numpy", backend)
    )
    for _ in range(STEPS):
        expected.step(), found.step()
    assert_close(to_host(found.network.parameters), expected.network.parameters)


@pytest.mark.parametrize("name", ["spiral", "spiral-normalized", "lines-local"])
def test_a_loss_surface_is_that_of_numpy(name: str, backend: str) -> None:
    experiment = without_noise(load(resource_path("experiments", f"{name}.json")))
    surfaces = []
    for kind in ("numpy", backend):
        run = trained(experiment, kind)
        count = len(run.network.parameters)
        directions = np.random.default_rng(1).normal(size=(2, count))  # from the host
        x, t, places = run.samples.x_train, run.samples.t_train, np.linspace(-1, 1, 5)
        pair = (directions[0], directions[1])
        surfaces.append(loss_surface(run.network, x, t, pair, places, places))
    assert_close(surfaces[1], surfaces[0])


def assert_close(found: np.ndarray, expected: np.ndarray) -> None:
    """Differences are rounding errors: a billionth of each number, or of the largest one."""
    assert found.shape == expected.shape
    largest = np.abs(expected).max(initial=0)
    assert np.allclose(found, expected, rtol=1e-9, atol=1e-9 * largest)
