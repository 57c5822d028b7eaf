"""A survey asks the network about every sample, a part at a time, and keeps what it answered."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array, numbers_at_once, to_host
from engine.data.dataset import Dataset
from engine.network import FEWEST, Network
from engine.samples import Samples

PART = 0.001  # seconds that one part shall take
REST = 0.2  # seconds from one beginning to the next, so that a list can be read
SHARE = 0.1  # of the time may be spent on it while nobody waits
NEVER = -1  # the step of answers that are not there yet


@dataclass(frozen=True, eq=False)
class Answers:
    """What the network said of each sample, by the sample's number in the data.

    `said` is the class, (samples,), or the values in the targets' own units, (samples, targets);
    `confidence` (samples,) is the probability of that class, NaN for values; `losses` (samples,);
    `wrong` (samples,) marks misclassified samples. They were computed from `first_step` to
    `last_step`: one step, where the run stood still.
    """

    said: NDArray[Any]
    confidence: NDArray[np.float32]
    losses: NDArray[np.float32]
    wrong: NDArray[np.bool_]
    first_step: int = NEVER
    last_step: int = NEVER
    _kept: dict[Hashable, Any] = field(default_factory=dict)

    @property
    def are_there(self) -> bool:
        """Whether the network has been asked at all."""
        return self.last_step != NEVER

    @classmethod
    def none_yet(cls, data: Dataset) -> "Answers":
        """Room for the answers to all samples of the data: each loss is NaN."""
        count = len(data.targets)
        return cls(
            said=np.zeros_like(data.targets),
            confidence=np.full(count, np.nan, dtype=np.float32),
            losses=np.full(count, np.nan, dtype=np.float32),
            wrong=np.zeros(count, dtype=bool),
        )

    def once(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What `make` gives, made at the first call with this key: an order of the samples, say."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]


class Survey:
    """Evaluates one network on all its samples again and again, never for long at a time.

    Nothing of the network changes. `answers` are those of the last survey that went through all
    samples; `progress` says how far the one under way has come, 1: none is.
    """

    def __init__(self, network: Network, samples: Samples, data: Dataset) -> None:
        self.answers = Answers.none_yet(data)
        self.progress = 1.0
        self.is_test = np.zeros(len(data.targets), dtype=bool)
        self.is_test[data.test] = True
        self._network = network
        self._data = data
        self._shares = (
            (data.train, samples.x_train, samples.t_train),
            (data.test, samples.x_test, samples.t_test),
        )
        self._most = max(
            FEWEST, numbers_at_once(network.parameters) // network.widest
        )  # samples at once
        self._rows = min(8, self._most)
        self._under_way: Iterator[int] | None = None
        self._next = self.answers
        self._began, self._first_step = -REST, NEVER
        self._spent = 0.0

    def advance(self, step: int, seconds: float, hurried: bool = False) -> Answers:
        """Work on for so long, and return the last complete answers.

        `step` is the run's. A new survey begins once a step was taken, after a rest that keeps the
        cost low; at once where `hurried`.
        """
        started = perf_counter()
        if self._under_way is None and not self._is_due(step, started, hurried):
            return self.answers
        if self._under_way is None:
            self._begin(step, started)
        assert self._under_way is not None
        with np.errstate(all="ignore"):
            for done in self._under_way:
                self.progress = done / len(self.is_test)
                if done == len(self.is_test):
                    self._end(step)
                if self._under_way is None or perf_counter() - started >= seconds:
                    break
        self._spent += perf_counter() - started
        return self.answers

    def _is_due(self, step: int, now: float, hurried: bool) -> bool:
        if self.answers.first_step == self.answers.last_step == step:
            return False
        return hurried or now >= self._began + max(REST, self._spent / SHARE)

    def _begin(self, step: int, now: float) -> None:
        self._next = Answers.none_yet(self._data)
        self._under_way = self._parts()
        self._began, self._first_step = now, step
        self._spent = self.progress = 0.0

    def _end(self, step: int) -> None:
        done = self._next
        filled = (done.said, done.confidence, done.losses, done.wrong)
        self.answers = Answers(*filled, self._first_step, step)
        self._under_way, self.progress = None, 1.0

    def _parts(self) -> Iterator[int]:
        """Answer part after part; yields how many samples are done."""
        done = 0
        for numbers, x, t in self._shares:
            start = 0
            while start < len(numbers):
                part = slice(start, start + self._rows)
                started = perf_counter()
                self._ask(numbers[part], x[part], t[part])
                self._fit_rows(perf_counter() - started)
                start += len(numbers[part])
                yield done + start
            done += len(numbers)

    def _fit_rows(self, took: float) -> None:
        """Take as many samples next time as suit PART, at most twice as many as before."""
        fitting = int(self._rows * PART / max(took, 1e-9))
        self._rows = max(1, min(fitting, 2 * self._rows, self._most))

    def _ask(self, numbers: NDArray[np.int64], x: Array, t: Array) -> None:
        network, code, answers = self._network, self._network.code, self._next
        scores = network.predict(x)
        output = network.loss_function.output(scores)
        answers.losses[numbers] = to_host(sample_losses(network, scores, t))
        if not code.class_count:
            values = to_host(output).astype(np.float64)
            answers.said[numbers] = self._data.preparation.original_targets(values)
            return
        said = to_host(code.classes(output))
        shares = to_host(code.probabilities(output))
        answers.said[numbers] = said
        answers.confidence[numbers] = shares[np.arange(len(said)), said]
        answers.wrong[numbers] = said != self._data.targets[numbers]


def sample_losses(network: Network, scores: Array, t: Array) -> Array:
    """The loss of each sample alone, (samples,), of scores and targets (samples, outputs)."""
    # Each sample as a batch of its own: leading axes are replicas.
    return network.loss_function.value(scores[:, None, :], t[:, None, :])
