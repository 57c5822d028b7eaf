"""Tables of the user's: every usual way to write one is read, and every fault is named."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from engine.data import load_data
from engine.data.report import Cancelled
from engine.data.table import read_table
from engine.data.table_format import inspect
from engine.errors import DataError, ExperimentError
from engine.experiment.data import Table

Write = Callable[[str | bytes], str]

IRIS = """sepal length,sepal width,species
5.1,3.5,setosa
4.9,3.0,setosa
7.0,3.2,versicolor
6.4,3.2,versicolor
6.3,3.3,virginica
5.8,2.7,virginica
"""


def test_text_classes_with_a_header(write: Write) -> None:
    samples = read_table(Table(path=write(IRIS)))
    assert samples.task == "classification"
    assert samples.class_names == ("setosa", "versicolor", "virginica")
    assert samples.target_names == ("species",)
    assert samples.column_names == ("sepal length", "sepal width")
    assert samples.targets.tolist() == [0, 0, 1, 1, 2, 2]
    np.testing.assert_array_equal(samples.columns[2], [7.0, 3.2])
    assert samples.notes == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", " "])
@pytest.mark.parametrize("decimal", [".", ","])
def test_delimiter_and_decimal_mark_are_found_out(write, delimiter: str, decimal: str) -> None:
    rows = [("height", "weight", "age"), *[(f"1.{i}", f"{i}.5", f"0.{i}7") for i in range(9)]]
    cells = [[cell.replace(".", decimal) for cell in row] for row in rows]
    if delimiter == decimal:
        cells = [[f'"{cell}"' for cell in row] for row in cells]
    path = write("\n".join(delimiter.join(row) for row in cells))
    form = inspect(path)
    assert (form.delimiter, form.decimal, form.header) == (delimiter, decimal, True)
    samples = read_table(Table(path=path))
    np.testing.assert_allclose(samples.columns[3], [1.3, 3.5])
    np.testing.assert_allclose(samples.targets[3], [0.37])


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("a;1,5;2,5", ("a", "1,5", "2,5")),
        ("1,5;a;b", ("1,5", "a", "b")),
        ("1,5;a", ("1,5", "a")),
        ('"x;y",2', ("x;y", "2")),
        ("new york,2,3", ("new york", "2", "3")),
        ("2024-01-01 10:00,5,6", ("2024-01-01 10:00", "5", "6")),
        ("  1.0   2.5 ", ("1.0", "2.5")),
        ("1, 2, 3", ("1", "2", "3")),
    ],
)
def test_a_row_is_parted_where_a_person_would(write, row: str, cells: tuple[str, ...]) -> None:
    form = inspect(write(f"{row}\n{row}\n{row}\n"), header=False)
    assert form.preview[0] == cells


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_endings_byte_order_mark_and_blank_lines(write, ending: str, mark: bytes) -> None:
    path = write(mark + f"x,y{ending}1,10.5{ending}{ending}2,20.5{ending}{ending}".encode())
    samples = read_table(Table(path=path))
    assert samples.column_names == ("x",)
    assert samples.columns.tolist() == [[1], [2]]
    assert samples.targets.tolist() == [[10.5], [20.5]]
    assert inspect(path).encoding == ("UTF-8 with BOM" if mark else "UTF-8")


def test_without_a_header_columns_are_numbered(write: Write) -> None:
    samples = read_table(Table(path=write("1,2,a\n3,4,b\n5,6,a\n")))
    assert samples.column_names == ("column 1", "column 2")
    assert samples.target_names == ("column 3",)
    assert len(samples.columns) == 3


def test_a_header_can_be_asked_for_or_denied(write: Write) -> None:
    path = write("2019,2020\n1.5,2.5\n3.5,4.5\n")
    assert read_table(Table(path=path)).column_names == ("column 1",)
    assert read_table(Table(path=path, header=True)).column_names == ("2019",)
    assert inspect(write("a,b\nc,d\n")).header is True
    assert inspect(write("a,b\nc,d\n"), header=False).column_names == ("column 1", "column 2")


def test_names_are_made_different_and_whole(write: Write) -> None:
    form = inspect(write('a,a,,a (2),"two\nlines"\n1,2,3,4,5\n'))
    assert form.column_names == ("a", "a (3)", "column 3", "a (2)", "two lines")


def test_quoted_fields_may_hold_delimiters_quotes_and_line_feeds(write: Write) -> None:
    text = 'x,"class, the ""true"" one"\n1,"a,\nb"\n2,c\n3,"a,\nb"\n'
    samples = read_table(Table(path=write(text)))
    assert samples.target_names == ('class, the "true" one',)
    assert samples.class_names == ("a, b", "c")
    assert samples.targets.tolist() == [0, 1, 0]


def test_target_and_columns_can_be_chosen(write: Write) -> None:
    path = write("a,b,c,d\n1.5,2,3,0\n4.5,5,6,1\n")
    samples = read_table(Table(path=path, target="a", columns=("d", "b")))
    assert samples.target_names == ("a",)
    assert samples.column_names == ("d", "b")
    assert samples.columns.tolist() == [[0, 2], [1, 5]]
    assert read_table(Table(path=path, target="b")).column_names == ("a", "c", "d")


@pytest.mark.parametrize(
    ("values", "task"),
    [
        (["0", "1"] * 10, "classification"),
        (["3", "1.0", "2"] * 10, "classification"),
        ([str(i) for i in range(20)] * 2, "classification"),
        ([str(i) for i in range(21)] * 2, "regression"),
        ([str(i) for i in range(10)], "regression"),
        (["0.5", "1.5"] * 10, "regression"),
        (["yes", "no"] * 10, "classification"),
        (["1", "2", "other"] * 10, "classification"),
    ],
)
def test_classification_and_regression_are_told_apart(write, values, task: str) -> None:
    path = write("x,t\n" + "".join(f"{i}.5,{value}\n" for i, value in enumerate(values)))
    assert inspect(path).task == task
    assert read_table(Table(path=path)).task == task


def test_the_task_can_be_set(write: Write) -> None:
    path = write("x,t\n1,0\n2,1\n3,0\n4,10\n5,1\n6,10\n")
    as_classes = read_table(Table(path=path))
    assert as_classes.class_names == ("0", "1", "10")
    assert as_classes.targets.tolist() == [0, 1, 0, 2, 1, 2]
    as_number = read_table(Table(path=path, task="regression"))
    assert as_number.class_names == ()
    assert as_number.targets.tolist() == [[0], [1], [0], [10], [1], [10]]


def test_a_number_of_classes_that_are_not_whole(write: Write) -> None:
    path = write("x,t\n1,0.5\n2,-1.25\n")
    samples = read_table(Table(path=path, task="classification"))
    assert samples.class_names == ("-1.25", "0.5")


def test_text_and_empty_columns_are_left_out_with_a_note(write: Write) -> None:
    path = write("name,x,city,t,\nann,1,rome,0.5,\nbob,2,bonn,1.5,\n")
    samples = read_table(Table(path=path))
    assert samples.column_names == ("x",)
    assert samples.target_names == ("t",)
    assert samples.notes == (
        "“name”, “city” were left out: they hold text.",
        "“column 5” was left out: it holds nothing.",
    )


def test_hundreds_of_columns(write: Write) -> None:
    header = ",".join(f"pixel {i}" for i in range(784))
    rows = "\n".join(",".join(str((i * j) % 256) for j in range(784)) for i in range(100))
    samples = read_table(Table(path=write(f"{header}\n{rows}\n")))
    assert samples.columns.shape == (100, 783)


def test_bounds_hold_every_value_with_a_margin(write: Write) -> None:
    samples = read_table(Table(path=write("a,b,t\n0,7,0.5\n10,7,1.5\n")))
    np.testing.assert_allclose(samples.bounds, [[-0.5, 10.5], [6, 8]])


def test_loading_a_table_gives_a_whole_data_set(write: Write) -> None:
    rows = "".join(f"{i},{i * i},{'ab'[i % 2]}\n" for i in range(20))
    data = Table(path=write("x,y,t\n" + rows), test_share=0.3)
    dataset, again = load_data(data, 3), load_data(data, 3)
    assert (dataset.facts.train_samples, dataset.facts.test_samples) == (14, 6)
    assert np.bincount(dataset.targets[dataset.test]).tolist() == [3, 3]
    assert dataset.facts.input_names == dataset.facts.column_names == ("x", "y")
    np.testing.assert_array_equal(dataset.train, again.train)
    inputs = dataset.preparation.inputs(dataset.columns[dataset.train])
    np.testing.assert_allclose(inputs.mean(axis=0), 0, atol=1e-12)


def test_regression_targets_of_a_table_are_scaled_and_scaled_back(write: Write) -> None:
    rows = "".join(f"{i},{100_000 + 5000.5 * i}\n" for i in range(30))
    dataset = load_data(Table(path=write("x,price\n" + rows)), 0)
    scaled = dataset.preparation.targets(dataset.targets[dataset.train])
    assert scaled.mean() == pytest.approx(0, abs=1e-9)
    assert scaled.std() == pytest.approx(1)
    np.testing.assert_allclose(
        dataset.preparation.original_targets(scaled), dataset.targets[dataset.train]
    )


def test_a_hundred_thousand_rows_are_all_read(write: Write) -> None:
    rows = "".join(f"{i},{i % 7}.5,{i % 3}\n" for i in range(100_000))
    samples = read_table(Table(path=write(rows)))
    assert samples.columns.shape == (100_000, 2)
    assert samples.columns[99_999, 0] == 99_999
    assert samples.class_names == ("0", "1", "2")


def test_a_column_with_few_texts_at_first_and_many_later_is_exact(write: Write) -> None:
    rows = [f"{i % 3},{i},{i % 2}" for i in range(20_000)] + ["0,-1,1"] * 5_000
    samples = read_table(Table(path=write("few,many,t\n" + "\n".join(rows))))
    assert samples.columns[:, 1].tolist() == [*map(float, range(20_000)), *[-1.0] * 5_000]
    assert samples.columns[4].tolist() == [1, 4]


@pytest.mark.parametrize("rows", [10, 30_000])
@pytest.mark.parametrize(
    ("cell", "words"),
    [("w7", "“w7” is not a number"), ("?", "missing \\(“\\?”\\)"), ("-1e40", "-1e40 is too large")],
)
def test_a_late_fault_is_named_with_its_line_whatever_stood_before(
    write, rows: int, cell: str, words: str
) -> None:
    # A quoted field holds a line break, and a line is blank: rows and lines are not the same.
    text = 'x,note,t\n1,"two\nlines",2.5\n\n' + "".join(f"{i}.5,a,{i}.5\n" for i in range(rows))
    with pytest.raises(DataError, match=words) as error:
        read_table(Table(path=write(f"{text}{cell},a,1.5\n9,a,9.5\n")))
    assert (error.value.line, error.value.column) == (rows + 5, "x")


def test_rows_of_another_length_and_open_quotes_are_found_far_down(write: Write) -> None:
    text = "x,t\n" + "".join(f"{i},{i}.5\n" for i in range(40_000))
    for fault, words in (("1,2,3\n", "has 3 fields"), ('1,"2\n', "quoted field")):
        with pytest.raises(DataError, match=words) as error:
            read_table(Table(path=write(text + fault)))
        assert error.value.line == 40_002


@pytest.mark.parametrize(
    ("byte", "words"), [(b"\xe9", r"\(0xE9\) is not UTF-8 text"), (b"\0", "binary")]
)
def test_a_byte_that_is_no_text_is_found_far_down(write, byte: bytes, words: str) -> None:
    rows = "".join(f"{i},{i}.5\r\n" for i in range(300_000)).encode()
    with pytest.raises(DataError, match=words) as error:
        read_table(Table(path=write(b"x,t\r\n" + rows + b"1," + byte + b"\r\n")))
    assert error.value.line == 300_002


def test_it_is_told_how_much_is_read_and_that_can_end_it(write: Write) -> None:
    path = write("x,t\n" + "".join(f"{i},{i}.5\n" for i in range(300_000)))
    shares: list[float] = []
    load_data(Table(path=path), 0, shares.append)
    assert len(shares) > 5
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] == 1

    def give_up(share: float) -> None:
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        load_data(Table(path=path), 0, give_up)


PEAK = """
import resource, sys
import numpy as np
from engine.data import load_data
from engine.experiment.data import Table
load_data(Table(path=sys.argv[1]), 0)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the unit of ru_maxrss differs")
def test_a_table_is_never_in_memory_as_text(write: Write) -> None:
    rows = "".join(f"{i}.25,{i}.5,{i}.75,{i % 7}\n" for i in range(200_000))
    peaks = [
        int(subprocess.check_output([sys.executable, "-c", PEAK, write(content)]))
        for content in ("1,2,3,4\n5,6,7,8\n", rows)
    ]
    assert peaks[1] - peaks[0] < 60  # MB; as Python's strings it would be 60 MB for the cells alone


