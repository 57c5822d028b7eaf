"""Data: made by a formula or read from a file, split for testing, prepared for a network."""

import numpy as np

from engine.data.dataset import Dataset, Facts
from engine.data.plane_sets import make_points
from engine.data.preparation import DISPLAY_NAMES, Preparation
from engine.data.raw_samples import RawSamples
from engine.data.split import split
from engine.data.table import read_table
from engine.errors import ExperimentError
from engine.experiment.data import AnyData, Plane, Table


def load_data(data: AnyData, seed: int) -> Dataset:
    """Make or read the data that an experiment names.

    The points and the split have random streams of their own, [seed, 0] and [seed, 1], so that
    another share for testing leaves every point where it is.

    Raises DataError when a file cannot be used and ExperimentError when a setting does not fit.
    """
    if isinstance(data, Table):
        samples = read_table(data)
    else:
        samples = make_points(data, np.random.default_rng([seed, 0]))
    classes = samples.targets.astype(np.int64) if samples.task == "classification" else None
    rng = np.random.default_rng([seed, 1])
    train, test = split(len(samples.columns), data.test_share, classes, rng)
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
    )


def _preparation(data: AnyData, samples: RawSamples, train: np.ndarray) -> Preparation:
    columns = samples.columns[train]
    if isinstance(data, Plane):
        return Preparation.fitted(columns, data.scaling, functions=data.inputs)
    regression = samples.task == "regression"
    targets = samples.targets[train].astype(np.float64) if regression else None
    return Preparation.fitted(columns, data.scaling, targets=targets)
