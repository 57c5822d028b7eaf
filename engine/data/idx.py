"""IDX files hold the images and labels of MNIST: a short header, then plain bytes.

Source: LeCun, Cortes & Burges, "The MNIST database of handwritten digits". A file begins with two
zero bytes, the type of its numbers (8: unsigned bytes) and how many dimensions there are, then
their sizes as big-endian 32-bit numbers; it may be compressed with gzip as a whole.
"""

import gzip
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from engine.data.images import MOST_BYTES, image_samples
from engine.data.raw_samples import RawSamples
from engine.data.report import Report
from engine.errors import DataError
from engine.experiment.data import Idx

UNSIGNED_BYTE = 8
TYPES = {9: "signed bytes", 11: "16-bit", 12: "32-bit", 13: "float", 14: "double"}
GZIP_MAGIC = b"\x1f\x8b"
MOST_PACKED = 1100  # gzip makes at most about 1,032 bytes out of one
PIECE = 2**22  # bytes read at once, between two reports

Bytes = NDArray[np.uint8]


@dataclass(frozen=True)
class IdxFiles:
    """The files of a data set; those of the test samples may be absent."""

    images: str
    labels: str
    test_images: str | None = None
    test_labels: str | None = None


def read_idx(data: Idx, report: Report) -> RawSamples:
    """Read the files that `data` names; each different label is a class, called by its number.

    Raises DataError naming the file when one is missing, cut short, of another format, or does not
    go with the others.
    """
    files = IdxFiles(data.images, data.labels, data.test_images, data.test_labels)
    return idx_samples(files, data.samples, None, report)


def idx_samples(
    files: IdxFiles, most: int | None, names: tuple[str, ...] | None, report: Report
) -> RawSamples:
    """Images and labels of these files, at most so many to train on; the test ones come last.

    `names` are those of the classes 0, 1, 2 …; None: the labels are called by their numbers.
    """
    labels = read_labels(files.labels)
    test_labels = None if files.test_labels is None else read_labels(files.test_labels)
    with _opened(files.images) as stream:
        sizes = _image_sizes(stream, files.images, len(labels), files.labels)
        train = len(labels) if most is None else min(most, len(labels))
        test = 0 if test_labels is None else len(test_labels)
        shape = _shape(sizes, files.images)
        pixels = _room(train + test, prod(shape), files.images)
        is_whole = train == len(labels)
        share = train / (train + test)
        _fill(stream, files.images, pixels[:train], lambda done: report(share * done), is_whole)
    if files.test_images is not None and test_labels is not None:
        _read_test(files, pixels[train:], shape, lambda done: report(share + (1 - share) * done))
        labels = np.concatenate([labels[:train], test_labels])
    classes, class_names = _classes(labels if test else labels[:train], files.labels, names)
    return image_samples(pixels, classes, class_names, shape, own_test=test)


def read_labels(file: str) -> Bytes:
    """The labels of an IDX file, (samples,)."""
    with _opened(file) as stream:
        sizes = _header(stream, file)
        if len(sizes) != 1:
            message = f"has {len(sizes)} dimensions, as images have; labels have 1"
            raise DataError(f"{message}: are images and labels interchanged?", file)
        if sizes[0] < 2:
            raise DataError("holds fewer than 2 labels, one to train on and one to test", file)
        _check_size(file, sizes[0])
        labels = np.empty((sizes[0], 1), np.uint8)
        _fill(stream, file, labels, lambda done: None, is_whole=True)
    return labels[:, 0]


def first_images(file: str, count: int) -> Bytes:
    """The first grey images of a file, (count, height, width), for a picture of it."""
    with _opened(file) as stream:
        sizes = _header(stream, file)
        if len(sizes) != 3 or sizes[0] < count:
            raise DataError(f"does not hold {count} grey images", file)
        images = _room(count, prod(sizes[1:]), file)
        _fill(stream, file, images, lambda done: None, is_whole=False)
    return images.reshape(count, *sizes[1:])


def _read_test(files: IdxFiles, pixels: Bytes, shape: tuple[int, ...], report: Report) -> None:
    file, labels = files.test_images, files.test_labels
    assert file is not None
    assert labels is not None
    with _opened(file) as stream:
        sizes = _image_sizes(stream, file, len(pixels), labels)
        if _shape(sizes, file) != shape:
            was, other = ("×".join(map(str, each)) for each in (_shape(sizes, file), shape))
            raise DataError(f"holds images of {was}; those to train on are {other}", file)
        _fill(stream, file, pixels, report, is_whole=True)


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    """A file, unpacked where gzip has packed it; what goes wrong with it is a DataError."""
    try:
        with Path(file).open("rb") as packed:
            is_packed = packed.peek(2)[:2] == GZIP_MAGIC
            with gzip.GzipFile(fileobj=packed) if is_packed else packed as stream:
                yield stream  # type: ignore[misc]
    except EOFError as error:
        raise DataError("is cut short: its gzip data ends too early", file) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise DataError(f"is damaged: its gzip data cannot be unpacked ({error})", file) from error
    except (OSError, ValueError) as error:
        if isinstance(error, DataError):
            raise
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(f"cannot be read ({reason}); check its path", file) from error


