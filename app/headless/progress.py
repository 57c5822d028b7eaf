"""Progress on the terminal: how far a training run is, with its losses, or a download."""

import math
import sys
import time
from typing import Protocol, TextIO

from tqdm import tqdm

from engine.curve import Metrics


class Progress(Protocol):
    """Is shown one point of the learning curve after another, and closed at the end."""

    def show(self, metrics: Metrics) -> None:
        """Show where training stands."""

    def close(self) -> None:
        """Show nothing more."""


class ProgressBar:
    """A bar that is drawn anew in its place: for a person at a terminal."""

    def __init__(self, epochs: int, stream: TextIO) -> None:
        self._bar = tqdm(total=epochs, unit=" epochs", file=stream, dynamic_ncols=True)

    def show(self, metrics: Metrics) -> None:
        """Move the bar to this epoch; it is drawn ten times a second at most."""
        self._bar.set_postfix_str(losses(metrics), refresh=False)
        self._bar.update(metrics.epoch - self._bar.n)

    def close(self) -> None:
        """Leave the bar standing and go on below it."""
        self._bar.refresh()
        self._bar.close()


class ProgressLines:
    """A line now and then: for a file or another program that reads along."""

    def __init__(self, epochs: int, stream: TextIO, seconds: float = 5.0) -> None:
        self._epochs = epochs
        self._stream = stream
        self._seconds = seconds
        self._next = time.monotonic()  # the first epoch is told at once

    def show(self, metrics: Metrics) -> None:
        """Write a line if the last one is `seconds` old."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + self._seconds
            text = f"epoch {metrics.epoch} of {self._epochs}: {losses(metrics)}"
            print(text, file=self._stream, flush=True)

    def close(self) -> None:
        """Nothing stands open."""


def progress(epochs: int) -> Progress:
    """Return what suits the place where standard error goes."""
    if sys.stderr.isatty():
        return ProgressBar(epochs, sys.stderr)
    return ProgressLines(epochs, sys.stderr)


class CountProgress(Protocol):
    """Is shown how many bytes or steps are there, and closed at the end."""

    def show(self, done: int) -> None:
        """Show how much is there."""

    def close(self) -> None:
        """Show nothing more."""


class ByteBar:
    """A bar with megabytes, speed and time left: for a person at a terminal."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self._bar = tqdm(total=total, unit="B", unit_scale=True, file=stream, dynamic_ncols=True)

    def show(self, done: int) -> None:
        """Move the bar; it is drawn ten times a second at most."""
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Leave the bar standing and go on below it."""
        self._bar.refresh()
        self._bar.close()


class ByteLines:
    """A line at each tenth of the way: for a file or another program that reads along."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self._total = total
        self._stream = stream
        self._told = -1

    def show(self, done: int) -> None:
        """Write a line where another tenth is there."""
        tenth = 10 * done // self._total
        if tenth > self._told:
            self._told = tenth
            text = f"{10 * tenth} % of {self._total / 1e6:.1f} MB"
            print(text, file=self._stream, flush=True)

    def close(self) -> None:
        """Nothing stands open."""


def byte_progress(total: int) -> CountProgress:
    """Return what suits the place where standard error goes."""
    return ByteBar(total, sys.stderr) if sys.stderr.isatty() else ByteLines(total, sys.stderr)


class StepBar:
    """A bar over steps: for a person at a terminal."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self._bar = tqdm(total=total, unit=" steps", file=stream, dynamic_ncols=True)

    def show(self, done: int) -> None:
        """Move the bar; it is drawn ten times a second at most."""
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Leave the bar standing and go on below it."""
        self._bar.refresh()
        self._bar.close()


class StepLines:
    """A line now and then: for a file or another program that reads along."""

    def __init__(self, total: int, stream: TextIO, seconds: float = 5.0) -> None:
        self._total = total
        self._stream = stream
        self._seconds = seconds
        self._next = time.monotonic() + seconds

    def show(self, done: int) -> None:
        """Write a line if the last one is `seconds` old."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + self._seconds
            print(f"step {done} of {self._total}", file=self._stream, flush=True)

    def close(self) -> None:
        """Nothing stands open."""


def step_progress(total: int) -> CountProgress:
    """Return what suits the place where standard error goes."""
    return StepBar(total, sys.stderr) if sys.stderr.isatty() else StepLines(total, sys.stderr)


def losses(metrics: Metrics) -> str:
    """Return the two losses in words; a test loss only where there is test data."""
    train = f"train loss {metrics.train_loss:.4g}"
    if math.isnan(metrics.test_loss):
        return train
    return f"{train}, test loss {metrics.test_loss:.4g}"
