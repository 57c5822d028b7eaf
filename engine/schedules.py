"""A schedule says with what share of the optimizer's learning rate each step is taken.

Time is counted in epochs since training began, and passes within an epoch too.
"""

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from engine.experiment import schedules as spec


@dataclass(frozen=True)
class Plateau:
    """What a schedule remembers: its share, the smallest loss, and the epochs waited since."""

    share: float = 1.0
    smallest: float = math.inf
    waited: int = 0


class Schedule(ABC):
    """A warm-up to the whole learning rate in equal steps, then the schedule's own decay."""

    formula: ClassVar[str]

    def __init__(self, settings: Any, epochs: int) -> None:
        """`epochs` is the length of the training."""
        self.settings = settings
        self.epochs = epochs
        self.memory = Plateau()

    @property
    def is_constant(self) -> bool:
        """Whether all steps are taken with the whole learning rate."""
        return False

    def share(self, time: float, duration: float) -> float:
        """The share, from 0 to 1, for a step that begins at `time` and lasts `duration` epochs."""
        warmup = self.settings.warmup
        if time < warmup:
            return float(min(1.0, (time + duration) / warmup))
        return self.decayed(time - warmup)

    @abstractmethod
    def decayed(self, time: float) -> float:
        """The share when `time` epochs have passed since the warm-up."""

    def end_epoch(self, loss: float) -> None:
        """Take note of the loss at the end of an epoch."""
        return


class Constant(Schedule):
    """The whole learning rate, always."""

    formula = "ηₜ = η"

    @property
    def is_constant(self) -> bool:
        return not self.settings.warmup

    def decayed(self, time: float) -> float:
        return 1.0


class StepDecay(Schedule):
    """Stairs: the share falls at once, every so many epochs."""

    formula = "ηₜ = η γ^⌊t / T⌋"

    def decayed(self, time: float) -> float:
        return float(self.settings.factor ** math.floor(time / self.settings.every))


class ExponentialDecay(Schedule):
    """The share falls by the same factor each epoch."""

    formula = "ηₜ = η γᵗ"

    def decayed(self, time: float) -> float:
        return float(self.settings.factor**time)


class InverseTimeDecay(Schedule):
    """The share falls as 1/t: slowly enough to reach any place, yet to come to rest there."""

    formula = "ηₜ = η / (1 + k t)"

    def decayed(self, time: float) -> float:
        return float(1 / (1 + self.settings.decay * time))


class Cosine(Schedule):
    """Half a cosine from 1 to the lowest share, which is reached at the training's end.

    Source: Loshchilov & Hutter, arXiv 1608.03983, without restarts.
    """

    formula = "ηₜ = η (l + (1 - l) ½ (1 + cos(π t / T)))"

    def decayed(self, time: float) -> float:
        length = self.epochs - self.settings.warmup
        part = min(1.0, time / length) if length > 0 else 1.0
        lowest = self.settings.lowest
        return float(lowest + (1 - lowest) * 0.5 * (1 + math.cos(math.pi * part)))


class ReduceOnPlateau(Schedule):
    """The share falls whenever the loss has stopped falling."""

    formula = "ηₜ = η γⁿ, n the number of plateaus so far"

    def decayed(self, time: float) -> float:
        return self.memory.share

    def end_epoch(self, loss: float) -> None:
        own, memory = self.settings, self.memory
        if loss < memory.smallest * (1 - own.improvement):
            self.memory = replace(memory, smallest=loss, waited=0)
        elif memory.waited + 1 < own.patience:
            self.memory = replace(memory, waited=memory.waited + 1)
        else:
            self.memory = replace(memory, share=memory.share * own.factor, waited=0)


SCHEDULES: dict[type, type[Schedule]] = {
    spec.Constant: Constant,
    spec.StepDecay: StepDecay,
    spec.ExponentialDecay: ExponentialDecay,
    spec.InverseTimeDecay: InverseTimeDecay,
    spec.Cosine: Cosine,
    spec.ReduceOnPlateau: ReduceOnPlateau,
}


def make_schedule(settings: spec.AnySchedule, epochs: int) -> Schedule:
    """The schedule that these settings ask for, for a training of so many epochs."""
    return SCHEDULES[type(settings)](settings, epochs)
