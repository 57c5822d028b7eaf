"""Samples made by hand, in the place of files and downloads, for all data that has to be read."""

import numpy as np

from engine.data.raw_samples import RawSamples
from engine.data.report import Report
from engine.experiment.data import Adding, AnyData, CurveValues, ImageFolder, SequenceData, TextFile

IMAGES = 40


def made_by_hand(data: AnyData, rng: np.random.Generator, report: Report) -> RawSamples:
    """Samples of the shape that such data has."""
    if isinstance(data, CurveValues):
        x = rng.uniform(-6, 6, (data.samples, 1))
        return _samples(x, np.sin(x))
    if isinstance(data, SequenceData):
        features = 2 if isinstance(data, Adding) else 1
        values = rng.uniform(0, 1, (data.samples, data.length * features))
        return _samples(values, values[:, :1], "sequences", (data.length, features))
    if isinstance(data, TextFile):
        codes = rng.integers(0, 3, (50, data.window - 1)).astype(np.float64)
        return _classes(codes, "abc", "codes", (data.window - 1,))
    width, height = (data.width, data.height) if isinstance(data, ImageFolder) else (4, 3)
    pixels = rng.integers(0, 255, (IMAGES, height * width)).astype(np.uint8)
    return _classes(pixels, "abc", "images", (1, height, width), own_test=10)


def _samples(columns, targets, kind="rows", shape=None) -> RawSamples:
    return RawSamples(
        task="regression",
        class_names=(),
        target_names=("t",),
        column_names=tuple(f"c{index}" for index in range(columns.shape[1])),
        columns=columns,
        targets=targets,
        bounds=np.tile([-6.0, 6.0], (columns.shape[1], 1)),
        kind=kind,
        shape=shape,
    )


def _classes(columns, names, kind, shape, own_test=0) -> RawSamples:
    return RawSamples(
        task="classification",
        class_names=tuple(names),
        target_names=("class",),
        column_names=tuple(f"c{index}" for index in range(columns.shape[1])),
        columns=columns,
        targets=np.arange(len(columns)) % len(names),
        bounds=np.tile([0.0, 255.0], (columns.shape[1], 1)),
        kind=kind,
        shape=shape,
        own_test=own_test,
    )
