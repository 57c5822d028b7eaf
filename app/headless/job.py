"""A job: an experiment trained from beginning to end, and what it leaves behind."""

import math
import sys

from app.headless.output_folder import OutputFolder
from app.headless.progress import losses, progress
from app.headless.reading import read
from app.headless.results import write_results
from app.headless.training import Outcome, train
from engine.experiment.experiment import Experiment
from engine.run import Run


def do_job(experiment: Experiment, backend: str, folder: OutputFolder) -> Outcome:
    """Train and write what needs no Qt: the learning curve, the summary and the model.

    ExperimentError, DataError or Refusal before the first step where something must be mended.
    """
    run = Run(experiment, read(experiment, sys.stderr), backend=backend)
    folder.prepare()
    outcome = train(run, progress(experiment.training.epochs))
    write_results(outcome, folder, backend)
    return outcome


def report(outcome: Outcome, folder: OutputFolder) -> str:
    """Return in two lines how training ended, and where its results are."""
    run = outcome.run
    last, epochs = run.curve.at(-1), run.experiment.training.epochs
    ended = f" of {epochs}" if outcome.interrupted or outcome.diverged else ""
    reason = " (interrupted)" if outcome.interrupted else " (diverged)" if outcome.diverged else ""
    files = ", ".join(path.name for path in folder.written)
    return (
        f"{run.experiment.name}: {last.epoch}{ended} epochs, {last.step} steps "
        f"in {last.seconds:.1f} s{reason}; {losses(last)}{_accuracy(run)}\n"
        f"{folder.path}: {files}"
    )


def _accuracy(run: Run) -> str:
    """Return the accuracy in words, on the test data if there are any."""
    last = run.curve.at(-1)
    is_tested = not math.isnan(last.test_accuracy)
    value, part = (last.test_accuracy, "test") if is_tested else (last.train_accuracy, "train")
    if run.dataset.facts.task == "regression":
        return f", {part} R² {value:.4f}"
    return f", {part} accuracy {value:.1%}"
