"""What a run leaves behind as files: its learning curve, its summary and its model."""

import csv
import io
from typing import Any

import msgspec
import numpy as np
from safetensors.numpy import save

from app.headless.output_folder import OutputFolder
from app.headless.training import Outcome
from app.headless.versions import versions
from engine.arrays import to_host
from engine.curve import Curve
from engine.experiment.experiment import Experiment
from engine.experiment.files import encode
from engine.run import Run

# Quantity -> the function that finds the number of its best point.
BEST = {
    "train_loss": np.nanargmin,
    "test_loss": np.nanargmin,
    "train_accuracy": np.nanargmax,
    "test_accuracy": np.nanargmax,
}


def write_results(outcome: Outcome, folder: OutputFolder, backend: str) -> None:
    """Write metrics.csv, summary.json and model.safetensors."""
    run = outcome.run
    folder.write("metrics.csv", metrics_table(run.curve))
    folder.write("summary.json", msgspec.json.format(summary(outcome, backend), indent=2) + b"\n")
    folder.write("model.safetensors", model(run))


def metrics_table(curve: Curve) -> bytes:
    """Return the curve as CSV, one row an epoch; empty where there was nothing to measure.

    Every number is written with as many digits as it takes to read the same number back.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(curve.COLUMNS)
    for values in curve.since(0).tolist():
        epoch, step, *measured = values
        cells = ["" if np.isnan(value) else repr(value) for value in measured]
        table.writerow([int(epoch), int(step), *cells])
    return text.getvalue().encode()


def summary(outcome: Outcome, backend: str) -> bytes:
    """Return how the run ended as JSON: the last and the best of each quantity, and of what.

    What could not be measured is null.
    """
    run, diverged = outcome.run, outcome.diverged
    place = {"step": diverged.step, "place": diverged.place} if diverged else None
    return msgspec.json.encode(
        {
            "name": run.experiment.name,
            "epochs": run.epoch,
            "steps": run.step_count,
            "finished": run.finished,
            "interrupted": outcome.interrupted,
            "diverged": place,
            "last": run.curve.at(-1),
            "best": {name: best(run.curve, name) for name in BEST},
            "parameters": run.network.parameters.size,
            "backend": backend,
            "versions": versions(),
            "experiment": run.experiment,
        }
    )


def best(curve: Curve, name: str) -> dict[str, Any] | None:
    """Return the best value of a quantity and its epoch; None where it was never measured."""
    values = curve.column(name)
    if np.isnan(values).all():
        return None
    index = int(BEST[name](values))
    return {"value": float(values[index]), "epoch": int(curve.column("epoch")[index])}


def model(run: Run) -> bytes:
    """Return the network's tensors by name in the safetensors format, with the experiment."""
    tensors = {
        name: np.ascontiguousarray(to_host(view)) for name, view in run.network.views.items()
    }
    return save(tensors, metadata={"experiment": experiment_text(run.experiment)})


def experiment_text(experiment: Experiment) -> str:
    """Return the experiment as JSON on one line."""
    return msgspec.json.encode(msgspec.json.decode(encode(experiment))).decode()
