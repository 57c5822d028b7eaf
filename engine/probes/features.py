"""Probes of the data itself: how its features are spread, before and after preparation."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.dataset import Dataset, Facts
from engine.data.scale import Scale
from engine.plane import Range
from engine.probes.histogram import Histogram
from engine.probes.probe import Probe, Values
from engine.run import Run

PART = 2_000_000  # numbers that are counted at once: 16 MB
BYTES = 256


@dataclass(frozen=True)
class Spread:
    """How one feature is spread: both shares over one range, mean and deviation of training."""

    train: Histogram
    test: Histogram
    mean: float
    deviation: float


@dataclass(frozen=True)
class FeatureSpread:
    """A feature as it was measured, and as the network sees it."""

    name: str
    raw: Spread
    prepared: Spread


@dataclass(frozen=True)
class FeatureHistograms(Probe):
    """`count` features from number `first` on, with so many bins.

    The features are the inputs of a table or of the plane; the channels of images, all pixels
    together; the features of sequences, all times together; and of codes the codes themselves.
    """

    first: int = 0
    count: int = 12
    bins: int = 30

    def measure(self, run: Run) -> tuple[FeatureSpread, ...]:
        data = run.dataset
        chosen = range(feature_count(data.facts))[self.first : self.first + self.count]
        return tuple(
            data.once(("feature", number, self.bins), partial(self._feature, data, number))
            for number in chosen
        )

    def _feature(self, data: Dataset, number: int) -> FeatureSpread:
        shares = [feature_values(data, share, number) for share in (data.train, data.test)]
        raw = spread(shares, self.bins)
        scale = number_scale(data.preparation.input_scale, number)
        return FeatureSpread(feature_name(data.facts, number), raw, scaled(raw, scale))


@dataclass(frozen=True)
class ClassCounts:
    """The number of samples of each class, (classes,), for training and for testing."""

    train: NDArray[np.int64]
    test: NDArray[np.int64]


@dataclass(frozen=True)
class TargetBalance(Probe):
    """The class balance; for regression, how the first target is spread."""

    bins: int = 30

    def measure(self, run: Run) -> ClassCounts | FeatureSpread:
        data, bins = run.dataset, self.bins
        return data.once(("balance", bins), lambda: target_balance(data, bins))


@dataclass(frozen=True)
class MeanImages(Probe):
    """The mean of the training images (1 + classes, channels, height, width), of all and of each
    class; at most `classes` of these. None where samples are no images."""

    classes: int = 10

    def measure(self, run: Run) -> Values | None:
        data = run.dataset
        if data.facts.kind != "images":
            return None
        return data.once(("mean images", self.classes), lambda: self._means(data))

    def _means(self, data: Dataset) -> Values:
        shape, count = data.facts.input_shape, min(self.classes, data.facts.class_count)
        classes = data.targets[data.train] if count else np.zeros(0)
        of_classes = [data.train[classes == number] for number in range(count)]
        means = [data.preparation.column_means]
        for numbers in of_classes:
            total = np.zeros(data.columns.shape[1])
            for part in parts(numbers, data.columns.shape[1]):
                total += data.columns[part].sum(axis=0, dtype=np.float64)
            means.append(total / max(len(numbers), 1))
        return np.stack(means).reshape(-1, *shape).astype(np.float32)


def target_balance(data: Dataset, bins: int) -> ClassCounts | FeatureSpread:
    """The class counts, or the spread of the first target."""
    shares = data.train, data.test
    if data.facts.class_count:
        train, test = (
            np.bincount(data.targets[share], minlength=data.facts.class_count) for share in shares
        )
        return ClassCounts(train, test)
    raw = spread([data.targets[share][:, 0] for share in shares], bins)
    scale = data.preparation.target_scale
    return FeatureSpread(data.facts.target_names[0], raw, scaled(raw, number_scale(scale, 0)))


def feature_count(facts: Facts) -> int:
    """How many features there are, in the sense of FeatureHistograms."""
    shape = facts.input_shape
    counts = {"images": shape[0], "sequences": shape[-1], "codes": 1}
    return counts.get(facts.kind, len(facts.input_names))


def feature_name(facts: Facts, number: int) -> str:
    """The name of a feature of a table or of the plane; "" where they have none."""
    return facts.input_names[number] if facts.kind == "rows" else ""


def feature_values(data: Dataset, share: NDArray[np.int64], number: int) -> NDArray[Any]:
    """All values of a feature before scaling, in one row."""
    facts, shape = data.facts, data.facts.input_shape
    if facts.kind == "rows":
        functions = data.preparation.functions
        if not functions:
            return data.columns[share, number]
        return data.preparation.unscaled(data.columns[share])[:, number]
    if facts.kind == "codes":
        return data.columns[share].reshape(-1)
    rows = data.columns[share].reshape(-1, *shape)
    return (rows[:, number] if facts.kind == "images" else rows[..., number]).reshape(-1)


def number_scale(scale: Scale | None, number: int) -> Scale:
    """The scale of one of several numbers; without one, they stay as they are."""
    if scale is None:
        return Scale(np.zeros(1), np.ones(1))
    place = number if len(scale.offset) > 1 else 0
    return Scale(scale.offset[place : place + 1], scale.spread[place : place + 1])


def spread(shares: list[NDArray[Any]], bins: int) -> Spread:
    """The spread of training and test values over the range that holds both."""
    train, test = shares
    if train.dtype == np.uint8:
        return byte_spread(train, test, bins)
    filled = [share for share in shares if len(share)]
    low, high = min(float(s.min()) for s in filled), max(float(s.max()) for s in filled)
    over = (low, high) if high > low else (low - 0.5, high + 0.5)
    return Spread(
        Histogram.of(train, bins, over),
        Histogram.of(test, bins, over),
        float(train.mean(dtype=np.float64)),
        float(train.std(dtype=np.float64)),
    )


def byte_spread(train: NDArray[np.uint8], test: NDArray[np.uint8], bins: int) -> Spread:
    """The same of bytes, of which there are many: how often each occurs says all."""
    levels = np.arange(float(BYTES))
    train_counts, test_counts = level_counts(train), level_counts(test)
    present = np.flatnonzero(train_counts + test_counts)
    low, high = float(present[0]), float(present[-1])
    over = (low, high) if high > low else (low - 0.5, high + 0.5)
    total = train_counts.sum()
    mean = float(train_counts @ levels / total)
    deviation = float(np.sqrt(train_counts @ np.square(levels - mean) / total))
    return Spread(
        counted_levels(train_counts, bins, over),
        counted_levels(test_counts, bins, over),
        mean,
        deviation,
    )


def level_counts(values: NDArray[np.uint8]) -> NDArray[np.int64]:
    """How often each byte occurs, (256,)."""
    counts = np.zeros(BYTES, dtype=np.int64)
    for start in range(0, len(values), PART):
        counts += np.bincount(values[start : start + PART], minlength=BYTES)
    return counts


def counted_levels(counts: NDArray[np.int64], bins: int, over: Range) -> Histogram:
    """The histogram of bytes of which each occurs `counts` (256,) times."""
    low, high = over
    places = ((np.arange(BYTES) - low) * (bins / (high - low))).astype(np.int64)
    binned = np.zeros(bins, dtype=np.int64)
    np.add.at(binned, np.clip(places, 0, bins - 1), counts)
    return Histogram(binned, low, high)


def scaled(raw: Spread, scale: Scale) -> Spread:
    """The same values after scaling: (value - offset) / spread moves the bins, not the counts."""
    ends = np.array([raw.train.low, raw.train.high, raw.mean])
    low, high, mean = scale.apply(ends).tolist()
    return Spread(
        Histogram(raw.train.counts, low, high),
        Histogram(raw.test.counts, low, high),
        mean,
        raw.deviation / float(scale.spread[0]),
    )


def parts(numbers: NDArray[np.int64], columns: int) -> list[NDArray[np.int64]]:
    """Sample numbers in parts of which none holds more than PART numbers of the data."""
    rows = max(1, PART // columns)
    return [numbers[start : start + rows] for start in range(0, len(numbers), rows)]
