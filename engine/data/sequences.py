"""Sequences made by a rule: a wave to be continued, two values to be added, bits to be counted."""

import numpy as np

from engine.data.raw_samples import RawSamples
from engine.experiment.data import Adding, Parity, SineWave

PERIOD = 20  # steps of a wave
MOST_BITS = 62  # of a sequence whose number fits into an int64
MARGIN = 0.5  # beyond 0 and 1, in pictures


def sine_waves(data: SineWave, rng: np.random.Generator) -> RawSamples:
    """x_k = sin(2πk / 20 + φ) + ε_k for k = 0 … time, with φ ~ U(0, 2π) and ε ~ N(0, ν²).

    The first values are the inputs, (time, 1), the last one is the target. Its own noise cannot be
    predicted: R² reaches 1 - 2ν² at best.
    """
    phase = rng.uniform(0, 2 * np.pi, (data.samples, 1))
    angle = phase + 2 * np.pi * np.arange(data.length + 1) / PERIOD  # (samples, time + 1)
    wave = np.sin(angle) + data.noise * rng.standard_normal(angle.shape)
    reach = 1 + 3 * data.noise
    return RawSamples(
        task="regression",
        class_names=(),
        target_names=(f"x[{data.length + 1}]",),
        column_names=places("x", data.length),
        columns=wave[:, :-1],
        targets=wave[:, -1:],
        bounds=np.tile([-reach, reach], (data.length, 1)),
        kind="sequences",
        shape=(data.length, 1),
    )


def adding(data: Adding, rng: np.random.Generator) -> RawSamples:
    """Pairs (value, mark), (time, 2): t is the sum of the two values whose mark is 1.

    Values are from U(0, 1); one of them is marked in the first half and one in the second, so that
    the first has to be kept for a while. Who always answers 1, the mean, has R² = 0.

    Source: Hochreiter & Schmidhuber 1997, Long Short-Term Memory, section 5.4, in the simpler form
    of Le, Jaitly & Hinton 2015, section 4.1 (arXiv 1504.00941).
    """
    samples, length = data.samples, data.length
    values = rng.uniform(0, 1, (samples, length))
    first = rng.integers(0, length // 2, samples)
    second = rng.integers(length // 2, length, samples)
    marks = np.zeros((samples, length))
    rows = np.arange(samples)
    marks[rows, first] = marks[rows, second] = 1
    names = zip(places("value", length), places("mark", length), strict=True)
    return RawSamples(
        task="regression",
        class_names=(),
        target_names=("sum",),
        column_names=tuple(name for pair in names for name in pair),
        columns=np.stack([values, marks], axis=-1).reshape(samples, 2 * length),
        targets=(values * marks).sum(axis=1, keepdims=True),
        bounds=np.tile([-MARGIN, 1 + MARGIN], (2 * length, 1)),
        kind="sequences",
        shape=(length, 2),
    )


def parity(data: Parity, rng: np.random.Generator) -> RawSamples:
    """Bits (time, 1): class 1, “odd”, where the number of ones is odd.

    No bit is to be ignored and none tells anything by itself. The sequences differ from each other
    as long as there are so many; a test sample is then none that was trained on.
    """
    bits = _bits(data.samples, data.length, rng)
    notes: tuple[str, ...] = ()
    if data.length <= MOST_BITS and data.samples > 2**data.length:
        there_are = f"There are only {2**data.length} sequences of {data.length} bits"
        notes = (f"{there_are}: many samples are equal, some of them in both shares.",)
    return RawSamples(
        task="classification",
        class_names=("even", "odd"),
        target_names=("parity",),
        column_names=places("x", data.length),
        columns=bits,
        targets=bits.sum(axis=1, dtype=np.int64) % 2,
        bounds=np.tile([-MARGIN, 1 + MARGIN], (data.length, 1)),
        notes=notes,
        kind="sequences",
        shape=(data.length, 1),
    )


def _bits(samples: int, length: int, rng: np.random.Generator) -> np.ndarray:
    """Rows of bits, (samples, length) uint8, all different where that can be."""
    if length > MOST_BITS:
        return rng.integers(0, 2, (samples, length), dtype=np.uint8)
    every = 2**length
    whole, rest = divmod(samples, every)
    numbers = rng.permutation(np.repeat(np.arange(every), whole)) if whole else np.arange(0)
    numbers = np.concatenate([numbers, rng.choice(every, rest, replace=False)])
    return (numbers[:, np.newaxis] >> np.arange(length) & 1).astype(np.uint8)


def places(name: str, length: int) -> tuple[str, ...]:
    """The names of a quantity at each time, counted from 1: x[1], x[2], …"""
    return tuple(f"{name}[{place}]" for place in range(1, length + 1))
