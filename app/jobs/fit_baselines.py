"""The job of fitting baselines to an experiment's data."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.jobs.job import Job
from engine.baseline import Baseline, BaselineName, BaselineResult
from engine.data import load_data
from engine.errors import ExperimentError
from engine.experiment.experiment import Experiment


@dataclass(frozen=True)
class Refused:
    """A baseline that cannot be used on this data, and why."""

    name: BaselineName
    message: str


@dataclass(frozen=True)
class FitBaselines(Job):
    """Fit baselines to the data of an experiment, split by its seed as for its network.

    Each result is a BaselineResult, or Refused.
    """

    experiment: Experiment
    baselines: tuple[Baseline, ...]

    @property
    def doing(self) -> str:
        return "Fitting the baselines"

    def results(self) -> Iterator[BaselineResult | Refused]:
        # scikit-learn takes seconds to import: only the background worker is to wait for it.
        from engine.baseline_fit import fit_baseline

        dataset = load_data(self.experiment.data, self.experiment.seed)
        for baseline in self.baselines:
            try:
                yield fit_baseline(baseline, dataset, self.experiment.seed)
            except ExperimentError as error:
                yield Refused(baseline.name, error.message)
