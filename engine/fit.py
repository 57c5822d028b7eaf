"""Fit: which network, loss and batch size go with the data that an experiment is to learn from."""

from msgspec.structs import replace

from engine.data.dataset import Facts
from engine.errors import ExperimentError
from engine.experiment.augmentation import check_augmentation, is_possible
from engine.experiment.data import AnyData, DrawnCurve, PlaneData
from engine.experiment.experiment import Experiment, check_fit
from engine.experiment.losses import allowed_outputs, possible_losses
from engine.experiment.network import AnyLayer, Dense, Flatten, NetworkSpec, ReLU
from engine.experiment.training import Training
from engine.layers import make_layers

READY_UNITS = 32  # of the hidden layer of a network that takes the place of one that cannot be


def check_facts(experiment: Experiment, facts: Facts) -> None:
    """Refuse an experiment that does not go with its data; ExperimentError names the field."""
    targets, shape = max(1, len(facts.target_names)), facts.input_shape
    check_fit(experiment, facts.task, facts.class_count, targets, facts.train_samples, shape)
    check_augmentation(experiment.training.augmentation, facts.kind)


def fit_plane(experiment: Experiment, data: PlaneData | DrawnCurve) -> Experiment:
    """The same experiment on points of the plane, made or drawn (see `fit_facts`)."""
    experiment = _fit_steps(experiment, "rows")
    if isinstance(data, DrawnCurve):
        return _fitted(experiment, data, 0, 1, data.train_samples, (1,))
    shape = (len(data.inputs),)
    return _fitted(experiment, data, data.class_count, 1, data.train_samples, shape)


def fit_facts(experiment: Experiment, data: AnyData, facts: Facts) -> Experiment:
    """The same experiment on other data, of which `facts` are known.

    What already fits stays as it is. Loss, outputs and batch size change where they have to, and
    steps of augmentation that are not for such samples are left out. A flatten is put before the
    first layer where samples are images or sequences and it wants rows, and taken away where they
    are rows. Layers that the data cannot go through at all give way to a small network of dense
    layers. ExperimentError where the data leaves nothing to train on.
    """
    targets, shape = max(1, len(facts.target_names)), facts.input_shape
    samples = facts.train_samples
    steps_fit = _fit_steps(experiment, facts.kind)
    fitted = _fitted(steps_fit, data, facts.class_count, targets, samples, shape)
    check_facts(fitted, facts)
    return fitted


def _fitted(
    experiment: Experiment,
    data: AnyData,
    classes: int,
    targets: int,
    samples: int,
    shape: tuple[int, ...],
) -> Experiment:
    training = _fit_loss(experiment, classes)
    if 0 < samples < training.batch_size and not data.grows:
        training = replace(training, batch_size=samples)
    network = _fit_output(experiment.network, allowed_outputs(training.loss, classes, targets))
    return replace(experiment, data=data, network=fit_input(network, shape), training=training)


def _fit_steps(experiment: Experiment, kind: str) -> Experiment:
    """The experiment with those steps of augmentation that samples of this kind can take."""
    training = experiment.training
    steps = tuple(step for step in training.augmentation if is_possible(step, kind))
    return replace(experiment, training=replace(training, augmentation=steps))


def _fit_loss(experiment: Experiment, classes: int) -> Training:
    """Training with a loss that goes with so many classes; 0: the targets are numbers.

    A squared error can tell classes apart too, but who comes from numbers is given the usual loss.
    """
    training, possible = experiment.training, possible_losses(classes)
    comes_from_numbers = classes > 0 and experiment.data.task == "regression"
    if training.loss in possible and not comes_from_numbers:
        return training
    return replace(training, loss=possible[0], label_smoothing=0.0)


def _fit_output(network: NetworkSpec, allowed: tuple[int, ...]) -> NetworkSpec:
    if network.output_units in allowed:
        return network
    layers = list(network.layers)
    index = network.output_index
    layers[index] = replace(layers[index], units=allowed[0])
    return NetworkSpec(tuple(layers))


def fit_input(network: NetworkSpec, shape: tuple[int, ...]) -> NetworkSpec:
    """The network with a way in for samples of this shape; the same one, where it has it."""
    layers = network.layers
    without = layers[1:] if isinstance(layers[0], Flatten) else layers
    for candidate in (without,) if len(shape) == 1 else (layers, (Flatten(), *layers)):
        if _takes(candidate, shape):
            return network if candidate == layers else NetworkSpec(candidate)
    ready: tuple[AnyLayer, ...] = (Dense(READY_UNITS), ReLU(), layers[network.output_index])
    return NetworkSpec(ready if len(shape) == 1 else (Flatten(), *ready))


def _takes(layers: tuple[AnyLayer, ...], shape: tuple[int, ...]) -> bool:
    """Whether samples of this shape can go through these layers, and come out as a row."""
    try:
        return len(make_layers(layers, shape)[-1].output_shape) == 1
    except ExperimentError:
        return False
