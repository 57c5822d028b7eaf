"""A text is cut as a sliding window does it, and its characters are told apart."""

import numpy as np
import pytest

from engine.data import load_data
from engine.data import text as text_module
from engine.data.text import cut, visible
from engine.errors import DataError, ExperimentError
from engine.experiment.data import TextFile


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a text and returns the path."""

    def write(text: str | bytes) -> str:
        path = tmp_path / "text.txt"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    return write


def ordered(path: str, **settings):
    """Return the data of a text in the order of the text, nothing kept for testing."""
    form = {"test_share": 0.0, "shuffle": False, "stratify": False}
    return load_data(TextFile(path=path, **form, **settings), 0)


def words(dataset) -> list[str]:
    """Return the windows of a data set of codes, inputs and target, as text."""
    names = dataset.facts.class_names
    rows = np.column_stack([dataset.columns, dataset.targets]).astype(int)
    return ["".join(names[code] for code in row) for row in rows]


def test_abcde_in_windows_of_three(written) -> None:
    dataset = ordered(written("ABCDE"), window=3, characters="codes")
    assert words(dataset) == ["ABC", "BCD", "CDE"]
    assert dataset.facts.class_names == ("A", "B", "C", "D", "E")
    assert (dataset.facts.kind, dataset.facts.input_shape) == ("codes", (2,))
    assert dataset.facts.column_names == ("x[1]", "x[2]")


def test_a_stride_leaves_windows_out(written) -> None:
    path = written("ABCDEFG")
    assert words(ordered(path, window=3, stride=2, characters="codes")) == ["ABC", "CDE", "EFG"]
    assert words(ordered(path, window=2, stride=3, characters="codes")) == ["AB", "DE"]


@pytest.mark.parametrize(("length", "window", "stride"), [(10, 3, 1), (10, 10, 4), (11, 4, 3)])
def test_windows_are_those_of_a_loop(length, window, stride) -> None:
    codes = np.arange(length)
    expected = [codes[at : at + window] for at in range(0, length - window + 1, stride)]
    np.testing.assert_array_equal(cut(codes, window, stride), expected)


def test_one_hot_characters_are_bytes_with_one_one_each(written) -> None:
    dataset = ordered(written("abcab"), window=3)
    assert (dataset.facts.kind, dataset.facts.input_shape) == ("sequences", (2, 3))
    assert dataset.columns.dtype == np.uint8
    assert dataset.columns.tolist() == [
        [1, 0, 0, 0, 1, 0],  # ab → c
        [0, 1, 0, 0, 0, 1],  # bc → a
        [0, 0, 1, 1, 0, 0],  # ca → b
    ]
    assert dataset.targets.tolist() == [2, 0, 1]
    assert dataset.facts.column_names[:4] == ("x[1]=a", "x[1]=b", "x[1]=c", "x[2]=a")


def test_line_ends_are_one_character_and_what_cannot_be_seen_has_a_name(written) -> None:
    dataset = ordered(written(b"\xef\xbb\xbfa b\r\nc\rd\n\t"), window=2, characters="codes")
    assert dataset.facts.class_names == ("⇥", "⏎", "␣", "a", "b", "c", "d")
    assert words(dataset)[:4] == ["a␣", "␣b", "b⏎", "⏎c"]
    assert [visible(character) for character in "é\u0301\u00a0"] == ["é", "U+0301", "U+00A0"]


def test_codes_are_not_scaled(written) -> None:
    dataset = ordered(written("ABCDE"), window=3, characters="codes", scaling="standardize")
    assert dataset.preparation.inputs(dataset.columns).tolist() == [[0, 1], [1, 2], [2, 3]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty; choose a file with something to read"),
        ("aaaa", "has 1 different characters; between 2 and 1,000"),
        ("".join(map(chr, range(0x4E00, 0x4E00 + 1001))), "has 1,001 different characters"),
        ("abc", "too short for two windows; choose a shorter window"),
        ("ab", "too short for two windows"),
        (b"ab\0c", "is a binary file; save it as plain text"),
        (b"ab\xff", "is not UTF-8 text"),
    ],
)
def test_a_text_that_cannot_be_used_is_refused_with_the_remedy(written, content, message) -> None:
    with pytest.raises(DataError, match=message):
        load_data(TextFile(path=written(content), window=3), 0)


def test_too_many_windows_are_refused_with_a_stride_that_would_do(written, monkeypatch) -> None:
    path = written("abcd" * 250)  # 998 windows of 3; (2 · 4 + 4 · 8) bytes each
    monkeypatch.setattr(text_module, "MOST_MEMORY", 40 * 300)
    with pytest.raises(ExperimentError, match=r"998 windows.*\(300\); 4 would do") as caught:
        load_data(TextFile(path=path, window=3), 0)
    assert caught.value.path == "data.stride"
    assert len(load_data(TextFile(path=path, window=3, stride=4), 0).columns) == 250


def test_a_file_that_is_too_large_is_refused(written, monkeypatch) -> None:
    monkeypatch.setattr(text_module, "MOST_TEXT", 2**20)
    with pytest.raises(DataError, match="is larger than 1 MB; cut it"):
        load_data(TextFile(path=written("ab\n" * 2**19)), 0)
