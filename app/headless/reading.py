"""Reading the data of a run, with progress on the terminal where it takes a while."""

import time
from typing import TextIO

from tqdm import tqdm

from engine.data import load_data
from engine.data.dataset import Dataset
from engine.experiment.experiment import Experiment

SOON = 0.3  # seconds until a person at a terminal is told
EVERY = 5.0  # seconds from one line to the next, for a file or another program that reads along


def read(experiment: Experiment, stream: TextIO) -> Dataset:
    """The data of an experiment; `stream` is told how much of it is read.

    DataError or ExperimentError where it cannot be used.
    """
    if stream.isatty():
        return _read_with_bar(experiment, stream)
    return load_data(experiment.data, experiment.seed, _Lines(stream).show)


def _read_with_bar(experiment: Experiment, stream: TextIO) -> Dataset:
    with tqdm(
        total=100,
        desc="reading data",
        bar_format="{desc}: {percentage:3.0f} %|{bar}| {elapsed}<{remaining}",
        file=stream,
        dynamic_ncols=True,
        delay=SOON,
        leave=False,
    ) as bar:
        return load_data(
            experiment.data, experiment.seed, lambda share: bar.update(100 * share - bar.n)
        )


class _Lines:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._next = time.monotonic() + EVERY

    def show(self, share: float) -> None:
        """Write a line if the last one is old enough."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + EVERY
            print(f"reading data: {share:.0%}", file=self._stream, flush=True)
