"""Missing values and columns of text: what becomes of them is exact, and is said."""

from collections.abc import Callable

import numpy as np
import pytest
from msgspec.structs import replace

from engine.data import load_data, table_inputs
from engine.data.table import read_table
from engine.data.table_format import inspect
from engine.data.table_inputs import used_columns
from engine.errors import DataError, ExperimentError
from engine.experiment.data import Table

Write = Callable[[str | bytes], str]

PASSENGERS = """age,port,fare,class,survived
20,rome,1.5,1,yes
,bonn,2.5,3,no
40,,3.5,2,no
60,rome,4.5,1,yes
"""


def test_rows_with_gaps_are_dropped(write: Write) -> None:
    path = write(PASSENGERS.replace("60,rome,4.5,1,yes", "60,rome,4.5,1,yes\n9,rome,7,1,NA"))
    samples = read_table(Table(path=path, missing="drop"))
    assert samples.columns.tolist() == [[20, 1.5, 1], [40, 3.5, 2], [60, 4.5, 1]]
    assert samples.class_names == ("no", "yes")
    assert samples.targets.tolist() == [1, 0, 1]
    assert samples.notes[-1] == "2 rows were left out: a value of “age”, “survived” is missing."
    assert not samples.has_gaps


def test_only_gaps_in_columns_that_are_used_drop_a_row(write: Write) -> None:
    data = Table(path=write(PASSENGERS), missing="drop", columns=("fare", "class"))
    samples = read_table(data)
    assert len(samples.columns) == 4
    assert samples.notes == ()


def test_dropping_must_leave_two_rows(write: Write) -> None:
    with pytest.raises(DataError, match="in all rows but 1 a value of “x” is missing"):
        read_table(Table(path=write("x,t\n1,2\n,3\n?,5.5\n"), missing="drop"))


def test_dropping_may_leave_one_class_only(write: Write) -> None:
    with pytest.raises(DataError, match="every row is of the one class “a”"):
        read_table(Table(path=write("x,t\n1,a\n2,a\n,b\n"), missing="drop"))


def test_gaps_are_filled_with_the_mean_of_the_training_samples(write: Write) -> None:
    cells = [str(i * i) for i in range(1, 21)]
    cells[3] = cells[12] = ""
    path = write("x,y,t\n" + "".join(f"{x},{i},{i}.5\n" for i, x in enumerate(cells)))
    dataset = load_data(Table(path=path, missing="mean", test_share=0.4), 1)
    known = [i for i in dataset.train.tolist() if cells[i]]
    mean = np.mean([float(cells[i]) for i in known])
    np.testing.assert_allclose(dataset.columns[[3, 12], 0], mean)
    assert dataset.columns[4, 0] == 25
    assert dataset.facts.notes == ("2 missing values of “x” are the mean of the training samples.",)
    np.testing.assert_allclose(dataset.preparation.column_means[0], mean)
    assert np.all(np.isfinite(dataset.bounds))


def test_a_missing_target_is_never_filled_in(write: Write) -> None:
    with pytest.raises(DataError, match="a value is missing") as error:
        read_table(Table(path=write("x,t\n1,a\n,b\n3,\n"), missing="mean"))
    assert (error.value.line, error.value.column) == (4, "t")


def test_a_column_without_any_value_is_left_out_however_gaps_are_filled(write: Write) -> None:
    samples = read_table(Table(path=write("x,n,t\n1,,a\n,,b\n3,,a\n"), missing="mean"))
    assert samples.column_names == ("x",)
    assert samples.notes[0] == "“n” was left out: it holds nothing."


def test_a_mean_that_no_training_sample_gives_is_refused(write: Write) -> None:
    rows = "".join(f"{i},{7 if i == 9 else ''},{i}.5\n" for i in range(10))
    data = Table(path=write("x,n,t\n" + rows), missing="mean", test_share=0.5, shuffle=False)
    with pytest.raises(ExperimentError, match="no training sample with a value of “n”"):
        load_data(data, 0)


def test_text_becomes_columns_of_0_and_1(write: Write) -> None:
    path = write(PASSENGERS.replace("40,,", "40,new  york,").replace("\n,", "\n1,"))
    samples = read_table(Table(path=path, text="one_hot"))
    assert samples.column_names == (
        "age",
        "port = bonn",
        "port = new york",
        "port = rome",
        "fare",
        "class",
    )
    assert samples.columns[:, 1:4].tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]]
    chosen = read_table(Table(path=path, text="one_hot", columns=("fare", "port")))
    assert chosen.column_names == ("fare", "port = bonn", "port = new york", "port = rome")
    assert used_columns(("age", "port", "por"), chosen.column_names) == ["port"]


def test_a_gap_in_text_is_refused_dropped_or_filled_like_any(write: Write) -> None:
    data = Table(path=write(PASSENGERS), text="one_hot", columns=("port",))
    with pytest.raises(DataError, match="a value is missing") as error:
        read_table(data)
    assert (error.value.line, error.value.column) == (4, "port")
    dropped = read_table(replace(data, missing="drop"))
    assert dropped.columns.tolist() == [[0, 1], [1, 0], [0, 1]]
    filled = load_data(replace(data, missing="mean", test_share=0.0), 0)
    np.testing.assert_allclose(filled.columns[2], [1 / 3, 2 / 3])


def test_text_of_too_many_kinds_is_left_out_or_refused(write: Write) -> None:
    path = write("name,x,t\n" + "".join(f"n{i},{i},{i}.5\n" for i in range(51)))
    samples = read_table(Table(path=path, text="one_hot"))
    assert samples.column_names == ("x",)
    assert samples.notes == ("“name” was left out: it holds over 50 different texts.",)
    with pytest.raises(DataError, match="over 50 different texts; at most 50") as error:
        read_table(Table(path=path, text="one_hot", columns=("name",)))
    assert error.value.column == "name"
    assert inspect(path).text_columns == ()


def test_what_would_not_fit_into_memory_is_refused(write: Write, monkeypatch) -> None:
    monkeypatch.setattr(table_inputs, "MOST_NUMBERS", 5)
    with pytest.raises(DataError, match=r"3 rows of 2 inputs take .* GB of memory"):
        read_table(Table(path=write("x,y,t\n1,2,3\n4,5,6\n7,8,9\n")))


def test_a_constant_column_is_scaled_without_dividing_by_zero(write: Write) -> None:
    rows = "".join(f"7,{i},{i}.5\n" for i in range(9))
    for scaling in ("standardize", "min_max"):
        dataset = load_data(Table(path=write("c,x,t\n" + rows), scaling=scaling), 0)
        assert not dataset.preparation.inputs(dataset.columns)[:, 0].any()


def test_inspect_tells_of_text_and_gaps(write: Write) -> None:
    form = inspect(write(PASSENGERS))
    assert form.text_columns == ("port", "survived")
    assert form.input_columns(with_text=True) == ("age", "port", "fare", "class", "survived")
    assert form.input_columns(with_text=False) == ("age", "fare", "class")
    assert form.missing == {"age": {1}, "port": {2}}
    assert (form.rows, form.is_whole) == (4, True)
