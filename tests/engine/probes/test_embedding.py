"""The embedding of the last hidden layer against the layer itself."""

import msgspec
import numpy as np
import pytest

from engine.arrays import to_host
from engine.experiment.data import Gate
from engine.experiment.experiment import Experiment
from engine.experiment.network import Conv2D, Dense, Flatten, NetworkSpec, ReLU, Reshape, Softmax
from engine.experiment.training import Training
from engine.probes import HiddenEmbedding
from engine.run import Run
from tests.engine.experiments import clouds, spiral


def distances(points: np.ndarray) -> np.ndarray:
    return np.linalg.norm(points[:, None] - points[None], axis=-1)


def test_with_all_components_distances_are_those_of_the_last_hidden_layer(backend) -> None:
    run = Run(spiral(), backend=backend)
    run.train(30)
    found = HiddenEmbedding("test", samples=40, components=8).measure(run)
    hidden = to_host(list(run.network.activations(run.samples.x_test[:40]))[3])
    assert found.points.shape == (40, 8)
    assert np.allclose(distances(found.points), distances(hidden), atol=1e-4)
    assert found.explained.sum() == pytest.approx(1)
    assert np.array_equal(found.targets, run.dataset.targets[run.dataset.test[:40]])


def test_without_hidden_layers_it_shows_the_inputs(backend) -> None:
    run = Run(
        msgspec.structs.replace(clouds(), network=NetworkSpec((Dense(2), Softmax()))),
        backend=backend,
    )
    found = HiddenEmbedding(samples=20).measure(run)
    inputs = to_host(run.samples.x_train[:20])
    assert np.allclose(distances(found.points), distances(inputs), atol=1e-4)


def test_pictures_are_embedded_as_rows(backend) -> None:
    picture = (Dense(16), Reshape((1, 4, 4)), Conv2D(2, size=3), Flatten(), ReLU(), Dense(2))
    run = Run(msgspec.structs.replace(clouds(), network=NetworkSpec(picture)), backend=backend)
    assert HiddenEmbedding(components=3).measure(run).points.shape == (100, 3)


def test_there_is_nothing_without_samples_or_with_infinite_outputs(backend) -> None:
    network, training = NetworkSpec((Dense(2),)), Training(batch_size=4)
    gate = Run(Experiment(data=Gate(), network=network, training=training), backend=backend)
    assert HiddenEmbedding("test").measure(gate) is None
    run = Run(spiral(), backend=backend)
    run.network.views["0.dense.weight"][0, 0] = np.inf
    assert HiddenEmbedding().measure(run) is None
