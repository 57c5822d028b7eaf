"""An error as a problem: said so that a person can mend it."""

import traceback
from pathlib import Path

from app.trainer.messages import Problem
from engine.errors import DataError, Diverged, ExperimentError
from engine.experiment.training import AnyOptimizer


def refusal(error: ExperimentError | DataError) -> Problem:
    """An experiment or its data that cannot be used, with the field that is to blame."""
    if isinstance(error, ExperimentError):
        return Problem(error.message, path=error.path)
    return Problem(str(error), path="data")


def failure(doing: str, error: Exception) -> Problem:
    """An error that nobody foresaw: what was being done, the error, and where in the code."""
    what = traceback.format_exception_only(error)[-1].strip()
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    return Problem(f"{doing} failed: {what}{where}")


def divergence(error: Diverged, back_at: int, rate: float) -> Problem:
    """Training that diverged: where it began, what it was set back to, and a smaller rate."""
    message = (
        f"Training diverged at step {error.step}: {error.place}. The last good state, of step "
        f"{back_at}, is restored. Try a smaller learning rate, such as {rate:g}."
    )
    return Problem(message, "training.optimizer.learning_rate", error.step, error.place, rate)


def smaller_rate(optimizer: AnyOptimizer, at_once: bool) -> float:
    """A learning rate to try after divergence, to one significant digit.

    A tenth, and at most ten times the optimizer's usual rate; where training diverged at once,
    not more than the usual rate.
    """
    usual = type(optimizer)().learning_rate
    rate = min(optimizer.learning_rate / 10, usual if at_once else 10 * usual)
    return float(f"{max(rate, 1e-9):.0e}")
