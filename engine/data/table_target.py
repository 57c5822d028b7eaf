"""The target of a table: classes or a number, told apart by what the column holds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.data.table_cells import MOST_TEXTS
from engine.data.table_column import Column, shown
from engine.errors import DataError
from engine.experiment.data import Task

FEW_NUMBERS = 20
MAX_CLASSES = 1000


@dataclass(frozen=True, eq=False)
class Target:
    """What is to be learned: (samples,) class indices, or (samples, 1) numbers."""

    task: Task
    class_names: tuple[str, ...]
    values: NDArray[np.int64] | NDArray[np.float64]


def guess_task(column: Column) -> Task:
    """Text makes classes, and so do few whole numbers: at most 20, each twice on average."""
    if column.is_text:
        return "classification"
    if column.codes is None:
        return "regression"  # there are thousands of different numbers
    numbers = column.numbers[np.isfinite(column.numbers)].tolist()
    different = set(numbers)  # not np.unique: the 150 ms of its first call would halt the window
    is_few = len(different) <= FEW_NUMBERS and 2 * len(different) <= len(numbers)
    is_whole = is_few and all(number.is_integer() for number in different)
    return "classification" if is_whole else "regression"


def read_target(column: Column, task: Task | None) -> Target:
    """The target that a column holds; without a `task` it is guessed (`guess_task`).

    Classes are in the order of their numbers, or in alphabetical order.
    Raises DataError when a value is missing or out of place, when there is only one class or one
    value, and when there are over 1,000 classes.
    """
    task = task or guess_task(column)
    if task == "regression":
        numbers = column.checked_numbers()
        if np.ptp(numbers) == 0:
            message = f"every value is {shown(column.cell(0))}, so there is nothing to learn"
            raise DataError(f"{message}; choose another target", column.file, None, column.name)
        return Target(task, (), numbers[:, np.newaxis])
    names, classes = _classes(column)
    return Target(task, names, classes)


def _classes(column: Column) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """The classes' names, and which of them each row has, (rows,)."""
    column.check_complete()
    if column.text_count:
        if column.labels is None:
            raise _too_many(column, f"more than {MOST_TEXTS:,}")
        _check_class_count(column, column.labels)
        return column.labels, column.label_numbers()
    different, classes = np.unique(column.checked_numbers(), return_inverse=True)
    names = tuple(repr(number).removesuffix(".0") for number in different.tolist())
    _check_class_count(column, names)
    return names, classes.astype(np.int64)


def _check_class_count(column: Column, names: tuple[str, ...]) -> None:
    if len(names) == 1:
        message = f"every row is of the one class “{shown(names[0])}”; at least 2 are needed"
        raise DataError(message, column.file, None, column.name)
    if len(names) > MAX_CLASSES:
        raise _too_many(column, f"{len(names):,}")


def _too_many(column: Column, count: str) -> DataError:
    message = f"holds {count} different classes; at most {MAX_CLASSES:,} can be learned"
    remedy = "choose another target" if column.is_text else "choose regression"
    return DataError(f"{message}; {remedy}", column.file, None, column.name)
