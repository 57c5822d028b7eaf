"""Text: the characters of a file, cut by a sliding window; what follows is to be predicted."""

import unicodedata

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from engine.data.raw_samples import RawSamples
from engine.data.report import Report
from engine.data.table_text import read_beginning
from engine.errors import DataError, ExperimentError
from engine.experiment.data import TextFile

MOST_CHARACTERS = 1_000  # different ones: each is a class
MOST_TEXT = 2**26  # bytes of a file
MOST_MEMORY = 2**30  # bytes of inputs and targets
MARGIN = 0.5
VISIBLE = {" ": "␣", "\n": "⏎", "\t": "⇥"}


def read_characters(data: TextFile, report: Report) -> RawSamples:
    """Read the file that `data` names, and cut it.

    The classes are the characters that occur, in the order of their code points. Raises DataError
    where the file cannot be read, has too many different characters or only one, is shorter than
    two windows, or makes more samples than memory should hold.
    """
    alphabet, codes = _characters(data.path)
    report(0.5)
    windows = cut(codes, data.window, data.stride)  # (windows, window)
    _check_amount(data, len(windows), len(alphabet))
    before, follows = windows[:, :-1], windows[:, -1]
    names = tuple(map(visible, alphabet))
    one_hot = data.characters == "one_hot"
    time = data.window - 1
    return RawSamples(
        task="classification",
        class_names=names,
        target_names=("next character",),
        column_names=_column_names(time, names if one_hot else ()),
        columns=_one_hot(before, len(alphabet)) if one_hot else before.astype(np.float64),
        targets=follows.astype(np.int64),
        bounds=_bounds(time, len(alphabet), one_hot),
        kind="sequences" if one_hot else "codes",
        shape=(time, len(alphabet)) if one_hot else (time,),
    )


def cut(codes: NDArray[np.int64], window: int, stride: int) -> NDArray[np.int64]:
    """Windows (windows, window) of a row of codes, each `stride` further on; no copy."""
    if len(codes) < window:
        return np.empty((0, window), dtype=codes.dtype)
    return sliding_window_view(codes, window)[::stride]


def visible(character: str) -> str:
    """A name for a character that can be seen: space, tab and line end have signs of their own."""
    if character in VISIBLE:
        return VISIBLE[character]
    is_seen = unicodedata.category(character)[0] not in "CZM"
    return character if is_seen else f"U+{ord(character):04X}"


def _characters(file: str) -> tuple[str, NDArray[np.int64]]:
    """The different characters of a file in order, and the number of each one in its text."""
    source = read_beginning(file, MOST_TEXT, what="text")
    if not source.is_whole:
        limit = f"{MOST_TEXT // 2**20} MB"
        raise DataError(f"is larger than {limit}; cut it to a part of that size", file)
    text = source.text.replace("\r\n", "\n").replace("\r", "\n")
    points = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    alphabet, codes = np.unique(points, return_inverse=True)
    if not 2 <= len(alphabet) <= MOST_CHARACTERS:
        allowed = f"between 2 and {MOST_CHARACTERS:,}"
        message = f"has {len(alphabet):,} different characters; {allowed} can be learned"
        raise DataError(f"{message}: choose a text of one language", file)
    return "".join(map(chr, alphabet.tolist())), codes


def _check_amount(data: TextFile, windows: int, characters: int) -> None:
    """Refuse a text of fewer than two windows, and more numbers than memory should hold."""
    if windows < 2:
        message = "is too short for two windows"
        raise DataError(f"{message}; choose a shorter window or a longer text", data.path)
    one_hot = data.characters == "one_hot"
    inputs = (data.window - 1) * (characters if one_hot else np.dtype(np.float64).itemsize)
    most = MOST_MEMORY // (inputs + characters * np.dtype(np.float64).itemsize)
    if windows > most:
        stride = -(-windows * data.stride // most)
        message = f"gives {windows:,} windows, more than memory should hold ({most:,})"
        codes = ", or characters as codes" if one_hot else ""
        raise ExperimentError("data.stride", f"{message}; {stride} would do{codes}")


def _one_hot(codes: NDArray[np.int64], characters: int) -> NDArray[np.uint8]:
    """(windows, time · characters): 1 where a character is, 0 elsewhere."""
    windows, time = codes.shape
    columns = np.zeros((windows, time, characters), dtype=np.uint8)
    np.put_along_axis(columns, codes[:, :, np.newaxis], 1, axis=2)
    return columns.reshape(windows, time * characters)


def _column_names(time: int, names: tuple[str, ...]) -> tuple[str, ...]:
    """x[1], x[2], …; of one-hot characters x[1]=a, x[1]=b, …"""
    places = range(1, time + 1)
    if not names:
        return tuple(f"x[{place}]" for place in places)
    return tuple(f"x[{place}]={name}" for place in places for name in names)


def _bounds(time: int, characters: int, one_hot: bool) -> NDArray[np.float64]:
    columns, last = (time * characters, 1) if one_hot else (time, characters - 1)
    return np.tile([-MARGIN, last + MARGIN], (columns, 1))
