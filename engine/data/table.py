"""A table of the user's: a CSV or TSV file as samples to learn from."""

from collections.abc import Iterator

import numpy as np

from engine.data.bounds import column_bounds
from engine.data.raw_samples import RawSamples
from engine.data.report import Report, silent
from engine.data.table_cells import columns_of
from engine.data.table_column import Column
from engine.data.table_format import TableFormat, default_target, inspect
from engine.data.table_inputs import (
    Inputs,
    choose_inputs,
    find_column,
    input_names,
    input_values,
    listed,
)
from engine.data.table_rows import Rows, row_blocks
from engine.data.table_target import read_target
from engine.data.table_text import TextBytes, open_text
from engine.errors import DataError
from engine.experiment.data import Table

MARGIN = 0.05


def read_table(data: Table, report: Report = silent) -> RawSamples:
    """Read the file that `data` names; what it leaves open is found out (`table_format.inspect`).

    The file passes by in blocks of rows, so that only the numbers of it have to fit into memory.
    Raises DataError with file, line and column when the file cannot be used as it is, and Cancelled
    when `report` gives up.
    """
    form = inspect(data.path, data.delimiter, data.decimal, data.header)
    columns = _read_columns(data.path, form, report)
    target_column = _target_column(columns, data)
    inputs = choose_inputs(columns, target_column, data)
    notes = inputs.notes
    if data.missing == "drop":
        inputs, target_column, note = _without_gaps(inputs, target_column)
        notes = (*notes, note) if note else notes
    target = read_target(target_column, data.task)
    values = input_values(inputs, may_miss=data.missing == "mean")  # (rows, inputs)
    missing = sum(column.missing_count for column in inputs.columns)
    return RawSamples(
        task=target.task,
        class_names=target.class_names,
        target_names=(target_column.name,),
        column_names=input_names(inputs),
        columns=values,
        targets=target.values,
        bounds=column_bounds(values),
        notes=(*notes, _filled(inputs, missing)) if missing else notes,
        has_gaps=missing > 0,
    )


def _read_columns(file: str, form: TableFormat, report: Report) -> list[Column]:
    with open_text(file) as (lines, content):
        blocks = _reporting(row_blocks(file, lines, form.delimiter), content, report)
        columns = columns_of(blocks, file, form.column_names, form.header, form.decimal)
    if len(columns[0]) < 2:
        message = "holds one row of data; at least 2 are needed, one to train on and one to test"
        raise DataError(message, file, int(columns[0].lines[-1]))
    return columns


def _reporting(blocks: Iterator[Rows], content: TextBytes, report: Report) -> Iterator[Rows]:
    """The blocks as they come; after each it is told how much of the file has passed."""
    for block in blocks:
        report(content.share)
        yield block


def _target_column(columns: list[Column], data: Table) -> Column:
    if data.target is None:
        return default_target(columns)
    return find_column(columns, data.target, "the target", data.path)


def _without_gaps(inputs: Inputs, target: Column) -> tuple[Inputs, Column, str]:
    """Inputs and target without the rows in which one of them misses a value, and a note on it."""
    with_gaps = [column for column in (*inputs.columns, target) if column.missing_count]
    if not with_gaps:
        return inputs, target, ""
    keep = np.ones(len(target), dtype=bool)
    for column in with_gaps:
        keep &= ~column.is_missing
    kept, left_out = int(keep.sum()), int((~keep).sum())
    where = f"a value of {listed([column.name for column in with_gaps])} is missing"
    if kept < 2:
        message = f"in all rows but {kept} {where}; at least 2 whole rows are needed"
        raise DataError(f"{message}: leave out the columns with many gaps", target.file)
    rows = "1 row was" if left_out == 1 else f"{left_out:,} rows were"
    return inputs.rows(keep), target.rows(keep), f"{rows} left out: {where}."


def _filled(inputs: Inputs, missing: int) -> str:
    """A note on missing values that are filled in."""
    names = listed([column.name for column in inputs.columns if column.missing_count])
    if missing == 1:
        return f"1 missing value of {names} is the mean of the training samples."
    return f"{missing:,} missing values of {names} are the mean of the training samples."
