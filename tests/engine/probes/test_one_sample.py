"""One sample on its way through the network, against the layers asked one by one."""

import msgspec
import numpy as np
import pytest

from engine.arrays import to_host
from engine.experiment.augmentation import Noise
from engine.experiment.data import Bumps
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, Tanh
from engine.experiment.training import Training
from engine.probes import OneSample
from engine.probes.one_sample import augmented
from engine.run import Run
from tests.engine.experiments import spiral
from tests.engine.pictures import stripes_run


@pytest.mark.parametrize("number", [0, 3, 55])
def test_every_layers_activation_is_there(number: int, backend, xp) -> None:
    run = stripes_run(epochs=1, backend=backend)
    flow = OneSample(number).measure(run)
    assert flow is not None
    data = run.dataset
    assert flow.is_test == (number in data.test)
    assert np.array_equal(flow.raw, data.columns[number])
    pixels = (data.columns[number] / 255).astype(np.float32).reshape(1, 1, 6, 6)
    assert flow.prepared == pytest.approx(pixels[0], rel=1e-6)
    x = xp.asarray(pixels)
    for layer, seen in zip(run.network.layers, flow.activations, strict=True):
        x = layer.forward(x, training=False)
        assert seen.shape == layer.output_shape
        assert seen == pytest.approx(to_host(x)[0], rel=1e-4, abs=1e-5)
    scores = to_host(x)[0].astype(float)
    shares = np.exp(scores) / np.exp(scores).sum()
    assert flow.answer == pytest.approx(shares, rel=1e-4)
    assert flow.target == data.targets[number]
    assert flow.coded.tolist() == np.eye(3)[flow.target].tolist()
    assert flow.said == shares.argmax()
    assert flow.loss == pytest.approx(-np.log(shares[flow.target]), rel=1e-4)
    assert flow.augmented is None


def test_values_are_in_their_own_units(backend) -> None:
    training = Training(loss="mean_squared_error", batch_size=10)
    network = NetworkSpec((Dense(3), Tanh(), Dense(1)))
    run = Run(Experiment(data=Bumps(), network=network, training=training), backend=backend)
    flow = OneSample(7).measure(run)
    assert flow is not None
    assert flow.said is None
    assert flow.target.tolist() == run.dataset.targets[7].tolist()
    assert flow.loss == pytest.approx((flow.answer[0] - flow.target[0]) ** 2, rel=1e-4)


def test_beyond_the_data_there_is_no_sample(backend) -> None:
    run = Run(spiral(), backend=backend)
    assert OneSample(500).measure(run) is None
    assert OneSample(-1).measure(run) is None


def test_an_augmented_copy_is_drawn_where_training_augments(backend) -> None:
    training = msgspec.structs.replace(spiral().training, augmentation=(Noise(),))
    run = Run(msgspec.structs.replace(spiral(), training=training), backend=backend)
    first = OneSample(4, draw=0).measure(run)
    again, other = OneSample(4, draw=0).measure(run), OneSample(4, draw=1).measure(run)
    assert first is not None
    assert again is not None
    assert other is not None
    assert first.augmented is not None
    assert np.array_equal(first.augmented, again.augmented)
    assert not np.array_equal(first.augmented, other.augmented)
    assert np.array_equal(first.prepared, other.prepared)
    assert augmented(Run(spiral(), backend=backend), run.samples.x_train[:1], 0) is None
