"""Data: made by a formula or read from a file, split for testing, prepared for a network."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.data.array_file import read_arrays
from engine.data.curves import make_curve
from engine.data.dataset import Dataset, Facts
from engine.data.downloaded import read_downloaded
from engine.data.drawn import drawn_curve, drawn_points
from engine.data.gaps import filled
from engine.data.idx import read_idx
from engine.data.late import BUNDLED, IMAGE_FOLDER, call_late
from engine.data.plane_sets import make_points
from engine.data.preparation import Preparation, input_names
from engine.data.raw_samples import RawSamples
from engine.data.report import Report, silent
from engine.data.sequences import adding, parity, sine_waves
from engine.data.split import Indices, split
from engine.data.table import read_table
from engine.data.text import read_characters
from engine.errors import ExperimentError
from engine.experiment.data import (
    Adding,
    AnyData,
    ArrayFile,
    Bundled,
    CurveValues,
    Data,
    Download,
    Drawn,
    DrawnCurve,
    Idx,
    ImageFolder,
    Made,
    Parity,
    Plane,
    SineWave,
    Table,
    TextFile,
)

Loader = Callable[[Any, np.random.Generator, Report], RawSamples]


# How the samples of each kind of data come about; a kind of data is also its subclasses.
LOADERS: Mapping[type[Data], Loader] = MappingProxyType(
    {
        Made: lambda data, rng, report: make_points(data, rng),
        Drawn: lambda data, rng, report: drawn_points(data),
        DrawnCurve: lambda data, rng, report: drawn_curve(data),
        Table: lambda data, rng, report: read_table(data, report),
        Idx: lambda data, rng, report: read_idx(data, report),
        ArrayFile: lambda data, rng, report: read_arrays(data, report),
        Download: lambda data, rng, report: read_downloaded(data, report),
        ImageFolder: lambda data, rng, report: call_late(
            IMAGE_FOLDER, "read_image_folder", data, report
        ),
        Bundled: lambda data, rng, report: call_late(BUNDLED, "read_bundled", data, report),
        CurveValues: lambda data, rng, report: make_curve(data, rng),
        SineWave: lambda data, rng, report: sine_waves(data, rng),
        Adding: lambda data, rng, report: adding(data, rng),
        Parity: lambda data, rng, report: parity(data, rng),
        TextFile: lambda data, rng, report: read_characters(data, report),
    }
)


def load_data(data: AnyData, seed: int, report: Report = silent) -> Dataset:
    """Make or read the data that an experiment names, split and prepare it.

    Raises DataError when a file cannot be used, ExperimentError when a setting does not fit, and
    Cancelled when `report` gives up.
    """
    return prepare_data(read_data(data, seed, report), data, seed)


def read_data(data: AnyData, seed: int, report: Report = silent) -> RawSamples:
    """Make or read the samples, all together. Raises errors like `load_data`.

    The points and the split have random streams of their own, [seed, 0] and [seed, 1], so that
    another share for testing leaves every point where it is.
    """
    return _loader(data)(data, np.random.default_rng([seed, 0]), report)


def prepare_data(samples: RawSamples, data: AnyData, seed: int) -> Dataset:
    """Split the samples that `data` gave, and fit to them what makes inputs of them.

    Raises ExperimentError where the split leaves nothing to train on.
    """
    train, test = _split(samples, data, np.random.default_rng([seed, 1]))
    if not len(train):
        raise ExperimentError("data.test_share", "leaves no sample to train on; lower it")
    if samples.has_gaps:
        columns = filled(samples.columns, train, samples.column_names)
        samples = replace(samples, columns=columns, has_gaps=False)
    return Dataset(
        facts=_facts(data, samples, train, test),
        columns=samples.columns,
        targets=samples.targets,
        train=train,
        test=test,
        bounds=samples.bounds,
        preparation=_preparation(data, samples, train),
    )


def _loader(data: AnyData) -> Loader:
    return next(loader for kind, loader in LOADERS.items() if isinstance(data, kind))


def _split(
    samples: RawSamples, data: AnyData, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of the training and of the test samples; the data's own, where it has them."""
    count = len(samples.columns)
    if samples.own_test:
        return np.arange(count - samples.own_test), np.arange(count - samples.own_test, count)
    classes = samples.targets.astype(np.int64) if samples.task == "classification" else None
    return split(count, data, classes, rng)


def _facts(data: AnyData, samples: RawSamples, train: Indices, test: Indices) -> Facts:
    if isinstance(data, Plane):
        names = input_names(data, samples.column_names)
    else:
        names = samples.column_names
    return Facts(
        task=samples.task,
        class_names=samples.class_names,
        target_names=samples.target_names,
        column_names=samples.column_names,
        input_names=names,
        train_samples=len(train),
        test_samples=len(test),
        notes=samples.notes,
        kind=samples.kind,
        shape=samples.shape,
        has_own_test=samples.own_test > 0,
        class_counts=(_class_counts(samples, train), _class_counts(samples, test)),
    )


def _class_counts(samples: RawSamples, chosen: Indices) -> tuple[int, ...]:
    """How many of the chosen samples are of each class."""
    if samples.task == "regression":
        return ()
    classes = samples.targets[chosen].astype(np.int64)
    counts = np.bincount(classes, minlength=len(samples.class_names))
    return tuple(int(count) for count in counts)


def _preparation(data: AnyData, samples: RawSamples, train: np.ndarray) -> Preparation:
    columns = samples.columns[train]
    regression = samples.task == "regression"
    targets = samples.targets[train].astype(np.float64) if regression else None
    if isinstance(data, Plane):
        own_values = targets if isinstance(data, Drawn) and data.axes else None
        return Preparation.fitted(columns, data.scaling, data.inputs, own_values)
    scaling = "none" if samples.kind == "codes" else data.scaling  # they are names, not amounts
    together = samples.kind != "rows"
    return Preparation.fitted(columns, scaling, targets=targets, together=together)
