"""Arrays of NumPy's (.npz) as samples: which of them are inputs, and what the targets are.

A file can hold pickled Python objects, which run code when they are read; those are refused.
"""

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from tokenize import TokenError
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from engine.data.array_targets import check_finite, read_targets
from engine.data.bounds import column_bounds
from engine.data.images import MOST_BYTES, pixel_bounds, pixel_names
from engine.data.raw_samples import Kind, RawSamples
from engine.data.report import Report
from engine.errors import DataError
from engine.experiment.data import ArrayFile

INPUT_NAMES = ("x_train", "train_images", "x", "inputs", "images", "data", "features")
TARGET_NAMES = ("y_train", "train_labels", "y", "t", "targets", "target", "labels", "label")
CHANNELS = (1, 3)
UNREADABLE = (
    OSError,
    ValueError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
    MemoryError,
    SyntaxError,
    TokenError,  # of a header that is no Python, on Python 3.12
    TypeError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)


@dataclass(frozen=True)
class ArrayInfo:
    """What a file says of one of its arrays, without its numbers."""

    name: str
    shape: tuple[int, ...]
    dtype: np.dtype[Any]


def read_arrays(data: ArrayFile, report: Report) -> RawSamples:
    """Read the arrays that `data` names, or those that look like inputs and targets.

    Where both names hold “train” and arrays of the same names with “test” are there, as in Keras'
    files, those are the test samples. Raises DataError naming the file and the array.
    """
    there = {info.name: info for info in list_arrays(data.path)}
    names = choose_arrays(data, there)
    report(0.1)
    x, y = (_read(data.path, there[name]) for name in names)
    report(0.6)
    own_test = 0
    test = [name.replace("train", "test") for name in names]
    if all("train" in name for name in names) and all(name in there for name in test):
        x_test, y_test = (_read(data.path, there[name]) for name in test)
        x = _joined(data.path, x, x_test, test[0])
        y = _joined(data.path, y, y_test, test[1])
        own_test = len(x_test)
    report(0.9)
    return _samples(data, names, x, y, own_test)


def list_arrays(file: str) -> list[ArrayInfo]:
    """The arrays of a file by their headers, read without their numbers and without unpickling."""
    try:
        with zipfile.ZipFile(file) as archive:
            return [_info(archive, member) for member in archive.infolist()]
    except UNREADABLE as error:
        raise _refusal(file, error) from error


def choose_arrays(data: ArrayFile, there: Mapping[str, ArrayInfo]) -> tuple[str, str]:
    """The names of inputs and targets: those that are given, known ones, or the only two."""
    x = data.inputs or _known(INPUT_NAMES, there)
    y = data.targets or _known(TARGET_NAMES, there)
    if len(there) == 2 and (x is None) != (y is None):
        other = next(name for name in there if name not in (x, y))
        x, y = x or other, y or other
    if len(there) == 2 and x is None and y is None:
        y, x = sorted(there, key=lambda name: prod(there[name].shape[1:]))
    listed = ", ".join(f"“{name}”" for name in list(there)[:8]) or "none"
    for name, role in ((x, "inputs"), (y, "targets")):
        if name is None:
            raise DataError(
                f"does not tell which array holds the {role}; there are {listed}", data.path
            )
        if name not in there:
            raise DataError(
                f"there is no array “{name}” to be the {role}; there are {listed}", data.path
            )
    assert x is not None
    assert y is not None
    if x == y:
        raise DataError("cannot be inputs and targets at once", data.path, None, x)
    return x, y


def _known(names: tuple[str, ...], there: Mapping[str, ArrayInfo]) -> str | None:
    """The first array that has one of these names, in capitals or not."""
    by_name = {name.casefold(): name for name in reversed(list(there))}
    return next((by_name[name] for name in names if name in by_name), None)


