"""A gradient check in plain text: a line for each tensor of the network."""

from app.headless.text_table import text_table
from engine.gradient_check import TOLERANCE, GradientCheck, TensorCheck

HEADING = ("tensor", "shape", "checked", "largest relative error", "verdict")


def check_table(result: GradientCheck) -> str:
    """Return a table of tensor, shape, entries checked, largest relative error and verdict."""
    rows = [
        (
            check.name,
            " × ".join(map(str, check.shape)),
            f"{check.checked:,} of {check.size:,}",
            f"{check.error:.1e}",
            _verdict(check),
        )
        for check in result.tensors
    ]
    against = f"float64, one batch of {result.samples} samples, limit {TOLERANCE:g}"
    return f"{text_table(rows, HEADING)}\n\nBackpropagation against differences: {against}."


def _verdict(check: TensorCheck) -> str:
    if not check.passed:
        return f"DIFFERS at {list(check.index)}"
    if not check.is_zero:
        return "agrees"
    return "both are 0 everywhere" if check.checked == check.size else "both are 0 where checked"
