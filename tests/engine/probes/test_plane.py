"""Probes of the plane against direct evaluation of the network."""

import numpy as np
import pytest

from engine.arrays import to_host
from engine.experiment.data import Bumps
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, Tanh
from engine.experiment.training import Training
from engine.probes import DecisionSurface, NeuronMaps
from engine.run import Run
from tests.engine.experiments import spiral


@pytest.fixture
def run(backend) -> Run:
    trained = Run(spiral(), backend=backend)
    trained.train(30)
    return trained


def test_the_decision_surface_is_the_networks_answer_at_cell_centres(run: Run, xp) -> None:
    surface = DecisionSurface(resolution=10).measure(run)
    assert surface.values.shape == (10, 10, 2)
    assert surface.x_range == surface.y_range == (-6, 6)
    # row 1, column 8: x1 = -6 + 8.5 · 1.2, x2 = -6 + 1.5 · 1.2; not transposed, lowest row first
    point = np.array([[-6 + 8.5 * 1.2, -6 + 1.5 * 1.2]])
    x = run.dataset.preparation.inputs(point).astype(np.float32)
    expected = to_host(run.network.probabilities(xp.asarray(x)))[0]
    assert np.allclose(surface.values[1, 8], expected, atol=1e-6)


def test_axes_can_be_exchanged(run: Run) -> None:
    straight = DecisionSurface(10).measure(run).values
    turned = DecisionSurface(10, x_axis=1, y_axis=0).measure(run).values
    assert np.allclose(straight, turned.transpose(1, 0, 2), atol=1e-6)


def test_neuron_maps_hold_inputs_every_layer_and_the_answer(run: Run) -> None:
    pictures = NeuronMaps(resolution=8).measure(run)
    assert [stage.shape for stage in pictures.maps] == [
        (2, 8, 8),
        (8, 8, 8),
        (8, 8, 8),
        (8, 8, 8),
        (8, 8, 8),
        (2, 8, 8),
    ]
    assert pictures.output.shape == (2, 8, 8)
    assert np.allclose(pictures.output.sum(axis=0), 1, atol=1e-6)
    assert np.array_equal(pictures.maps[2], np.maximum(pictures.maps[1], 0))
    assert (np.diff(pictures.maps[0][0], axis=1) > 0).all()  # x1 rises to the right
    assert (np.diff(pictures.maps[0][1], axis=0) > 0).all()  # x2 rises with the row
    surface = DecisionSurface(8).measure(run).values
    assert np.allclose(pictures.output, surface.transpose(2, 0, 1), atol=1e-6)


def test_wide_layers_are_cut_to_the_units_asked_for(run: Run) -> None:
    assert NeuronMaps(8, max_units=3).measure(run).maps[1].shape == (3, 8, 8)


def test_regression_answers_in_the_datas_own_units(backend) -> None:
    layers = (Dense(4), Tanh(), Dense(1))
    training = Training(loss="mean_squared_error")
    run = Run(
        Experiment(data=Bumps(), network=NetworkSpec(layers), training=training), backend=backend
    )
    surface = DecisionSurface(10).measure(run)
    assert surface.values.shape == (10, 10, 1)
    assert NeuronMaps(8).measure(run).output.shape == (1, 8, 8)
