"""A wrong experiment cannot be made, and the error names the field."""

import math

import msgspec
import pytest

from engine.errors import ExperimentError
from engine.experiment.data import Blobs, Bumps, Gate, Spiral, Table
from engine.experiment.experiment import Experiment
from engine.experiment.losses import LOSSES, allowed_outputs, possible_losses
from engine.experiment.network import Dense, NetworkSpec, Normal, ReLU, Step
from engine.experiment.training import SGD, Adam, Lion, NAdam, RMSprop, Training
from tests.engine.experiments import spiral


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (lambda: Dense(0), "units"),
        (lambda: Dense(True), "units"),
        (lambda: Dense(2.5), "units"),
        (lambda: Dense(3, init="hee"), "init"),
        (lambda: Dense(3, bias=math.nan), "bias"),
        (lambda: Normal(-1), "std"),
        (lambda: NetworkSpec(()), "layers"),
        (lambda: NetworkSpec((ReLU(),)), "layers"),
        (lambda: SGD(-0.1), "learning_rate"),
        (lambda: SGD(0), "learning_rate"),
        (lambda: SGD("0.1"), "learning_rate"),
        (lambda: SGD(math.inf), "learning_rate"),
        (lambda: Adam(beta1=1.0), "beta1"),
        (lambda: Training(batch_size=0), "batch_size"),
        (lambda: Training(epochs=0), "epochs"),
        (lambda: Training(l2=-1), "l2"),
        (lambda: Training(loss="squared"), "loss"),
        (lambda: Training(label_smoothing=1.0), "label_smoothing"),
        (lambda: Training(loss="hinge", label_smoothing=0.1), "label_smoothing"),
        (lambda: Training(weight_decay=-1), "weight_decay"),
        (lambda: Training(max_norm=0), "max_norm"),
        (lambda: Training(clip_norm=-1), "clip_norm"),
        (lambda: Training(clip_value=math.inf), "clip_value"),
        (lambda: RMSprop(rho=1.0), "rho"),
        (lambda: NAdam(momentum_decay=-1), "momentum_decay"),
        (lambda: Lion(weight_decay=-1), "weight_decay"),
        (lambda: Spiral(samples=2), "samples"),
        (lambda: Spiral(noise=0.6), "noise"),
        (lambda: Spiral(test_share=0.95), "test_share"),
        (lambda: Spiral(inputs=()), "inputs"),
        (lambda: Spiral(inputs=("x1", "x3")), "inputs[1]"),
        (lambda: Spiral(inputs=("x1", "x1")), "inputs"),
        (lambda: Spiral(scaling="log"), "scaling"),
        (lambda: Blobs(classes=7), "classes"),
        (lambda: Gate(gate="nor"), "gate"),
        (lambda: Table(path=""), "path"),
        (lambda: msgspec.structs.replace(spiral(), seed=-1), "seed"),
    ],
)
def test_a_bad_value_is_refused_where_it_is_made(make, path: str) -> None:
    with pytest.raises(ExperimentError) as refused:
        make()
    assert refused.value.path == path
    assert "must" in refused.value.message


def test_values_are_frozen() -> None:
    with pytest.raises(AttributeError):
        spiral().training.batch_size = 3  # type: ignore[misc]


def test_a_batch_larger_than_the_data_is_refused_with_the_number_there_is() -> None:
    expected = "must be between 1 and 350, the number of training samples; it is 351"
    with pytest.raises(ExperimentError) as refused:
        spiral(batch_size=351)
    assert (refused.value.path, refused.value.message) == ("training.batch_size", expected)


@pytest.mark.parametrize(
    ("data", "loss", "units", "path"),
    [
        (Spiral(), "cross_entropy", 3, "network.layers[1].units"),
        (Spiral(), "binary_cross_entropy", 2, "network.layers[1].units"),
        (Spiral(), "mean_squared_error", 3, "network.layers[1].units"),
        (Blobs(classes=4), "cross_entropy", 2, "network.layers[1].units"),
        (Blobs(classes=4), "binary_cross_entropy", 1, "training.loss"),
        (Bumps(), "cross_entropy", 1, "training.loss"),
        (Bumps(), "hinge", 1, "training.loss"),
        (Blobs(classes=4), "hinge", 2, "network.layers[1].units"),
        (Bumps(), "mean_squared_error", 2, "network.layers[1].units"),
    ],
)
def test_loss_and_outputs_must_go_with_the_data(data, loss: str, units: int, path: str) -> None:
    network = NetworkSpec((ReLU(), Dense(units)))
    with pytest.raises(ExperimentError) as refused:
        Experiment(data=data, network=network, training=Training(loss=loss))
    assert refused.value.path == path


def test_a_perceptron_takes_its_step_once() -> None:
    network = NetworkSpec((Dense(1), Step()))
    with pytest.raises(ExperimentError, match="takes the step itself") as refused:
        Experiment(data=Spiral(), network=network, training=Training(loss="perceptron"))
    assert refused.value.path == "network.layers[1]"


def test_losses_for_numbers_are_offered_for_numbers() -> None:
    assert possible_losses(0) == ("mean_squared_error", "sum_of_squares", "huber")
    assert possible_losses(2) == LOSSES
    assert "binary_cross_entropy" not in possible_losses(3)


def test_two_classes_can_be_learned_with_one_output_or_two() -> None:
    assert allowed_outputs("mean_squared_error", 2, 1) == (1, 2)
    assert allowed_outputs("cross_entropy", 2, 1) == (2,)
    assert allowed_outputs("binary_cross_entropy", 2, 1) == (1,)
    assert allowed_outputs("sum_of_squares", 0, 3) == (3,)
