"""Worked numbers: one element of a recorded stage, computed again by its formula, term by term."""

from engine.step_record import Stage
from engine.worked.backward import worked_backward
from engine.worked.forward import worked_forward
from engine.worked.losses import worked_loss
from engine.worked.updates import worked_update
from engine.worked.worked import Worked

__all__ = ["Worked", "worked_element"]


def worked_element(
    stage: Stage, tensor: str, index: tuple[int, ...], learning_rate: float, step: int
) -> Worked | None:
    """The element of a tensor in `stage.after` in numbers; None where nothing computed it."""
    if tensor not in stage.after:
        return None
    try:
        return _worked(stage, tensor, index, learning_rate, step)
    except (ArithmeticError, ValueError):  # numbers beyond all bounds: a run that diverges
        return None


def _worked(
    stage: Stage, tensor: str, index: tuple[int, ...], learning_rate: float, step: int
) -> Worked | None:
    match stage.kind:
        case "forward":
            return worked_forward(stage, tensor, index)
        case "backward":
            return worked_backward(stage, tensor, index)
        case "loss":
            return worked_loss(stage, tensor, index)
        case "update":
            return worked_update(stage, tensor, index, learning_rate, step)
    return None