def _header(stream: BinaryIO, file: str) -> tuple[int, ...]:
    """The sizes of the dimensions; the stream then stands at the first number."""
    start = stream.read(4)
    if len(start) < 4 or start[:2] != b"\0\0" or not 1 <= start[3] <= 4:
        found = start.hex(" ").upper() or "nothing"
        message = f"is not an IDX file: it begins with {found}"
        raise DataError(f"{message}; MNIST's images begin with 00 00 08 03, labels with 01", file)
    if start[2] != UNSIGNED_BYTE:
        kind = TYPES.get(start[2], f"type {start[2]}")
        raise DataError(f"holds {kind} numbers; only unsigned bytes (type 8) can be read", file)
    sizes = stream.read(4 * start[3])
    if len(sizes) < 4 * start[3]:
        raise DataError("is cut short: it ends within its header", file)
    return struct.unpack(f">{start[3]}I", sizes)


def _image_sizes(stream: BinaryIO, file: str, labels: int, label_file: str) -> tuple[int, ...]:
    """The sizes of an images' file, (images, height, width) or with channels; 1 for each label."""
    sizes = _header(stream, file)
    if len(sizes) < 3:
        message = f"has {len(sizes)} dimension{'s' * (len(sizes) > 1)}; images have 3 or 4"
        raise DataError(f"{message}: are images and labels interchanged?", file)
    if sizes[0] != labels:
        message = f"holds {sizes[0]:,} images, but {Path(label_file).name} holds {labels:,} labels"
        raise DataError(message, file)
    _check_size(file, prod(sizes))
    return sizes


def _shape(sizes: tuple[int, ...], file: str) -> tuple[int, int, int]:
    """The shape of an image, (channels, height, width)."""
    shape = (1, *sizes[1:]) if len(sizes) == 3 else sizes[1:]
    if prod(shape) == 0:
        raise DataError(f"holds images without pixels ({shape[-1]} × {shape[-2]})", file)
    channels, height, width = shape
    return channels, height, width


def _check_size(file: str, expected: int) -> None:
    """Refuse a header that promises more than the file can hold, before room is made for it."""
    size = Path(file).stat().st_size
    if expected > MOST_BYTES:
        raise DataError(f"says it holds {expected:,} bytes; at most {MOST_BYTES:,} can be", file)
    if expected > size * MOST_PACKED:
        raise DataError(f"is cut short: its header promises {expected:,} bytes", file)


def _room(samples: int, pixels: int, file: str) -> Bytes:
    if samples * pixels > MOST_BYTES:
        raise DataError(f"needs {samples * pixels:,} bytes; at most {MOST_BYTES:,} can be", file)
    return np.empty((samples, pixels), np.uint8)


def _fill(stream: BinaryIO, file: str, rows: Bytes, report: Report, is_whole: bool) -> None:
    """Read the bytes that come next into `rows`; `is_whole`: nothing may come after them."""
    room, done = rows.reshape(-1), 0
    while done < len(room):
        read = stream.readinto(room[done : done + PIECE])  # type: ignore[attr-defined]
        if not read:
            message = f"is cut short: {done:,} of {len(room):,} bytes are there"
            raise DataError(message, file)
        done += read
        report(done / len(room))
    if is_whole and stream.read(1):
        raise DataError(f"goes on after the {len(room):,} bytes that its header promises", file)


def _classes(
    labels: Bytes, file: str, names: tuple[str, ...] | None
) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """The class of each sample, counted from 0, and what the classes are called."""
    if names is not None:
        if labels.max() >= len(names):
            message = f"holds the label {labels.max()}; the classes are 0 to {len(names) - 1}"
            raise DataError(message, file)
        return labels.astype(np.int64), names
    present = np.flatnonzero(np.bincount(labels, minlength=256))
    if len(present) < 2:
        raise DataError(f"every label is {present[0]}; at least 2 classes are needed", file)
    return np.searchsorted(present, labels).astype(np.int64), tuple(map(str, present.tolist()))
