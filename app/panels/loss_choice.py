"""A loss choice: what each loss is called, and the experiment changed to another loss."""

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from app.panels.data_shape import DataShape
from app.widgets.choice import Choice
from engine.experiment.experiment import Experiment
from engine.experiment.losses import WITH_PROBABILITIES, LossName, allowed_outputs
from engine.experiment.network import Dense, NetworkSpec


def with_loss(experiment: Experiment, loss: LossName, shape: DataShape) -> Experiment:
    """The experiment with another loss, and as many outputs as that loss needs.

    Label smoothing goes where the loss knows no probabilities.
    """
    smoothing = experiment.training.label_smoothing if loss in WITH_PROBABILITIES else 0.0
    training = replace(experiment.training, loss=loss, label_smoothing=smoothing)
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
        "huber": Choice(
            "huber",
            tr("Losses", "Huber"),
            tr("Losses", "Squared up to a distance of 1, straight beyond: outliers count less."),
        ),
        "hinge": Choice(
            "hinge",
            tr("Losses", "Hinge"),
            tr("Losses", "Zero once the score is on the right side by a margin of 1."),
        ),
        "perceptron": Choice(
            "perceptron",
            tr("Losses", "Perceptron rule"),
            tr("Losses", "A step answers 0 or 1, and only wrong answers move the weights."),
        ),
    }
    return tuple(every[loss] for loss in losses)
