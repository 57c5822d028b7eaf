"""An experiment: data, network, training and seed, in one frozen value that a file can hold."""

from typing import Literal

import msgspec

from engine.errors import ExperimentError
from engine.experiment.checks import Frozen, whole_between
from engine.experiment.data import AnyData, Plane
from engine.experiment.losses import allowed_outputs, check_loss, possible_losses
from engine.experiment.network import NetworkSpec, Step
from engine.experiment.training import Training
from engine.layers import make_layers

FORMAT: Literal[1] = 1


class Experiment(Frozen, frozen=True):
    """Everything that decides a run's numbers. The same experiment gives the same numbers.

    Raises ExperimentError when a value, or two of them together, cannot be.
    """

    data: AnyData
    network: NetworkSpec
    training: Training = Training()
    seed: int = 0
    name: str = "Untitled"
    format: Literal[1] = FORMAT

    def __post_init__(self) -> None:
        whole_between("seed", self.seed, 0, 2**32 - 1)
        if isinstance(self.data, Plane):
            data = self.data
            shape = (len(data.inputs),)
            check_fit(self, data.task, data.class_count, 1, data.train_samples, shape)


def check_fit(
    experiment: Experiment,
    task: str,
    class_count: int,
    target_count: int,
    train_samples: int,
    input_shape: tuple[int, ...],
) -> None:
    """Refuse a loss, a network or a batch size that the data cannot go with.

    A table's facts are known only once it is read; then this is called again (`engine.run.Run`).
    """
    loss, batch = experiment.training.loss, experiment.training.batch_size
    if train_samples < 1:
        raise ExperimentError("data.test_share", "leaves no sample to train on; lower it")
    if batch > train_samples:
        why = f"must be between 1 and {train_samples}, the number of training samples"
        raise ExperimentError("training.batch_size", f"{why}; it is {batch}")
    check_loss(loss, 0 if task == "regression" else class_count)
    _check_outputs(experiment, allowed_outputs(loss, class_count, target_count))
    _check_step(experiment)
    _check_shapes(experiment.network, input_shape)


def _check_outputs(experiment: Experiment, allowed: tuple[int, ...]) -> None:
    network, loss = experiment.network, experiment.training.loss
    if network.output_units not in allowed:
        path = f"network.layers[{network.output_index}].units"
        wanted = " or ".join(str(units) for units in allowed)
        raise ExperimentError(
            path,
            f"the last dense layer must have {wanted} units for {loss} on this data; "
            f"it has {network.output_units}",
        )


def _check_step(experiment: Experiment) -> None:
    """Refuse a step behind which the perceptron's loss would take another one."""
    last = len(experiment.network.layers) - 1
    if experiment.training.loss == "perceptron" and isinstance(
        experiment.network.layers[last], Step
    ):
        message = "the perceptron loss takes the step itself; remove this layer"
        raise ExperimentError(f"network.layers[{last}]", message)


def _check_shapes(network: NetworkSpec, input_shape: tuple[int, ...]) -> None:
    """Refuse a layer that cannot take what comes before it, and an output that is no row."""
    try:
        layers = make_layers(network.layers, input_shape)
    except ExperimentError as error:
        raise error.within("network") from None
    output = layers[-1].output_shape
    if output != (network.output_units,):
        last = len(layers) - 1
        message = f"the network must end in {network.output_units} outputs; its shape is {output}"
        raise ExperimentError(f"network.layers[{last}]", message)


def fit_output(
    experiment: Experiment, data: AnyData, task: str, class_count: int, target_count: int = 1
) -> Experiment:
    """The same experiment on other data: loss, outputs and batch size changed where they must be.

    `data` is the new data; the other arguments are its facts. What already fits stays as it is.
    """
    replace = msgspec.structs.replace
    training, network = experiment.training, experiment.network
    possible = possible_losses(0 if task == "regression" else class_count)
    was_number = experiment.data.task == "regression" and task == "classification"
    if training.loss not in possible or was_number:
        training = replace(training, loss=possible[0], label_smoothing=0.0)
    allowed = allowed_outputs(training.loss, class_count, target_count)
    if network.output_units not in allowed:
        layers = list(network.layers)
        index = network.output_index
        layers[index] = replace(layers[index], units=allowed[0])
        network = NetworkSpec(tuple(layers))
    if isinstance(data, Plane) and training.batch_size > data.train_samples:
        training = replace(training, batch_size=max(1, data.train_samples))
    return replace(experiment, data=data, network=network, training=training)
