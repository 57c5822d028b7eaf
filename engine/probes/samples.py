"""The probe of the samples: a page of them with what the network says of each."""

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.data.dataset import Dataset
from engine.probes.probe import Probe
from engine.probes.share import Share
from engine.run import Run
from engine.survey import NEVER, Answers

Shares = Share | Literal["all"]
Order = Literal["data", "loss"]
AT_ONCE = math.inf  # seconds: go through all samples in one measurement


@dataclass(frozen=True)
class Said:
    """What the network said of some samples, and what would have been right.

    For each sample: its `numbers` in the data; `targets` and `said`, classes (samples,) or values
    (samples, targets); `confidence` in the class said and `losses`, NaN while there is no answer;
    whether it `is_test`, and whether it is classified `wrong`. The answers are from `first_step`
    to `last_step`, NEVER: there are none. `progress` is how far the next survey has come, from 0
    to 1, where 1 says that none is under way.
    """

    numbers: NDArray[np.int64]
    targets: NDArray[Any]
    said: NDArray[Any]
    confidence: NDArray[np.float32]
    losses: NDArray[np.float32]
    is_test: NDArray[np.bool_]
    wrong: NDArray[np.bool_]
    first_step: int
    last_step: int
    progress: float

    @classmethod
    def of(cls, run: Run, answers: Answers, numbers: NDArray[np.int64]) -> "Said":
        """Those of the samples of these numbers."""
        return cls(
            numbers=numbers,
            targets=run.dataset.targets[numbers],
            said=answers.said[numbers],
            confidence=answers.confidence[numbers],
            losses=answers.losses[numbers],
            is_test=run.survey.is_test[numbers],
            wrong=answers.wrong[numbers],
            first_step=answers.first_step,
            last_step=answers.last_step,
            progress=run.survey.progress,
        )

    @property
    def is_known(self) -> bool:
        """Whether there are answers at all."""
        return self.last_step != NEVER

    def is_of(self, step: int) -> bool:
        """Whether all answers were given at this step."""
        return self.first_step == self.last_step == step


@dataclass(frozen=True)
class SamplePage:
    """Samples `start` and following of `total` in the order asked for, in the units of the data.

    `values` is (samples, columns), of the data's own type.
    """

    start: int
    total: int
    values: NDArray[Any]
    said: Said


@dataclass(frozen=True)
class SampleRows(Probe):
    """`count` samples from place `start` on, of a share, or only those that are misclassified.

    `confused` are two classes, the true and the predicted one: only the samples of the first that
    are taken for the second. They come in the order of the data, or with the largest loss first.
    The network is asked in the background (see Survey), `seconds` at a time; AT_ONCE waits for
    all. `hurried` begins anew after every step. `turn` has no meaning: another one asks again
    though nothing has changed.
    """

    start: int = 0
    count: int = 50
    share: Shares = "all"
    order: Order = "data"
    wrong_only: bool = False
    confused: tuple[int, int] | None = None
    hurried: bool = False
    seconds: float = 0.005
    turn: int = 0

    @property
    def choice(self) -> tuple[object, ...]:
        """Which samples are listed and in which order, whatever part of the list is asked for."""
        return self.share, self.order, self.wrong_only, self.confused

    def measure(self, run: Run) -> SamplePage:
        answers = run.survey.advance(run.step_count, self.seconds, self.hurried)
        numbers = answers.once(self.choice, lambda: self._in_order(run.dataset, answers))
        page = numbers[max(self.start, 0) :][: self.count]
        said = Said.of(run, answers, page)
        return SamplePage(max(self.start, 0), len(numbers), run.dataset.columns[page], said)

    def _in_order(self, data: Dataset, answers: Answers) -> NDArray[np.int64]:
        numbers = numbers_of(data, self.share)
        if self.wrong_only:
            numbers = numbers[answers.wrong[numbers]]
        if self.confused is not None:
            numbers = _confused(data, answers, numbers, *self.confused)
        if self.order == "loss" and answers.are_there:
            numbers = numbers[np.argsort(-answers.losses[numbers])]
        return numbers


def _confused(
    data: Dataset, answers: Answers, numbers: NDArray[np.int64], true: int, said: int
) -> NDArray[np.int64]:
    """Those of a true class that are taken for another; none where there are no classes."""
    if not (data.facts.class_count and answers.are_there):
        return numbers[:0]
    return numbers[(data.targets[numbers] == true) & (answers.said[numbers] == said)]


def numbers_of(data: Dataset, share: Shares) -> NDArray[np.int64]:
    """The numbers of a share's samples, in the order of the data."""
    if share == "all":
        return data.once("all numbers", lambda: np.arange(len(data.columns)))
    chosen = data.train if share == "train" else data.test
    return data.once(f"{share} numbers", lambda: np.sort(chosen))