def test_inspect_reads_only_the_beginning_and_cuts_no_line(write: Write) -> None:
    rows = "".join(f'{i},"é, {i % 5}",{i % 2}\n' for i in range(50_000))
    form = inspect(write("number,text,target\n" + rows + "the end is ragged\n"))
    assert form.column_names == ("number", "text", "target")
    assert form.numeric_columns == ("number", "target")
    assert (form.target, form.task) == ("target", "classification")
    assert form.preview[0] == ("0", "é, 0", "0")
    assert len(form.preview) == 20
    assert not form.is_whole
    assert 0 < form.rows < 50_000


# What cannot be used ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "line", "column", "words"),
    [
        ("", None, None, "is empty"),
        (" \n\n", None, None, "is empty"),
        (b"\xef\xbb\xbf", None, None, "is empty"),
        (",,,\n,,,\n", None, None, "only blank lines"),
        (b"x,y\n1,2\n\x00\x01,3\n", 3, None, "binary"),
        (b"\xff\xfex\x00,\x00", None, None, "save it as UTF-8"),
        (b"\xef\xbb\xbfa,\xff\n", 1, None, r"byte 6 \(0xFF\) is not UTF-8"),
        (
            b"name,y\nren\xe9,2\n",
            2,
            None,
            r"byte 11 \(0xE9\) is not UTF-8 text; .*save it as UTF-8",
        ),
        ("a,b,c\n", 1, None, "holds a header but no data"),
        ("x,y\n1,2\n", 2, None, "holds one row of data; at least 2"),
        ("x,y\n1,2\n3\n5,6\n", 3, None, "has 1 field where line 1 has 2"),
        ("x,y\n1,2\n\n3,4,5\n", 4, None, "has 3 fields where line 1 has 2"),
        ("x,y\n1,0.5\nNaN,1.5\n", 3, "x", "a value is missing \\(“NaN”\\)"),
        ("x,y\n1,0.5\n,1.5\n", 3, "x", "a value is missing; fill it in"),
        ("x,y\n1,0.5\n2,\n3,4.5\n", 3, "y", "a value is missing"),
        ("x,y\n1,a\n2,\n3,b\n", 3, "y", "a value is missing"),
        ("x,y\n1,0.5\ninf,1.5\n", 3, "x", "is infinite"),
        ("x,y\n1,0.5\n1e99,1.5\n", 3, "x", "is too large"),
        ("x,y\n1,0.5\n-1e999,1.5\n", 3, "x", "is too large"),
        ("x,t\n1,a\n2,a\n", None, "t", "every row is of the one class “a”"),
        ("x,t\n1,3\n2,3\n", None, "t", "every row is of the one class “3”"),
        ("x,t\n1,1.5\n2,1.5\n", None, "t", "every value is 1.5"),
        ("t\n1\n2\n3\n", None, "t", "is the only column"),
        ("a,b\nx,y\nz,w\n", None, None, "no column but the target holds numbers"),
        ('x,y\n1,2\n"3,4\n5,6\n', 3, None, "quoted field"),
    ],
)
def test_faults_are_named_with_their_place(write, content, line, column, words) -> None:
    path = write(content)
    with pytest.raises(DataError, match=words) as error:
        load_data(Table(path=path), 0)
    assert error.value.file == path
    assert (error.value.line, error.value.column) == (line, column)
    assert "\n" not in str(error.value)


