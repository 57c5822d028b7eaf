"""Predictions are the network's answers in the data's own units."""

import msgspec
import numpy as np
import pytest

from engine.arrays import to_host
from engine.experiment.data import Slope
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec
from engine.experiment.training import SGD, Training
from engine.probes import Predictions
from engine.run import Run
from tests.engine.experiments import spiral


def slope(test_share: float = 0.3) -> Experiment:
    return Experiment(
        data=Slope(samples=100, test_share=test_share),
        network=NetworkSpec((Dense(1),)),
        training=Training(loss="mean_squared_error", optimizer=SGD(0.01), batch_size=10),
        seed=1,
    )


@pytest.mark.parametrize("share", ["train", "test"])
def test_a_trained_line_predicts_the_slope(share, backend) -> None:
    run = Run(slope(), backend=backend)
    while run.epoch < 60:
        run.train(100)
    found = Predictions(share, samples=20).measure(run)
    numbers = run.dataset.train if share == "train" else run.dataset.test
    assert found.predicted.shape == found.true.shape == (20, 1)
    assert np.allclose(found.true[:, 0], run.dataset.targets[numbers[:20]].ravel(), atol=1e-6)
    x = run.samples.x_train if share == "train" else run.samples.x_test
    scaled = to_host(run.network.output(x[:20]))
    assert np.allclose(found.predicted, run.dataset.preparation.original_targets(scaled))
    assert np.abs(found.predicted - found.true).mean() < 0.5 * found.true.std()


def test_classes_have_no_predictions(backend) -> None:
    assert Predictions().measure(Run(spiral(), backend=backend)) is None


def test_without_samples_there_is_nothing_to_predict(backend) -> None:
    found = Predictions("test").measure(Run(slope(test_share=0.0), backend=backend))
    assert found.predicted.shape[0] == 0


def test_measuring_changes_nothing(backend) -> None:
    run = Run(msgspec.structs.replace(slope(), seed=2), backend=backend)
    before = run.network.parameters.copy()
    Predictions().measure(run)
    assert (run.network.parameters == before).all()
