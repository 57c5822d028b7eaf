"""The files of a run hold its numbers exactly."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load

from app.headless.output_folder import OutputFolder
from app.headless.results import best, metrics_table, model, summary, write_results
from app.headless.training import Outcome
from engine.curve import Curve, Metrics
from engine.errors import Diverged
from engine.experiment.files import decode
from engine.run import Run
from tests.app.headless.spiral import small_spiral


@pytest.fixture
def run() -> Run:
    """A run of five epochs."""
    run = Run(small_spiral(epochs=5))
    while not run.finished:
        run.step()
    return run


def test_metrics_are_read_back_bit_for_bit(run: Run) -> None:
    rows = list(csv.reader(io.StringIO(metrics_table(run.curve).decode())))
    assert rows[0] == [
        "epoch", "step", "train_loss", "test_loss", "train_accuracy", "test_accuracy", "seconds"
    ]  # fmt: skip
    assert np.array_equal(np.array(rows[1:], dtype=np.float64), run.curve.since(0))
    assert [row[0] for row in rows[1:]] == ["0", "1", "2", "3", "4", "5"]


def test_what_was_not_measured_is_an_empty_cell_and_null() -> None:
    run = Run(small_spiral(test_share=0.0))
    row = metrics_table(run.curve).decode().splitlines()[1].split(",")
    assert (row[3], row[5]) == ("", "")
    values = json.loads(summary(Outcome(run), "numpy"))
    assert values["last"]["test_loss"] is None
    assert values["best"]["test_loss"] is None
    assert values["best"]["train_loss"]["epoch"] == 0


def test_the_best_loss_is_the_smallest_and_the_best_accuracy_the_largest() -> None:
    curve = Curve()
    curve.append(Metrics(0, 0, 3.0, np.nan, 0.2, np.nan, 0.0))
    curve.append(Metrics(1, 5, 1.0, 2.0, 0.9, 0.5, 1.0))
    curve.append(Metrics(2, 10, 2.0, 4.0, 0.7, 0.6, 2.0))
    assert best(curve, "train_loss") == {"value": 1.0, "epoch": 1}
    assert best(curve, "test_loss") == {"value": 2.0, "epoch": 1}
    assert best(curve, "train_accuracy") == {"value": 0.9, "epoch": 1}
    assert best(curve, "test_accuracy") == {"value": 0.6, "epoch": 2}


def test_the_summary_holds_the_experiment_and_how_it_ended(run: Run) -> None:
    values = json.loads(summary(Outcome(run, interrupted=True), "numpy"))
    assert decode(json.dumps(values["experiment"]).encode()) == run.experiment
    assert values["interrupted"] is True
    assert values["diverged"] is None
    assert values["parameters"] == 2 * 4 + 4 + 4 * 2 + 2
    assert values["last"]["train_loss"] == run.curve.at(-1).train_loss
    assert values["backend"] == "numpy"
    assert values["versions"]["numpy"] == np.__version__


def test_the_summary_tells_where_a_run_diverged(run: Run) -> None:
    values = json.loads(summary(Outcome(run, diverged=Diverged(12, "layer 2")), "numpy"))
    assert values["diverged"] == {"step": 12, "place": "layer 2"}


def test_the_model_holds_every_tensor_by_name(run: Run, tmp_path: Path) -> None:
    content = model(run)
    tensors = load(content)
    assert tensors.keys() == run.network.views.keys()
    for name, view in run.network.views.items():
        assert np.array_equal(tensors[name], view)
    file = tmp_path / "model.safetensors"
    file.write_bytes(content)
    with safe_open(file, framework="numpy") as opened:
        assert decode(opened.metadata()["experiment"].encode()) == run.experiment


def test_three_files_are_written(run: Run, tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    write_results(Outcome(run), folder, "numpy")
    names = ["metrics.csv", "model.safetensors", "summary.json"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert sorted(path.name for path in folder.written) == names
