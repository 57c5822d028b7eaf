"""An experiment is made to go with other data: only what has to change changes."""

import numpy as np
import pytest

from engine.data.dataset import Facts
from engine.errors import ExperimentError
from engine.experiment.data import Blobs, Bumps, Idx, PlaneData, Spiral, Table
from engine.experiment.experiment import Experiment
from engine.experiment.network import Conv2D, Dense, Flatten, NetworkSpec, ReLU, Reshape
from engine.experiment.training import Training
from engine.fit import check_facts, fit_facts, fit_input, fit_plane

IMAGES = Idx(images="images", labels="labels")
DIGITS = tuple("0123456789")
PIXELS = tuple(f"pixel {number}" for number in range(784))
IMAGE_FACTS = Facts(
    "classification", DIGITS, ("label",), PIXELS, PIXELS, 700, 300, kind="images", shape=(1, 28, 28)
)
HIDDEN = (Dense(8), ReLU(), Dense(8), ReLU())


def spiral(batch_size: int = 32) -> Experiment:
    training = Training(batch_size=batch_size)
    return Experiment(Spiral(test_share=0.3), NetworkSpec((*HIDDEN, Dense(2))), training)


@pytest.mark.parametrize(
    ("data", "loss", "units"),
    [
        (Blobs(classes=5), "cross_entropy", 5),
        (Bumps(), "mean_squared_error", 1),
        (Spiral(samples=20), "cross_entropy", 2),
    ],
)
def test_an_experiment_is_fitted_to_other_points(data: PlaneData, loss: str, units: int) -> None:
    fitted = fit_plane(spiral(batch_size=300), data)
    assert fitted.data == data
    assert (fitted.training.loss, fitted.network.output_units) == (loss, units)
    assert fitted.network.layers[:-1] == HIDDEN
    back = fit_plane(fitted, Spiral())
    assert (back.training.loss, back.network.output_units) == ("cross_entropy", 2)


def test_what_fits_already_stays() -> None:
    experiment = spiral()
    assert fit_plane(experiment, Spiral(test_share=0.3)) == experiment


def test_images_go_through_dense_layers_behind_a_flatten_and_points_without_one() -> None:
    fitted = fit_facts(spiral(), IMAGES, IMAGE_FACTS)
    assert fitted.network.layers == (Flatten(), *HIDDEN, Dense(10))
    assert fit_plane(fitted, Spiral()).network.layers == (*HIDDEN, Dense(2))


def test_layers_for_images_take_images_as_they_are() -> None:
    network = NetworkSpec((Conv2D(4), ReLU(), Flatten(), Dense(10)))
    assert fit_input(network, (1, 28, 28)) is network


def test_layers_that_rows_cannot_go_through_give_way_to_dense_ones() -> None:
    network = NetworkSpec((Conv2D(4), ReLU(), Flatten(), Dense(10)))
    assert fit_input(network, (2,)).layers == (Dense(32), ReLU(), Dense(10))
    reshaped = NetworkSpec((Reshape((1, 5, 5)), Flatten(), Dense(2)))
    assert fit_input(reshaped, (3, 4)).layers == (Flatten(), Dense(32), ReLU(), Dense(2))


def test_a_batch_is_no_larger_than_the_training_data() -> None:
    few = Facts("classification", ("a", "b"), ("t",), ("x",), ("x",), 5, 2)
    assert fit_facts(spiral(), Table(path="few.csv"), few).training.batch_size == 5


def test_data_that_leaves_nothing_to_train_on_is_refused() -> None:
    none = Facts("classification", ("a", "b"), ("t",), ("x",), ("x",), 0, 2)
    with pytest.raises(ExperimentError, match="leaves no sample to train on"):
        fit_facts(spiral(), Table(path="none.csv"), none)


def test_facts_refuse_a_network_that_does_not_fit() -> None:
    fitted = fit_facts(spiral(), IMAGES, IMAGE_FACTS)
    check_facts(fitted, IMAGE_FACTS)
    wide = Facts("classification", DIGITS, ("label",), ("x",), ("x",), 700, 300, shape=(1, 4, 4))
    check_facts(fitted, wide)  # a flatten takes any image
    with pytest.raises(ExperimentError, match=r"network\.layers\[4\]\.units"):
        check_facts(spiral(), IMAGE_FACTS)


def test_facts_know_the_shape_of_a_sample() -> None:
    assert IMAGE_FACTS.input_shape == (1, 28, 28)
    assert Facts("regression", (), ("t",), ("a", "b"), ("a", "b"), 4, 2).input_shape == (2,)
    assert np.prod(IMAGE_FACTS.input_shape) == len(IMAGE_FACTS.input_names)
