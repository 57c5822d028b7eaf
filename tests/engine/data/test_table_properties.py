"""Whatever a file holds, it is read exactly or refused with a DataError, and nothing else."""

import csv
import io

import numpy as np
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from engine.data import load_data
from engine.data.table import read_table
from engine.data.table_format import inspect
from engine.data.table_inputs import used_columns
from engine.errors import DataError, ExperimentError
from engine.experiment.data import Table

CSV_PIECES = st.sampled_from(
    [
        ",",
        ";",
        "\t",
        " ",
        "|",
        "\n",
        "\r\n",
        "\r",
        '"',
        ".",
        "-",
        "nan",
        "1",
        "2.5",
        "3,5",
        "a",
        "é",
    ]
)
CELLS = st.sampled_from(["1", "2", "0.5", "-3e2", "1.25", "7"]) | CSV_PIECES
CONTENTS = st.one_of(
    st.binary(max_size=300),
    st.lists(CSV_PIECES, max_size=60).map(lambda pieces: "".join(pieces).encode()),
    st.lists(st.tuples(CELLS, CELLS, CELLS).map(",".join), min_size=3).map(
        lambda rows: "\n".join(rows).encode()
    ),
)


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    content=CONTENTS,
    delimiter=st.none() | st.characters(),
    decimal=st.sampled_from([None, ".", ","]),
    header=st.sampled_from([None, True, False]),
    task=st.sampled_from([None, "classification", "regression"]),
    missing=st.sampled_from(["refuse", "drop", "mean"]),
    text=st.sampled_from(["leave_out", "one_hot"]),
)
def test_any_bytes_are_read_or_refused(
    write, content, delimiter, decimal, header, task, missing, text
) -> None:
    path = write(content)
    choices = {"delimiter": delimiter, "decimal": decimal, "header": header}
    try:
        form = inspect(path, **choices)
        data = Table(path=path, task=task, missing=missing, text=text, **choices)
        dataset = load_data(data, 0)
    except (DataError, ExperimentError) as error:
        event(error.message[:20])
        return
    assert len(dataset.columns) == dataset.facts.train_samples + dataset.facts.test_samples >= 2
    assert np.all(np.isfinite(dataset.columns))
    assert np.all(np.isfinite(dataset.preparation.inputs(dataset.columns)))
    used = used_columns(form.column_names, dataset.facts.column_names)
    assert set(used) < set(form.column_names)


NAMES = st.lists(st.sampled_from(["a", "b", "c", "a = b"]), min_size=2, max_size=4, unique=True)
TABLE_CELLS = st.sampled_from(
    ["1", "2", "-0.5", "1e3", "", "NA", "rome", "new\nyork", 'so "it" is']
)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    names=NAMES,
    data=st.data(),
    missing=st.sampled_from(["refuse", "drop", "mean"]),
    text=st.sampled_from(["leave_out", "one_hot"]),
)
def test_a_small_table_is_read_cell_for_cell_or_refused(write, names, data, missing, text) -> None:
    row = st.lists(TABLE_CELLS, min_size=len(names), max_size=len(names))
    rows = data.draw(st.lists(row, min_size=2, max_size=8))
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([names, *rows])
    table = Table(
        path=write(stream.getvalue()), delimiter=",", header=True, missing=missing, text=text
    )
    try:
        samples = read_table(table)
    except DataError as error:
        event(error.message[:20])
        return
    target, whole = names.index(samples.target_names[0]), []
    used = [names.index(name) for name in used_columns(names, samples.column_names)]
    for cells in rows:
        gaps = [at for at in (*used, target) if cells[at] in ("", "NA")]
        assert not gaps or missing != "refuse"
        if not gaps or missing == "mean":
            whole.append(cells)
    assert len(whole) == len(samples.columns) == len(samples.targets)
    for at, name in enumerate(names):
        if name in samples.column_names:
            column = samples.columns[:, samples.column_names.index(name)]
            written = [np.nan if cells[at] in ("", "NA") else float(cells[at]) for cells in whole]
            np.testing.assert_array_equal(column, written)
