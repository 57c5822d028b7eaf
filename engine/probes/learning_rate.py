"""The probe of the learning rate: the one that the last step was taken with."""

from dataclasses import dataclass

from engine.probes.probe import Probe
from engine.run import Run


@dataclass(frozen=True)
class LearningRate(Probe):
    """The learning rate of the moment, with the share that a schedule leaves of it."""

    def measure(self, run: Run) -> float:
        return float(run.optimizer.learning_rate)
