"""The real data sets that come with scikit-learn, as samples to learn from.

The only module that imports scikit-learn's data sets, which takes two seconds: whoever needs it
imports it then, and never on the thread that draws the window.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from sklearn import datasets

from engine.data.bounds import column_bounds
from engine.data.images import image_samples
from engine.data.raw_samples import RawSamples
from engine.data.report import Report
from engine.experiment.data import Bundled

DIGIT_SHAPE = (1, 8, 8)
MOST_INK = 16  # the grey values of the digits are 0 to 16
FLOWERS_AND_MORE: Mapping[str, Callable[[], Any]] = MappingProxyType(
    {
        "iris": datasets.load_iris,
        "wine": datasets.load_wine,
        "breast_cancer": datasets.load_breast_cancer,
        "diabetes": lambda: datasets.load_diabetes(scaled=False),  # in the patients' own units
        "linnerud": datasets.load_linnerud,
    }
)


def read_bundled(data: Bundled, report: Report) -> RawSamples:
    """One of the sets by its name; the digits are images, all others rows of measurements."""
    samples = _digits() if data.name == "digits" else _rows(data)
    report(1.0)
    return samples


def _digits() -> RawSamples:
    """1,797 handwritten digits of 8 × 8; their grey values are spread from 0–16 to 0–255."""
    bunch = datasets.load_digits()
    pixels = np.round(bunch.data * (255 / MOST_INK)).astype(np.uint8)  # (samples, 64)
    names = tuple(str(name) for name in bunch.target_names)
    return image_samples(pixels, bunch.target.astype(np.int64), names, DIGIT_SHAPE)


def _rows(data: Bundled) -> RawSamples:
    bunch = FLOWERS_AND_MORE[data.name]()
    columns = np.asarray(bunch.data, dtype=np.float64)
    classifies = data.task == "classification"
    names = tuple(str(name) for name in bunch.target_names) if "target_names" in bunch else ()
    targets = np.asarray(bunch.target)
    return RawSamples(
        task=data.task,
        class_names=names if classifies else (),
        target_names=("class",) if classifies else names or ("disease progression",),
        column_names=tuple(str(name) for name in bunch.feature_names),
        columns=columns,
        targets=targets.astype(np.int64) if classifies else targets.reshape(len(columns), -1) * 1.0,
        bounds=column_bounds(columns),
    )
