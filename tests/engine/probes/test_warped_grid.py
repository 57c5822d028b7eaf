"""The warped grid: what layers make of the input plane, exactly."""

import numpy as np
import pytest

from engine.experiment.data import Bundled, Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, ReLU, Tanh
from engine.experiment.training import Training
from engine.probes import WarpedGrid
from engine.run import Run


def run_of(*units: int) -> Run:
    hidden = [layer for count in units for layer in (Dense(count), Tanh())]
    return Run(Experiment(Spiral(), NetworkSpec((*hidden, Dense(2))), Training(), seed=1))


def test_without_layers_the_grid_is_that_of_the_inputs() -> None:
    run = run_of(3)
    plane = WarpedGrid(0, samples=40).measure(run)
    assert plane is not None
    assert plane.explained is None
    assert plane.grid.shape == (31, 31, 2)
    assert (np.diff(plane.grid[:, :, 0], axis=1) > 0).all()
    assert np.allclose(plane.grid[:, :, 0], plane.grid[:1, :, 0])  # straight upright lines
    assert np.array_equal(plane.points, run.samples.x_train[:40])


def test_a_layer_of_two_units_is_shown_as_it_is() -> None:
    run = run_of(2)
    plane = WarpedGrid(2, samples=40).measure(run)
    assert plane is not None
    weight, bias = run.network.views["0.dense.weight"], run.network.views["0.dense.bias"]
    expected = np.tanh(run.samples.x_train[:40] @ weight + bias)
    assert plane.points == pytest.approx(expected, abs=1e-6)
    assert plane.explained is None


def test_a_layer_of_one_unit_is_a_line() -> None:
    plane = WarpedGrid(2).measure(run_of(1))
    assert plane is not None
    assert (plane.grid[:, :, 1] == 0).all()
    assert (plane.points[:, 1] == 0).all()


def test_a_wide_linear_layer_keeps_the_plane_and_its_distances() -> None:
    """A dense layer of orthonormal columns turns the plane: two components tell all of it."""
    run = run_of(5)
    weight = run.network.views["0.dense.weight"]
    weight[...] = np.linalg.qr(np.random.default_rng(0).standard_normal((5, 2)))[0].T
    flat, turned = WarpedGrid(0).measure(run), WarpedGrid(1).measure(run)
    assert flat is not None
    assert turned is not None
    assert turned.explained is not None
    assert turned.explained.sum() == pytest.approx(1)
    between = np.linalg.norm(np.diff(flat.points, axis=0), axis=1)
    assert np.linalg.norm(np.diff(turned.points, axis=0), axis=1) == pytest.approx(
        between, abs=1e-5
    )


def test_only_data_of_two_columns_has_a_plane() -> None:
    network = NetworkSpec((Dense(4), ReLU(), Dense(3)))
    assert WarpedGrid(0).measure(Run(Experiment(Bundled(name="iris"), network, Training()))) is None


def test_beyond_the_last_layer_there_is_nothing() -> None:
    assert WarpedGrid(4).measure(run_of(3)) is None
