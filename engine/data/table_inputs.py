"""The inputs of a table: which columns they are, and the numbers that they become."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.data.table_column import Column, shown
from engine.errors import DataError
from engine.experiment.data import Table, TextColumns

NAMES_SHOWN = 8
MOST_CATEGORIES = 50  # of one column of text
EQUALS = " = "  # between the name of a column and one of its texts
MOST_NUMBERS = 2**28  # of all samples together: 2 GB


@dataclass(frozen=True, eq=False)
class Inputs:
    """The columns to learn from, in the order in which they are seen, and what was left out."""

    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()

    def rows(self, keep: NDArray[np.bool_]) -> "Inputs":
        """The inputs with some of their rows only; `keep` is (rows,)."""
        return Inputs(tuple(column.rows(keep) for column in self.columns), self.notes)


def choose_inputs(columns: list[Column], target: Column, data: Table) -> Inputs:
    """The columns that `data` names; where it names none, all that can be inputs.

    DataError when a column is not there or cannot be an input, or when none can.
    """
    if data.columns is not None:
        return Inputs(_chosen(columns, target, data.columns, data.text))
    others = [column for column in columns if column is not target]
    if not others:
        message = "is the only column, and it is the target; there is nothing to learn it from"
        remedy = "add a column of numbers, or choose another delimiter"
        raise DataError(f"{message}: {remedy}", data.path, None, target.name)
    empty = [column for column in others if column.is_empty]
    text = [column for column in others if column.is_text and not column.is_empty]
    varied = [column for column in text if not has_few_texts(column)]
    left_out = [*empty, *(varied if data.text == "one_hot" else text)]
    inputs = tuple(column for column in others if column not in left_out)
    if not inputs:
        message = "no column but the target holds numbers; write categories as numbers"
        raise DataError(f"{message}, or choose another target", data.path)
    too_many = f"over {MOST_CATEGORIES} different texts"
    notes = (
        _left_out(text, "text") if data.text == "leave_out" else _left_out(varied, too_many),
        _left_out(empty, "nothing"),
    )
    return Inputs(inputs, tuple(note for note in notes if note))


def input_names(inputs: Inputs) -> tuple[str, ...]:
    """What the inputs are called: a column's name, or “name = text” for each of its texts."""
    return tuple(name for column in inputs.columns for name in _names(column))


def input_values(inputs: Inputs, may_miss: bool) -> NDArray[np.float64]:
    """The numbers of the inputs, (rows, inputs), NaN where a value is missing if that may be.

    A column of text becomes one of 0 and 1 for each of its texts. DataError names the first cell
    that cannot be used.
    """
    rows, count = len(inputs.columns[0]), len(input_names(inputs))
    if rows * count > MOST_NUMBERS:
        file, gigabytes = inputs.columns[0].file, 8 * rows * count / 2**30
        message = f"{rows:,} rows of {count:,} inputs take {gigabytes:.1f} GB of memory"
        limit = f"at most {8 * MOST_NUMBERS / 2**30:.0f} GB can be used; choose fewer columns"
        raise DataError(f"{message}; {limit}", file)
    values = np.empty((rows, count))
    for number, column in enumerate(_values(inputs, may_miss)):
        values[:, number] = column
    return values


def used_columns(names: Sequence[str], inputs: Sequence[str]) -> list[str]:
    """Those columns that inputs of these names come from, as themselves or as their texts."""
    whole, parts = set(inputs), [name for name in inputs if EQUALS in name]
    return [
        name
        for name in names
        if name in whole or any(part.startswith(name + EQUALS) for part in parts)
    ]


def has_few_texts(column: Column) -> bool:
    """Whether a column of text can become columns of 0 and 1."""
    return column.labels is not None and len(column.labels) <= MOST_CATEGORIES


def find_column(columns: list[Column], name: str, role: str, file: str) -> Column:
    """The column of this name; DataError says which there are."""
    for column in columns:
        if column.name == name:
            return column
    there = listed([column.name for column in columns])
    message = f"there is no column “{name}” to be {role}; the columns are {there}"
    raise DataError(message, file)


def listed(names: Sequence[str]) -> str:
    """At most eight names, and how many more there are."""
    more = len(names) - NAMES_SHOWN
    shown_names = ", ".join(f"“{name}”" for name in names[:NAMES_SHOWN])
    return f"{shown_names} and {more} more" if more > 0 else shown_names


def _chosen(
    columns: list[Column], target: Column, names: tuple[str, ...], text: TextColumns
) -> tuple[Column, ...]:
    """The columns of these names; DataError if one is not there, no number, or the target."""
    chosen: list[Column] = []
    for name in names:
        column = find_column(columns, name, "an input", target.file)
        refusal = "is chosen twice as an input" if column in chosen else _refusal(column, text)
        if column is target:
            refusal = "is the target; it cannot be an input too"
        if refusal:
            raise DataError(refusal, target.file, None, name)
        chosen.append(column)
    return tuple(chosen)


def _refusal(column: Column, text: TextColumns) -> str:
    """Why a column cannot be an input; empty if it can."""
    if column.is_empty:
        return "is empty; only columns of numbers can be inputs"
    if not column.is_text:
        return ""
    if text == "leave_out":
        return "holds text; only columns of numbers can be inputs, or turn text into 0 and 1"
    if not has_few_texts(column):
        limit = f"at most {MOST_CATEGORIES} can become columns of 0 and 1"
        return f"holds over {MOST_CATEGORIES} different texts; {limit}"
    return ""


def _left_out(columns: list[Column], content: str) -> str:
    """A note on columns that cannot be inputs, empty if there are none."""
    if not columns:
        return ""
    verb = "was left out: it holds" if len(columns) == 1 else "were left out: they hold"
    return f"{listed([column.name for column in columns])} {verb} {content}."


def _names(column: Column) -> Iterator[str]:
    if not column.is_text:
        yield column.name
        return
    for label in column.labels or ():
        yield f"{column.name}{EQUALS}{shown(label)}"


def _values(inputs: Inputs, may_miss: bool) -> Iterator[NDArray[np.float64]]:
    """The numbers of one input after another, each (rows,)."""
    for column in inputs.columns:
        if not column.is_text:
            yield column.checked_numbers(may_miss)
            continue
        if not may_miss:
            column.check_complete()
        numbers = column.label_numbers()
        is_there = np.where(numbers < 0, np.nan, 0.0)
        for label in range(len(column.labels or ())):
            yield is_there + (numbers == label)
