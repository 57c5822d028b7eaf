"""An experiment: data, network, training and seed, in one frozen value that a file can hold."""

from typing import Literal

import msgspec

from engine.errors import ExperimentError
from engine.experiment.checks import Frozen, whole_between
from engine.experiment.data import AnyData, Plane
from engine.experiment.network import NetworkSpec
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
    if task == "regression" and loss in ("cross_entropy", "binary_cross_entropy"):
        raise ExperimentError(
            "training.loss",
            "must be mean_squared_error or sum_of_squares, because the target is a number, "
            f"not a class; it is {loss}",
        )
    if loss == "binary_cross_entropy" and class_count != 2:
        raise ExperimentError(
            "training.loss", f"binary_cross_entropy needs 2 classes; the data has {class_count}"
        )
    _check_outputs(experiment, allowed_outputs(loss, class_count, target_count))
    _check_shapes(experiment.network, input_shape)


def allowed_outputs(loss: str, class_count: int, target_count: int) -> tuple[int, ...]:
    """The numbers of outputs that a loss accepts; the first is the usual one."""
    if loss == "binary_cross_entropy":
        return (1,)
    if class_count == 0:
        return (target_count,)
    if loss != "cross_entropy" and class_count == 2:
        return (1, 2)
    return (class_count,)


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
    binary_misfit = training.loss == "binary_cross_entropy" and class_count != 2
    if task == "regression" and training.loss.endswith("cross_entropy"):
        training = replace(training, loss="mean_squared_error")
    elif task == "classification" and (binary_misfit or experiment.data.task == "regression"):
        training = replace(training, loss="cross_entropy")
    allowed = allowed_outputs(training.loss, class_count, target_count)
    if network.output_units not in allowed:
        layers = list(network.layers)
        index = network.output_index
        layers[index] = replace(layers[index], units=allowed[0])
        network = NetworkSpec(tuple(layers))
    if isinstance(data, Plane) and training.batch_size > data.train_samples:
        training = replace(training, batch_size=max(1, data.train_samples))
    return replace(experiment, data=data, network=network, training=training)
