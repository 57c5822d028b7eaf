"""The effect of an edit: whether training goes on from the present weights or starts again."""

from dataclasses import dataclass
from enum import Enum

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from engine.experiment.data.drawn import Drawing
from engine.experiment.experiment import Experiment
from engine.experiment.optimizers import AnyOptimizer


class Cause(Enum):
    """What made a new start necessary."""

    DATA = "data"
    NETWORK = "network"
    LOSS = "loss"
    SEED = "seed"


@dataclass(frozen=True)
class Effect:
    """What the trainer has to do: start again for a cause, or train on with other settings."""

    restart: Cause | None = None
    change: bool = False


def effect_of(old: Experiment, new: Experiment) -> Effect:
    """Compare two experiments; of data, network, loss and seed, the first that differs counts.

    Other points of the same drawing are no new start: training goes on with them. A run that has
    seen such a change is no longer the one that its experiment alone gives; Reset gives that.
    """
    has_other_points = new.data != old.data
    if has_other_points and not _only_points_differ(old, new):
        return Effect(restart=Cause.DATA)
    if new.network != old.network:
        return Effect(restart=Cause.NETWORK)
    if new.training.loss != old.training.loss:
        return Effect(restart=Cause.LOSS)
    if new.seed != old.seed:
        return Effect(restart=Cause.SEED)
    return Effect(change=has_other_points or new.training != old.training)


def _only_points_differ(old: Experiment, new: Experiment) -> bool:
    """Whether both data are the same drawing with other points, and can be learned from."""
    before, after = old.data, new.data
    if not isinstance(before, Drawing) or type(before) is not type(after):
        return False
    fields = (name for name in before.__struct_fields__ if name != "points")
    is_same = all(getattr(before, name) == getattr(after, name) for name in fields)
    return is_same and before.is_ready and after.is_ready


def restart_sentence(cause: Cause, seed: int) -> str:
    """Say that training began again, and why."""
    sentences = {
        Cause.DATA: QCoreApplication.translate(
            "restart", "Restarted from seed {seed}, because the data changed."
        ),
        Cause.NETWORK: QCoreApplication.translate(
            "restart", "Restarted from seed {seed}, because the network changed."
        ),
        Cause.LOSS: QCoreApplication.translate(
            "restart", "Restarted from seed {seed}, because the loss changed."
        ),
        Cause.SEED: QCoreApplication.translate(
            "restart", "Restarted from seed {seed}, because the seed changed."
        ),
    }
    return sentences[cause].format(seed=seed)


def with_learning_rate(experiment: Experiment, rate: float) -> Experiment:
    """The same experiment at another learning rate. ExperimentError where it cannot be."""
    optimizer = replace(experiment.training.optimizer, learning_rate=rate)
    return replace(experiment, training=replace(experiment.training, optimizer=optimizer))


def with_optimizer(experiment: Experiment, optimizer: AnyOptimizer) -> Experiment:
    """The same experiment with another optimizer. ExperimentError where it cannot be."""
    return replace(experiment, training=replace(experiment.training, optimizer=optimizer))
