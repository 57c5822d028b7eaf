"""Cross-validation: an experiment trained once for each fold of its data, and what that says."""

from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from msgspec.structs import replace

from app.headless.output_folder import OutputFolder
from app.headless.progress import progress
from app.headless.results import BEST, metrics_table
from app.headless.training import Outcome, train
from app.headless.versions import versions
from engine.data import load_data
from engine.errors import ExperimentError
from engine.experiment.experiment import Experiment
from engine.run import Run

QUANTITIES = tuple(BEST)


@dataclass(frozen=True)
class CrossValidation:
    """The outcomes of the folds, first to last: all of them, or those up to one that ended early.

    A fold that diverged or was interrupted counts in no mean.
    """

    experiment: Experiment
    folds: int
    outcomes: tuple[Outcome, ...]

    @property
    def whole(self) -> tuple[Outcome, ...]:
        """The folds that were trained to their end."""
        return tuple(each for each in self.outcomes if not (each.interrupted or each.diverged))

    def values(self, quantity: str) -> np.ndarray:
        """The last value of a quantity in each whole fold, (folds,)."""
        return np.array([getattr(each.run.curve.at(-1), quantity) for each in self.whole])


def cross_validate(
    experiment: Experiment, folds: int, backend: str, folder: OutputFolder
) -> CrossValidation:
    """Train on all but one of `folds` equal parts of the data, each part in turn for testing.

    Writes metrics-fold-1.csv … and summary.json. ExperimentError, DataError or Refusal before the
    first step where something must be mended.
    """
    parts = _folds(experiment, folds)
    folder.prepare()
    outcomes: list[Outcome] = []
    for number, part in enumerate(parts, start=1):
        outcome = train(Run(part, backend=backend), progress(part.training.epochs))
        outcomes.append(outcome)
        folder.write(f"metrics-fold-{number}.csv", metrics_table(outcome.run.curve))
        if outcome.interrupted or outcome.diverged:
            break
    validation = CrossValidation(experiment, folds, tuple(outcomes))
    text = msgspec.json.encode(summary(validation, backend))
    folder.write("summary.json", msgspec.json.format(text, indent=2) + b"\n")
    return validation


def _folds(experiment: Experiment, folds: int) -> list[Experiment]:
    """The experiment on each fold; ExperimentError where the data cannot be parted so."""
    try:
        last = replace(experiment.data, folds=folds, fold=max(folds, 1))
    except ExperimentError as error:
        raise ExperimentError("--folds", error.message) from None
    numbers = range(1, folds + 1)
    parts = [replace(experiment, data=replace(last, fold=number)) for number in numbers]
    facts = load_data(parts[-1].data, experiment.seed).facts
    if facts.has_own_test:
        message = "this data brings test samples of its own; run it without --folds"
        raise ExperimentError("--folds", message)
    if not facts.test_samples:
        samples = facts.train_samples + facts.test_samples
        message = f"must be at most {samples}, the number of samples; it is {folds}"
        raise ExperimentError("--folds", message)
    return parts


def summary(validation: CrossValidation, backend: str) -> dict[str, Any]:
    """What the folds say together; what could not be measured is null.

    The standard deviation is that of the folds, with n - 1: null for a single one.
    """
    spread = {name: _deviation(validation.values(name)) for name in QUANTITIES}
    return {
        "name": validation.experiment.name,
        "folds": validation.folds,
        "whole_folds": len(validation.whole),
        "mean": {name: _mean(validation.values(name)) for name in QUANTITIES},
        "standard_deviation": spread,
        "each": [_told(each) for each in validation.outcomes],
        "backend": backend,
        "versions": versions(),
        "experiment": validation.experiment,
    }


def _told(outcome: Outcome) -> dict[str, Any]:
    run, diverged = outcome.run, outcome.diverged
    return {
        "fold": run.experiment.data.fold,
        "epochs": run.epoch,
        "steps": run.step_count,
        "finished": run.finished,
        "interrupted": outcome.interrupted,
        "diverged": {"step": diverged.step, "place": diverged.place} if diverged else None,
        "last": run.curve.at(-1),
    }


def _mean(values: np.ndarray) -> float | None:
    return float(values.mean()) if len(values) else None


def _deviation(values: np.ndarray) -> float | None:
    return float(values.std(ddof=1)) if len(values) > 1 else None


def report(validation: CrossValidation, folder: OutputFolder) -> str:
    """Return in two lines what the folds reached, and where the results are."""
    trained, folds = len(validation.whole), validation.folds
    seconds = sum(each.run.curve.at(-1).seconds for each in validation.outcomes)
    count = f"{folds} folds" if trained == folds else f"{trained} of {folds} folds"
    files = ", ".join(path.name for path in folder.written)
    reached = f"; {_reached(validation)}" if trained else ""
    return (
        f"{validation.experiment.name}: {count} in {seconds:.1f} s{reached}\n{folder.path}: {files}"
    )


def _reached(validation: CrossValidation) -> str:
    """Return test loss and accuracy in words, as mean ± standard deviation."""
    regression = validation.whole[0].run.dataset.facts.task == "regression"
    loss = _with_spread(validation.values("test_loss"), ".4g")
    form, name = (".4f", "R²") if regression else (".1%", "accuracy")
    return f"test loss {loss}, test {name} {_with_spread(validation.values('test_accuracy'), form)}"


def _with_spread(values: np.ndarray, form: str) -> str:
    deviation, mean = _deviation(values), f"{values.mean():{form}}"
    return mean if deviation is None else f"{mean} ± {deviation:{form}}"
