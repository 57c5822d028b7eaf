"""The job of checking the gradients of an experiment's network."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.jobs.job import Job
from engine.experiment.experiment import Experiment
from engine.gradient_check import GradientCheck, check_gradient


@dataclass(frozen=True)
class CheckGradient(Job):
    """Compare backpropagation with small steps, for every tensor. Its result: a GradientCheck."""

    experiment: Experiment

    @property
    def doing(self) -> str:
        return "Checking the gradients"

    def results(self) -> Iterator[GradientCheck]:
        yield check_gradient(self.experiment)
