"""A data reader asks the trainer about data, so that no file is read on the main thread."""

from collections.abc import Callable
from dataclasses import dataclass

from app.trainer.client import Trainer
from app.trainer.messages import CancelReading, Describe
from engine.data.dataset import Facts
from engine.data.report import Cancelled
from engine.errors import DataError, ExperimentError
from engine.experiment.data import AnyData


@dataclass(frozen=True)
class DataQuestion:
    """Data that is to become the experiment's data, the words of that edit, and who hears a no."""

    data: AnyData
    text: str
    merge: str
    refused: Callable[[str], None]


Answer = tuple[DataQuestion, Facts | DataError | ExperimentError]


class DataReader:
    """Keeps at most one question with the trainer; of those that wait, only the newest counts.

    Reading for a question that no longer counts is given up.
    """

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._token = 0
        self._asked: tuple[DataQuestion, int] | None = None
        self._next: tuple[DataQuestion, int] | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._asked is not None

    def ask(self, question: DataQuestion, seed: int) -> None:
        """Have the data read; the answer comes with a later `answer`."""
        self._next = (question, seed)
        if self._asked is None:
            self._send()
        else:
            self._trainer.send(CancelReading(self._token))

    def forget(self) -> None:
        """Take no answer to what was asked so far, which need not be read any further."""
        if self._asked is not None:
            self._trainer.send(CancelReading(self._token))
        self._asked = self._next = None
        self._token += 1

    def answer(self) -> Answer | None:
        """The newest question and what is known of its data, once that is here; never blocks."""
        found: Answer | None = None
        for token, outcome in self._trainer.described():
            if token != self._token or self._asked is None:
                continue
            if isinstance(outcome, Cancelled):  # a run had to be loaded first
                self._next = self._next or self._asked
            else:
                found = (self._asked[0], outcome)
            self._asked = None
        if self._next is not None and self._asked is None:
            self._send()
            return None  # the newer question's answer counts
        return found

    def _send(self) -> None:
        self._asked, self._next = self._next, None
        if self._asked is not None:
            self._token += 1
            question, seed = self._asked
            self._trainer.send(Describe(self._token, question.data, seed))
