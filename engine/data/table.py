"""A table of the user's: a CSV or TSV file as samples to learn from."""

import numpy as np
from numpy.typing import NDArray

from engine.data.raw_samples import RawSamples
from engine.data.table_column import Column, columns_of
from engine.data.table_format import default_target, inspect
from engine.data.table_rows import split_rows
from engine.data.table_target import read_target
from engine.data.table_text import read_text
from engine.errors import DataError
from engine.experiment.data import Table

NAMES_SHOWN = 8
MARGIN = 0.05


def read_table(data: Table) -> RawSamples:
    """Read the file that `data` names; what it leaves open is found out (`table_format.inspect`).

    Raises DataError with file, line and column when the file cannot be used as it is.
    """
    form = inspect(data.path, data.delimiter, data.decimal, data.header)
    rows = split_rows(read_text(data.path), form.delimiter)
    columns = columns_of(rows, form.column_names, form.header, form.decimal)
    if len(rows.lines) - form.header < 2:
        message = "holds one row of data; at least 2 are needed, one to train on and one to test"
        raise DataError(message, data.path, rows.lines[-1])
    target_column = _target_column(columns, data)
    inputs, notes = _input_columns(columns, target_column, data)
    target = read_target(target_column, data.task)
    values = np.stack([column.checked_numbers() for column in inputs], axis=1)  # (rows, columns)
    return RawSamples(
        task=target.task,
        class_names=target.class_names,
        target_names=(target_column.name,),
        column_names=tuple(column.name for column in inputs),
        columns=values,
        targets=target.values,
        bounds=_bounds(values),
        notes=notes,
    )


def _target_column(columns: list[Column], data: Table) -> Column:
    if data.target is None:
        return default_target(columns)
    return _named(columns, data.target, "the target", data.path)


def _input_columns(
    columns: list[Column], target: Column, data: Table
) -> tuple[list[Column], tuple[str, ...]]:
    """The columns to learn from, and notes on what was left out."""
    if data.columns is not None:
        return _chosen_columns(columns, target, data.columns), ()
    others = [column for column in columns if column is not target]
    if not others:
        message = "is the only column, and it is the target; there is nothing to learn it from"
        remedy = "add a column of numbers, or choose another delimiter"
        raise DataError(f"{message}: {remedy}", data.path, None, target.name)
    empty = [column for column in others if column.is_empty]
    text = [column for column in others if column.is_text and not column.is_empty]
    inputs = [column for column in others if not column.is_empty and not column.is_text]
    if not inputs:
        message = "no column but the target holds numbers; write categories as numbers"
        raise DataError(f"{message}, or choose another target", data.path)
    notes = (_left_out(text, "text"), _left_out(empty, "nothing"))
    return inputs, tuple(note for note in notes if note)


def _chosen_columns(columns: list[Column], target: Column, names: tuple[str, ...]) -> list[Column]:
    """The columns of these names; DataError if one is not there, no number, or the target."""
    chosen: list[Column] = []
    for name in names:
        column = _named(columns, name, "an input", target.file)
        if column is target:
            raise DataError("is the target; it cannot be an input too", target.file, None, name)
        if column in chosen:
            raise DataError("is chosen twice as an input", target.file, None, name)
        if column.is_empty or column.is_text:
            holds = "is empty" if column.is_empty else "holds text"
            message = f"{holds}; only columns of numbers can be inputs"
            raise DataError(message, target.file, None, name)
        chosen.append(column)
    return chosen


def _named(columns: list[Column], name: str, role: str, file: str) -> Column:
    for column in columns:
        if column.name == name:
            return column
    there = _listed([column.name for column in columns])
    message = f"there is no column “{name}” to be {role}; the columns are {there}"
    raise DataError(message, file)


def _left_out(columns: list[Column], content: str) -> str:
    """A note on columns that hold no numbers, empty if there are none."""
    if not columns:
        return ""
    verb = "was left out: it holds" if len(columns) == 1 else "were left out: they hold"
    return f"{_listed([column.name for column in columns])} {verb} {content}."


def _listed(names: list[str]) -> str:
    """At most eight names, and how many more there are."""
    more = len(names) - NAMES_SHOWN
    listed = ", ".join(f"“{name}”" for name in names[:NAMES_SHOWN])
    return f"{listed} and {more} more" if more > 0 else listed


def _bounds(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The range over which each column is drawn, (columns, 2): its values and a margin of 5 %."""
    low, high = values.min(axis=0), values.max(axis=0)
    margin = np.where(high > low, MARGIN * (high - low), 1.0)
    return np.stack([low - margin, high + margin], axis=1)
