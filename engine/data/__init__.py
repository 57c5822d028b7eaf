"""Data: made by a formula or read from a file, split for testing, prepared for a network."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.data.dataset import Dataset, Facts
from engine.data.drawn import drawn_curve, drawn_points
from engine.data.plane_sets import make_points
from engine.data.preparation import DISPLAY_NAMES, Preparation
from engine.data.raw_samples import RawSamples
from engine.data.report import Report, silent
from engine.data.split import split
from engine.data.table import read_table
from engine.errors import ExperimentError
from engine.experiment.data import AnyData, Data, Drawn, DrawnCurve, Made, Plane, Table

Loader = Callable[[Any, np.random.Generator, Report], RawSamples]

# How the samples of each kind of data come about; a kind of data is also its subclasses.
LOADERS: Mapping[type[Data], Loader] = MappingProxyType(
    {
        Made: lambda data, rng, report: make_points(data, rng),
        Drawn: lambda data, rng, report: drawn_points(data),
        DrawnCurve: lambda data, rng, report: drawn_curve(data),
        Table: lambda data, rng, report: read_table(data),
    }
)


def load_data(data: AnyData, seed: int, report: Report = silent) -> Dataset:
    """Make or read the data that an experiment names.

    The points and the split have random streams of their own, [seed, 0] and [seed, 1], so that
    another share for testing leaves every point where it is.

    Raises DataError when a file cannot be used, ExperimentError when a setting does not fit, and
    Cancelled when `report` gives up.
    """
    samples = raw_samples(data, seed, report)
    train, test = _split(samples, data, np.random.default_rng([seed, 1]))
    if not len(train):
        raise ExperimentError("data.test_share", "leaves no sample to train on; lower it")
    return Dataset(
        facts=_facts(data, samples, len(train), len(test)),
        columns=samples.columns,
        targets=samples.targets,
        train=train,
        test=test,
        bounds=samples.bounds,
        preparation=_preparation(data, samples, train),
    )


def raw_samples(data: AnyData, seed: int, report: Report = silent) -> RawSamples:
    """The samples alone, neither split nor prepared; raises as `load_data` does."""
    return _loader(data)(data, np.random.default_rng([seed, 0]), report)


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


def _facts(data: AnyData, samples: RawSamples, train: int, test: int) -> Facts:
    if isinstance(data, Plane):
        input_names = tuple(DISPLAY_NAMES[name] for name in data.inputs)
    else:
        input_names = samples.column_names
    return Facts(
        task=samples.task,
        class_names=samples.class_names,
        target_names=samples.target_names,
        column_names=samples.column_names,
        input_names=input_names,
        train_samples=train,
        test_samples=test,
        notes=samples.notes,
        kind=samples.kind,
        shape=samples.shape,
        has_own_test=samples.own_test > 0,
    )


def _preparation(data: AnyData, samples: RawSamples, train: np.ndarray) -> Preparation:
    columns = samples.columns[train]
    if isinstance(data, Plane):
        return Preparation.fitted(columns, data.scaling, functions=data.inputs)
    regression = samples.task == "regression"
    targets = samples.targets[train].astype(np.float64) if regression else None
    scaling = "none" if samples.kind == "codes" else data.scaling  # they are names, not amounts
    together = samples.kind != "rows"
    return Preparation.fitted(columns, scaling, targets=targets, together=together)