def test_a_slip_among_numbers_is_an_error_not_a_text_column(write: Write) -> None:
    rows = "".join(f"{'12a' if i == 30 else i},{i}.5\n" for i in range(50))
    with pytest.raises(DataError, match="“12a” is not a number") as error:
        read_table(Table(path=write("x,y\n" + rows)))
    assert (error.value.line, error.value.column) == (32, "x")


def test_a_number_column_with_gaps_can_be_left_out(write: Write) -> None:
    path = write("x,age,t\n1,,0.5\n2,30,1.5\n3,40,2.5\n")
    assert read_table(Table(path=path, columns=("x",))).column_names == ("x",)


def test_points_are_no_part_of_a_number_with_a_decimal_comma(write: Write) -> None:
    path = write("x;y\n1.500;0,5\n2.500;1,5\n0,1;2,5\n")
    with pytest.raises(DataError, match="no column but the target"):
        read_table(Table(path=path))


@pytest.mark.parametrize("number", ["1_000", "0x10", "1,234"])
def test_python_and_thousands_spellings_are_not_taken_for_numbers(write, number: str) -> None:
    path = write(f'x,z,t\n"{number}",1,0.5\n"{number}",2,1.5\n')
    assert read_table(Table(path=path, decimal=".")).column_names == ("z",)


