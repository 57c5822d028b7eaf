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


class Bar:
    """A bar that is drawn anew in its place, ten times a second at most: for a person."""

    def __init__(self, total: int, unit: str, stream: TextIO) -> None:
        self._bar = tqdm(
            total=total, unit=unit, unit_scale=unit == "B", file=stream, dynamic_ncols=True
        )

    def move(self, done: int) -> None:
        """Show that so much is done."""
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Leave the bar standing and go on below it."""
        self._bar.refresh()
        self._bar.close()


class Lines:
    """Lines for a file or another program that reads along."""

    def __init__(self, stream: TextIO, seconds: float = 0.0, wait: float = 0.0) -> None:
        """One each `seconds` at most, the first after `wait` seconds."""
        self._stream = stream
        self._seconds = seconds
        self._next = time.monotonic() + wait

    def tell(self, text: str) -> None:
        """Write a line, if the last one is old enough."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + self._seconds
            print(text, file=self._stream, flush=True)

    def close(self) -> None:
        """Nothing stands open."""


class ProgressBar(Bar):
    """A bar over epochs, with their losses."""

    def __init__(self, epochs: int, stream: TextIO) -> None:
        super().__init__(epochs, " epochs", stream)

    def show(self, metrics: Metrics) -> None:
        """Move the bar to this epoch."""
        self._bar.set_postfix_str(losses(metrics), refresh=False)
        self.move(metrics.epoch)


class ProgressLines(Lines):
    """A line for an epoch now and then; the first is told at once."""

    def __init__(self, epochs: int, stream: TextIO, seconds: float = 5.0) -> None:
        super().__init__(stream, seconds)
        self._epochs = epochs

    def show(self, metrics: Metrics) -> None:
        """Write a line if the last one is `seconds` old."""
        self.tell(f"epoch {metrics.epoch} of {self._epochs}: {losses(metrics)}")


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


class CountBar(Bar):
    """A bar over bytes or steps, with speed and time left."""

    def show(self, done: int) -> None:
        """Move the bar."""
        self.move(done)


class ByteLines(Lines):
    """A line at each tenth of the way."""

    def __init__(self, total: int, stream: TextIO) -> None:
        super().__init__(stream)
        self._total = total
        self._told = -1

    def show(self, done: int) -> None:
        """Write a line where another tenth is there."""
        tenth = 10 * done // self._total
        if tenth > self._told:
            self._told = tenth
            self.tell(f"{10 * tenth} % of {self._total / 1e6:.1f} MB")


def byte_progress(total: int) -> CountProgress:
    """Return what suits the place where standard error goes."""
    stream = sys.stderr
    return CountBar(total, "B", stream) if stream.isatty() else ByteLines(total, stream)


class StepLines(Lines):
    """A line now and then, the first after a while."""

    def __init__(self, total: int, stream: TextIO, seconds: float = 5.0) -> None:
        super().__init__(stream, seconds, seconds)
        self._total = total

    def show(self, done: int) -> None:
        """Write a line if the last one is `seconds` old."""
        self.tell(f"step {done} of {self._total}")


def step_progress(total: int) -> CountProgress:
    """Return what suits the place where standard error goes."""
    stream = sys.stderr
    return CountBar(total, " steps", stream) if stream.isatty() else StepLines(total, stream)


def losses(metrics: Metrics) -> str:
    """Return the two losses in words; a test loss only where there is test data."""
    train = f"train loss {metrics.train_loss:.4g}"
    if math.isnan(metrics.test_loss):
        return train
    return f"{train}, test loss {metrics.test_loss:.4g}"
