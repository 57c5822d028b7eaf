"""A loss choice: which losses a task allows, and the experiment changed to another loss."""

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from app.panels.data_shape import DataShape
from app.widgets.choice import Choice
from engine.experiment.experiment import Experiment, allowed_outputs
from engine.experiment.network import Dense, NetworkSpec
from engine.experiment.training import LossName


def possible_losses(shape: DataShape) -> tuple[LossName, ...]:
    """The losses that data of this shape can be learned with, the usual one first."""
    if shape.task == "regression":
        return ("mean_squared_error", "sum_of_squares")
    if shape.class_count == 2:
        return ("cross_entropy", "binary_cross_entropy", "mean_squared_error", "sum_of_squares")
    return ("cross_entropy", "mean_squared_error", "sum_of_squares")


def with_loss(experiment: Experiment, loss: LossName, shape: DataShape) -> Experiment:
    """The experiment with another loss, and as many outputs as that loss needs."""
    training = replace(experiment.training, loss=loss)
    network = with_outputs(
        experiment.network, allowed_outputs(loss, shape.class_count, shape.target_count)
    )
    return replace(experiment, network=network, training=training)


def with_outputs(network: NetworkSpec, allowed: tuple[int, ...]) -> NetworkSpec:
    """The network with a number of outputs that is allowed: its own if it is, else the first."""
    if network.output_units in allowed:
        return network
    layers = list(network.layers)
    output = layers[network.output_index]
    assert isinstance(output, Dense)
    layers[network.output_index] = replace(output, units=allowed[0])
    return NetworkSpec(tuple(layers))


def loss_choices(losses: tuple[LossName, ...]) -> tuple[Choice, ...]:
    """Losses as choices, in the language of the window."""
    tr = QCoreApplication.translate
    every: dict[LossName, Choice] = {
        "cross_entropy": Choice(
            "cross_entropy",
            tr("Losses", "Cross-entropy"),
            tr("Losses", "-log of the probability given to the right class, after softmax."),
        ),
        "binary_cross_entropy": Choice(
            "binary_cross_entropy",
            tr("Losses", "Binary cross-entropy"),
            tr("Losses", "The same for two classes, from a single output and a sigmoid."),
        ),
        "mean_squared_error": Choice(
            "mean_squared_error",
            tr("Losses", "Mean squared error"),
            tr("Losses", "Mean of (t - y)²: large errors count most."),
        ),
        "sum_of_squares": Choice(
            "sum_of_squares",
            tr("Losses", "Half sum of squares"),
            tr("Losses", "½ Σ(y - t)² of each sample, averaged over the mini-batch."),
        ),
    }
    return tuple(every[loss] for loss in losses)
