"""A job and what is said about it: commands one way, news the other."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


class Job(ABC):
    """Work that gives one result after another. It is pickled, and so are its results."""

    @property
    @abstractmethod
    def doing(self) -> str:
        """What the job does, as the beginning of a sentence: "Fitting the baselines"."""

    @abstractmethod
    def results(self) -> Iterator[Any]:
        """Do the work. Between two results the job may be given up."""


@dataclass(frozen=True)
class Begin:
    """Do this job; whatever is said about it carries the number."""

    number: int
    job: Job


@dataclass(frozen=True)
class GiveUp:
    """Do the job under way no further than to its next result."""


@dataclass(frozen=True)
class Result:
    """One result of a job."""

    number: int
    value: Any


@dataclass(frozen=True)
class Failed:
    """A job ended before its last result, and why, as a sentence."""

    number: int
    message: str


@dataclass(frozen=True)
class Done:
    """A job has given its last result."""

    number: int


News = Result | Failed | Done