def _info(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> ArrayInfo:
    name = member.filename.removesuffix(".npy")
    file = str(archive.filename)
    if name == member.filename:
        raise DataError(f"holds “{name}”, which is no array; only .npy arrays belong there", file)
    with archive.open(member) as stream:
        shape, dtype = _header(stream)
    if dtype.hasobject:
        message = "holds Python objects, which could run any program; save numbers or text"
        raise DataError(message, file, None, name)
    size = prod(shape) * dtype.itemsize
    if size > MOST_BYTES:
        raise DataError(f"is {size:,} bytes large; at most {MOST_BYTES:,} can be", file, None, name)
    if size > member.file_size:
        raise DataError(f"is cut short: {size:,} bytes are promised", file, None, name)
    return ArrayInfo(name, shape, dtype)


def _header(stream: IO[bytes]) -> tuple[tuple[int, ...], np.dtype[Any]]:
    version = np.lib.format.read_magic(stream)
    if version == (1, 0):
        shape, _, dtype = np.lib.format.read_array_header_1_0(stream)
    elif version == (2, 0):
        shape, _, dtype = np.lib.format.read_array_header_2_0(stream)
    else:
        raise ValueError(f"arrays of format {version[0]}.{version[1]} are not known here")
    return shape, dtype


def _read(file: str, info: ArrayInfo) -> NDArray[Any]:
    """The array itself; its size is known to be bounded."""
    if not info.shape:
        raise DataError(
            "is a single number; samples lie along its first axis", file, None, info.name
        )
    try:
        with zipfile.ZipFile(file) as archive, archive.open(f"{info.name}.npy") as stream:
            return np.lib.format.read_array(stream, allow_pickle=False)
    except UNREADABLE as error:
        raise _refusal(file, error, info.name) from error


def _refusal(file: str, error: BaseException, name: str | None = None) -> DataError:
    if isinstance(error, DataError):
        return error
    if isinstance(error, FileNotFoundError):
        return DataError("there is no such file; check its path", file)
    reason = " ".join(str(error).split())[:120] or type(error).__name__
    return DataError(f"cannot be read as a NumPy .npz file ({reason})", file, None, name)


def _joined(file: str, train: NDArray, test: NDArray, name: str) -> NDArray:
    if train.shape[1:] != test.shape[1:] or train.dtype != test.dtype or not len(test):
        message = (
            f"is {test.shape} {test.dtype}; the one to train on is {train.shape} {train.dtype}"
        )
        raise DataError(message, file, None, name)
    return np.concatenate([train, test])


def _samples(
    data: ArrayFile, names: tuple[str, str], x: NDArray, y: NDArray, own_test: int
) -> RawSamples:
    file, (x_name, y_name) = data.path, names
    if len(x) != len(y):
        message = f"holds {len(x):,} samples, but “{y_name}” holds {len(y):,}"
        raise DataError(message, file, None, x_name)
    if len(x) - own_test < 1 or len(x) < 2:
        raise DataError(
            "holds fewer than 2 samples, one to train on and one to test", file, None, x_name
        )
    columns, shape = _columns(x, file, x_name)
    task, class_names, targets = read_targets(y, data.kind, file, y_name)
    kind: Kind = "rows" if shape is None else "images"
    width = columns.shape[1]
    numbered = tuple(f"{x_name} {number + 1}" for number in range(width))
    values = targets.shape[1] if targets.ndim == 2 else 1
    return RawSamples(
        task=task,
        class_names=class_names,
        target_names=(y_name,)
        if values == 1
        else tuple(f"{y_name} {n + 1}" for n in range(values)),
        column_names=numbered if shape is None else pixel_names(shape),
        columns=columns,
        targets=targets,
        bounds=column_bounds(columns) if shape is None else pixel_bounds(columns),
        kind=kind,
        shape=shape,
        own_test=own_test,
    )


def _columns(x: NDArray, file: str, name: str) -> tuple[NDArray[Any], tuple[int, int, int] | None]:
    """Inputs as (samples, columns), bytes or float64, and the shape of an image if it is one."""
    if x.dtype.kind not in "buif":
        raise DataError(f"holds {x.dtype}, not real numbers", file, None, name)
    if not 1 <= x.ndim <= 4 or not x.size:
        raise DataError(f"is of shape {x.shape}; rows have 2 axes, images 3 or 4", file, None, name)
    shape = None
    if x.ndim > 2:
        if x.ndim == 4 and x.shape[3] in CHANNELS and x.shape[1] not in CHANNELS:
            x = np.moveaxis(x, 3, 1)  # (samples, height, width, channels), as Keras has it
        channels = x.shape[1] if x.ndim == 4 else 1
        shape = (channels, x.shape[-2], x.shape[-1])
    rows = np.ascontiguousarray(x).reshape(len(x), -1)
    if rows.dtype == np.uint8:
        return rows, shape
    values = rows.astype(np.float64)
    check_finite(values, file, name)
    return values, shape