def test_a_target_that_is_not_there_is_answered_with_those_that_are(write: Write) -> None:
    header = ",".join(f"c{i}" for i in range(11))
    path = write(f"{header}\n{','.join('1' * 11)}\n{','.join('2' * 11)}\n")
    with pytest.raises(DataError, match=r"no column “price” .*“c0”, .*“c7” and 3 more") as error:
        read_table(Table(path=path, target="price"))
    assert "c8" not in str(error.value)


@pytest.mark.parametrize(
    ("columns", "column", "words"),
    [
        (("x", "nothing"), None, "there is no column “nothing”"),
        (("x", "t"), "t", "is the target"),
        (("x", "x"), "x", "twice"),
        (("x", "name"), "name", "holds text"),
    ],
)
def test_columns_that_cannot_be_inputs_are_named(write, columns, column, words: str) -> None:
    path = write("x,name,t\n1,ann,0.5\n2,bob,1.5\n")
    with pytest.raises(DataError, match=words) as error:
        read_table(Table(path=path, columns=columns))
    assert error.value.column == column


def test_more_than_a_thousand_classes_are_refused(write: Write) -> None:
    path = write("x,t\n" + "".join(f"{i},name {i}\n" for i in range(1001)))
    with pytest.raises(DataError, match=r"1,001 different classes; at most 1,000"):
        read_table(Table(path=path))


@pytest.mark.parametrize("delimiter", ['"', "\n", "\r"])
def test_a_delimiter_that_cannot_be_is_refused(write, delimiter: str) -> None:
    with pytest.raises(ExperimentError, match="part cells") as error:
        read_table(Table(path=write("a,b\n1,2\n3,4\n"), delimiter=delimiter))
    assert error.value.path == "data.delimiter"


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no such file"):
        inspect(tmp_path / "missing.csv")
    with pytest.raises(DataError, match="is not a file"):
        inspect(tmp_path)
    with pytest.raises(DataError, match="there is no such file"):
        inspect("with\0nul.csv")
    with pytest.raises(DataError, match="cannot be read"):
        inspect("a" * 5000)
