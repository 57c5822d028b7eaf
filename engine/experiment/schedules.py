"""A schedule as plain data: how the learning rate changes while training goes on."""

from engine.experiment.checks import Frozen, between, whole_between


class Schedule(Frozen, tag_field="type", frozen=True, kw_only=True):
    """What all schedules have: a warm-up, in epochs, over which the rate grows in equal steps."""

    warmup: float = 0.0

    def __post_init__(self) -> None:
        between("warmup", self.warmup, 0, 10_000_000)


class Constant(Schedule, tag="constant", frozen=True, kw_only=True):
    """The optimizer's learning rate throughout."""


class StepDecay(Schedule, tag="step", frozen=True, kw_only=True):
    """The rate times `factor` every `every` epochs."""

    factor: float = 0.5
    every: int = 30

    def __post_init__(self) -> None:
        super().__post_init__()
        between("factor", self.factor, 1e-6, 1)
        whole_between("every", self.every, 1, 10_000_000)


class ExponentialDecay(Schedule, tag="exponential", frozen=True, kw_only=True):
    """The rate times `factor` each epoch, falling within the epoch too."""

    factor: float = 0.98

    def __post_init__(self) -> None:
        super().__post_init__()
        between("factor", self.factor, 1e-6, 1)


class InverseTimeDecay(Schedule, tag="inverse_time", frozen=True, kw_only=True):
    """The rate divided by 1 + `decay` · epochs."""

    decay: float = 0.05

    def __post_init__(self) -> None:
        super().__post_init__()
        between("decay", self.decay, 0, 1e6)


class Cosine(Schedule, tag="cosine", frozen=True, kw_only=True):
    """The rate along half a cosine, to the share `lowest` of it at the training's last epoch."""

    lowest: float = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        between("lowest", self.lowest, 0, 1)


class ReduceOnPlateau(Schedule, tag="plateau", frozen=True, kw_only=True):
    """The rate times `factor` whenever `patience` epochs have brought no smaller loss.

    A loss is smaller when it lies below the smallest by the share `improvement`. It is the test
    loss where there are test samples, else the training loss.
    """

    factor: float = 0.5
    patience: int = 10
    improvement: float = 1e-4

    def __post_init__(self) -> None:
        super().__post_init__()
        between("factor", self.factor, 1e-6, 1)
        whole_between("patience", self.patience, 1, 10_000_000)
        between("improvement", self.improvement, 0, 0.99)


AnySchedule = Constant | StepDecay | ExponentialDecay | InverseTimeDecay | Cosine | ReduceOnPlateau
