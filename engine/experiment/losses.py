"""A loss by name: which data it goes with, and how many outputs it takes."""

from typing import Literal, get_args

from engine.errors import ExperimentError

LossName = Literal[
    "cross_entropy",
    "binary_cross_entropy",
    "mean_squared_error",
    "sum_of_squares",
    "huber",
    "hinge",
    "perceptron",
]
LOSSES: tuple[LossName, ...] = get_args(LossName)
FOR_NUMBERS: tuple[LossName, ...] = ("mean_squared_error", "sum_of_squares", "huber")
WITH_PROBABILITIES: tuple[LossName, ...] = ("cross_entropy", "binary_cross_entropy")


def possible_losses(class_count: int) -> tuple[LossName, ...]:
    """The losses that data with so many classes can be learned with, the usual one first.

    With 0 classes the targets are numbers.
    """
    if class_count == 0:
        return FOR_NUMBERS
    if class_count == 2:
        return LOSSES
    return tuple(loss for loss in LOSSES if loss != "binary_cross_entropy")


def allowed_outputs(loss: str, class_count: int, target_count: int) -> tuple[int, ...]:
    """The numbers of outputs that a loss accepts; the first is the usual one."""
    if loss == "binary_cross_entropy":
        return (1,)
    if class_count == 0:
        return (target_count,)
    if loss != "cross_entropy" and class_count == 2:
        return (1, 2)
    return (class_count,)


def check_loss(loss: LossName, class_count: int) -> None:
    """Refuse a loss that cannot be learned with on data with so many classes (0: numbers)."""
    possible = possible_losses(class_count)
    if loss in possible:
        return
    if class_count == 0:
        names = f"{', '.join(possible[:-1])} or {possible[-1]}"
        why = f"must be {names}, because the target is a number, not a class; it is {loss}"
        raise ExperimentError("training.loss", why)
    raise ExperimentError("training.loss", f"{loss} needs 2 classes; the data has {class_count}")
