"""The targets of an array file: classes or numbers, told apart by what the array holds."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.table_target import FEW_NUMBERS, MAX_CLASSES
from engine.errors import DataError
from engine.experiment.data import Task


def read_targets(
    y: NDArray, kind: Task | None, file: str, name: str
) -> tuple[Task, tuple[str, ...], NDArray[Any]]:
    """Task, class names, and classes (samples,) or values (samples, targets)."""
    if y.dtype.kind not in "buifUS" or not 1 <= y.ndim <= 2 or not y.size:
        raise DataError(
            f"is {y.dtype} of shape {y.shape}; targets are one row a sample", file, None, name
        )
    if y.ndim == 2 and y.shape[1] == 1:
        y = y[:, 0]
    if y.dtype.kind not in "US":
        check_finite(y, file, name)
    if kind != "regression" and y.ndim == 2 and _is_one_hot(y):
        y = y.argmax(axis=1)
    if (kind or _guess(y)) == "regression":
        return "regression", (), _values(y, file, name)
    if y.ndim == 2:
        raise DataError(
            "has several columns that are not one-hot; choose regression", file, None, name
        )
    return "classification", *_classes(y, file, name)


def check_finite(values: NDArray, file: str, name: str) -> None:
    finite = np.isfinite(values)
    if not finite.all():
        sample = int(np.argwhere(~finite)[0][0])
        message = f"sample {sample + 1:,} holds a value that is missing or infinite"
        raise DataError(message, file, None, name)


def _is_one_hot(y: NDArray) -> bool:
    """Whether each row holds a single 1 and else 0."""
    return bool(np.isin(y, (0, 1)).all() and (y.sum(axis=1, dtype=np.float64) == 1).all())


def _guess(y: NDArray) -> Task:
    """Text and booleans are classes, and few whole numbers, each twice on average."""
    if y.ndim == 2:
        return "regression"
    if y.dtype.kind in "USb":
        return "classification"
    different = np.unique(y)
    is_few = len(different) <= (FEW_NUMBERS if y.dtype.kind == "f" else MAX_CLASSES)
    is_whole = bool((different == np.round(different)).all())
    return (
        "classification" if is_few and is_whole and 2 * len(different) <= len(y) else "regression"
    )


def _values(y: NDArray, file: str, name: str) -> NDArray[np.float64]:
    if y.dtype.kind in "US":
        raise DataError("holds text, which is no number; choose classification", file, None, name)
    values = y.astype(np.float64).reshape(len(y), -1)
    if np.ptp(values) == 0:
        raise DataError(
            f"every value is {values[0, 0]:g}; there is nothing to learn", file, None, name
        )
    return values


def _classes(y: NDArray, file: str, name: str) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    present, classes = np.unique(y, return_inverse=True)
    if not 2 <= len(present) <= MAX_CLASSES:
        message = f"holds {len(present):,} different values; classes are 2 to {MAX_CLASSES:,}"
        raise DataError(message, file, None, name)
    names = [
        value.decode("latin-1") if isinstance(value, bytes) else str(value)
        for value in present.tolist()
    ]
    return tuple(each.removesuffix(".0") for each in names), classes.astype(np.int64)
