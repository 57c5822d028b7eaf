"""An experiment: data, network, training and seed, in one frozen value that a file can hold."""

from typing import Literal

from engine.errors import ExperimentError
from engine.experiment.augmentation import check_augmentation
from engine.experiment.checks import Frozen, whole_between
from engine.experiment.data import AnyData, DrawnCurve, Plane
from engine.experiment.data.drawn import Drawing
from engine.experiment.losses import allowed_outputs, check_loss
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
        data = self.data
        if isinstance(data, Drawing) and not data.is_ready:
            return  # it can be kept and drawn on
        if isinstance(data, Plane):
            shape = (len(data.inputs),)
            check_fit(self, data.task, data.class_count, 1, data.train_samples, shape)
            check_augmentation(self.training.augmentation, "rows")
        elif isinstance(data, DrawnCurve):
            check_fit(self, data.task, 0, 1, data.train_samples, (1,))
            check_augmentation(self.training.augmentation, "rows")


def check_fit(
    experiment: Experiment,
    task: str,
    class_count: int,
    target_count: int,
    train_samples: int,
    input_shape: tuple[int, ...],
) -> None:
    """Refuse a loss, a network or a batch size that the data cannot go with.

    The facts of most data are known only once it is read; then this is called (`engine.fit`).
    A drawing begins with few samples and grows: a batch may be larger than it, and is then all of
    it.
    """
    loss, batch = experiment.training.loss, experiment.training.batch_size
    if train_samples < 1:
        raise ExperimentError("data.test_share", "leaves no sample to train on; lower it")
    if batch > train_samples and not experiment.data.grows:
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
