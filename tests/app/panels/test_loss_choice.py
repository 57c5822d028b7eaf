"""Only losses that fit the task are offered, and another loss brings the outputs it needs."""

import pytest

from app.panels.data_shape import data_shape
from app.panels.loss_choice import loss_choices, with_loss
from engine.experiment.data import AnyData, Blobs, Bumps, Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.losses import LOSSES, possible_losses
from engine.experiment.network import Dense, NetworkSpec
from engine.experiment.training import Training


@pytest.mark.parametrize(
    ("data", "units", "loss"),
    [(Spiral(), 2, "cross_entropy"), (Blobs(), 3, "cross_entropy"), (Bumps(), 1, LOSSES[2])],
)
def test_every_offered_loss_makes_a_sound_experiment(data: AnyData, units: int, loss: str) -> None:
    network = NetworkSpec((Dense(units),))
    experiment = Experiment(data=data, network=network, training=Training(loss=loss))
    shape = data_shape(data, None)
    assert shape is not None
    for other in possible_losses(shape.class_count):
        assert with_loss(experiment, other, shape).training.loss == other


def test_binary_cross_entropy_takes_one_output_and_cross_entropy_gives_them_back() -> None:
    experiment = Experiment(data=Spiral(), network=NetworkSpec((Dense(8), Dense(2))))
    shape = data_shape(experiment.data, None)
    assert shape is not None
    binary = with_loss(experiment, "binary_cross_entropy", shape)
    assert binary.network.output_units == 1
    assert with_loss(binary, "cross_entropy", shape) == experiment


def test_label_smoothing_goes_where_a_loss_knows_no_probabilities() -> None:
    training = Training(label_smoothing=0.1)
    experiment = Experiment(data=Spiral(), network=NetworkSpec((Dense(2),)), training=training)
    shape = data_shape(experiment.data, None)
    assert shape is not None
    smoothing = {
        loss: with_loss(experiment, loss, shape).training.label_smoothing for loss in LOSSES
    }
    assert [loss for loss in LOSSES if smoothing[loss]] == ["cross_entropy", "binary_cross_entropy"]


def test_every_loss_has_a_name_and_an_explanation() -> None:
    choices = loss_choices(LOSSES)
    assert [choice.value for choice in choices] == list(LOSSES)
    assert all(choice.label and choice.tooltip for choice in choices)
