"""CIFAR-10 in its binary version: records of one label byte and 3 · 32 · 32 bytes of colours.

Source: A. Krizhevsky, "Learning multiple layers of features from tiny images", 2009.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.archive import members
from engine.data.images import image_samples
from engine.data.raw_samples import RawSamples
from engine.data.report import Report
from engine.errors import DataError

SHAPE = (3, 32, 32)
PIXELS = 3 * 32 * 32
RECORDS = 10_000  # in each of the batches
FOLDER = "cifar-10-batches-bin"
TRAIN = tuple(f"{FOLDER}/data_batch_{number}.bin" for number in range(1, 6))
TEST = (f"{FOLDER}/test_batch.bin",)


def read_cifar(
    file: str | Path, most: int | None, names: tuple[str, ...], report: Report
) -> RawSamples:
    """The images of the archive, at most so many to train on; the test images come last."""
    batches: dict[str, NDArray[np.uint8]] = {}
    for name, content in members(file, TRAIN + TEST, RECORDS * (1 + PIXELS)):
        batches[name] = _records(content, name, file, len(names))
        report(len(batches) / len(TRAIN + TEST))
    missing = [name for name in TRAIN + TEST if name not in batches]
    if missing:
        raise DataError(f"does not hold {missing[0]}; is it CIFAR-10's binary version?", file)
    train = np.concatenate([batches.pop(name) for name in TRAIN])[:most]
    test = np.concatenate([batches.pop(name) for name in TEST])
    records = np.concatenate([train, test])
    classes = records[:, 0].astype(np.int64)
    pixels = np.ascontiguousarray(records[:, 1:])
    return image_samples(pixels, classes, names, SHAPE, own_test=len(test))


def _records(content: bytes, name: str, file: str | Path, classes: int) -> NDArray[np.uint8]:
    """The records of a batch, (records, 1 + pixels)."""
    if not content or len(content) % (1 + PIXELS):
        message = f"{name} is {len(content):,} bytes long, not a multiple of {1 + PIXELS:,}"
        raise DataError(message, file)
    records = np.frombuffer(content, np.uint8).reshape(-1, 1 + PIXELS)
    if records[:, 0].max() >= classes:
        message = f"{name} holds the label {records[:, 0].max()}; the classes are 0 to 9"
        raise DataError(message, file)
    return records
