"""Only losses that fit the task are offered, and another loss brings the outputs it needs."""

import pytest

from app.panels.data_shape import data_shape
from app.panels.loss_choice import loss_choices, possible_losses, with_loss
from engine.experiment.data import AnyData, Blobs, Bumps, Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec
from engine.experiment.training import LOSSES, Training


@pytest.mark.parametrize(
    ("data", "units", "loss"),
    [(Spiral(), 2, "cross_entropy"), (Blobs(), 3, "cross_entropy"), (Bumps(), 1, LOSSES[2])],
)
def test_every_offered_loss_makes_a_sound_experiment(data: AnyData, units: int, loss: str) -> None:
    network = NetworkSpec((Dense(units),))
    experiment = Experiment(data=data, network=network, training=Training(loss=loss))
    shape = data_shape(data, None)
    assert shape is not None
    for other in possible_losses(shape):
        assert with_loss(experiment, other, shape).training.loss == other


def test_binary_cross_entropy_takes_one_output_and_cross_entropy_gives_them_back() -> None:
    experiment = Experiment(data=Spiral(), network=NetworkSpec((Dense(8), Dense(2))))
    shape = data_shape(experiment.data, None)
    assert shape is not None
    binary = with_loss(experiment, "binary_cross_entropy", shape)
    assert binary.network.output_units == 1
    assert with_loss(binary, "cross_entropy", shape) == experiment


def test_three_classes_have_no_binary_loss_and_numbers_no_cross_entropy() -> None:
    blobs, bumps = data_shape(Blobs(), None), data_shape(Bumps(), None)
    assert blobs is not None
    assert bumps is not None
    assert "binary_cross_entropy" not in possible_losses(blobs)
    assert set(possible_losses(bumps)) == {"mean_squared_error", "sum_of_squares"}


def test_every_loss_has_a_name_and_an_explanation() -> None:
    choices = loss_choices(LOSSES)
    assert [choice.value for choice in choices] == list(LOSSES)
    assert all(choice.label and choice.tooltip for choice in choices)
