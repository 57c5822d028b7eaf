"""Cross-validation trains every fold as an experiment of its own would, and sums them up."""

import csv
import json
import signal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from app.headless import cross_validation
from app.headless.cross_validation import cross_validate, report
from app.headless.output_folder import OutputFolder
from engine.curve import Metrics
from engine.errors import ExperimentError
from engine.experiment.data import Slope
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec
from engine.experiment.training import SGD, Training
from engine.run import Run
from tests.app.headless.spiral import small_spiral


def summary_in(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "summary.json").read_bytes())
    return loaded


def accuracies(folder: Path, folds: int) -> list[float]:
    """Return the last test accuracy in the files of all folds."""
    found = []
    for fold in range(1, folds + 1):
        with (folder / f"metrics-fold-{fold}.csv").open(newline="") as file:
            found.append(float(list(csv.DictReader(file))[-1]["test_accuracy"]))
    return found


def test_each_fold_is_trained_as_by_itself_and_the_summary_is_their_mean(tmp_path: Path) -> None:
    experiment = small_spiral()
    folder = OutputFolder(tmp_path)
    cross_validate(experiment, 4, "numpy", folder)
    expected = []
    for fold in range(1, 5):
        run = Run(replace(experiment, data=replace(experiment.data, folds=4, fold=fold)))
        while not run.finished:
            run.step()
        assert run.dataset.facts.test_samples == 10
        expected.append(run.curve.at(-1).test_accuracy)
    assert accuracies(tmp_path, 4) == expected
    summed = summary_in(tmp_path)
    assert summed["mean"]["test_accuracy"] == pytest.approx(np.mean(expected))
    assert summed["standard_deviation"]["test_accuracy"] == pytest.approx(np.std(expected, ddof=1))
    assert [each["fold"] for each in summed["each"]] == [1, 2, 3, 4]
    assert (summed["folds"], summed["whole_folds"]) == (4, 4)
    assert [path.name for path in folder.written] == [
        *(f"metrics-fold-{fold}.csv" for fold in range(1, 5)),
        "summary.json",
    ]


def test_every_sample_is_tested_once() -> None:
    experiment = small_spiral()
    tested = [
        index
        for fold in range(1, 6)
        for index in Run(
            replace(experiment, data=replace(experiment.data, folds=5, fold=fold))
        ).dataset.test.tolist()
    ]
    assert sorted(tested) == list(range(40))


def test_the_report_is_a_line_of_results_and_a_line_of_files(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    text = report(cross_validate(small_spiral(), 2, "numpy", folder), folder)
    mean, deviation = np.mean(accuracies(tmp_path, 2)), np.std(accuracies(tmp_path, 2), ddof=1)
    first, second = text.splitlines()
    assert first.startswith("Small spiral: 2 folds in ")
    assert first.endswith(f"test accuracy {mean:.1%} ± {deviation:.1%}")
    assert second == f"{tmp_path}: metrics-fold-1.csv, metrics-fold-2.csv, summary.json"


def test_values_are_told_as_r_squared(tmp_path: Path) -> None:
    training = Training(loss="mean_squared_error", optimizer=SGD(0.1), batch_size=10, epochs=20)
    data = Slope(samples=60, scaling="standardize")
    experiment = Experiment(data, NetworkSpec((Dense(1),)), training)
    folder = OutputFolder(tmp_path)
    text = report(cross_validate(experiment, 3, "numpy", folder), folder)
    assert "test R² 1.0000 ± 0.0000" in text


def test_a_fold_that_diverges_ends_it_and_counts_in_no_mean(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    validation = cross_validate(small_spiral(learning_rate=1e9, epochs=50), 3, "numpy", folder)
    assert (len(validation.outcomes), validation.whole) == (1, ())
    summed = summary_in(tmp_path)
    assert (summed["whole_folds"], summed["mean"]["test_loss"]) == (0, None)
    assert summed["each"][0]["diverged"]["step"] >= 1
    assert report(validation, folder).startswith("Small spiral: 0 of 3 folds in")


def test_ctrl_c_keeps_the_folds_that_are_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []

    class Impatient:
        def show(self, metrics: Metrics) -> None:
            if len(begun) == 2:
                signal.raise_signal(signal.SIGINT)

        def close(self) -> None: ...

    def progress(epochs: int) -> Impatient:
        begun.append(epochs)
        return Impatient()

    monkeypatch.setattr(cross_validation, "progress", progress)
    validation = cross_validate(small_spiral(), 3, "numpy", OutputFolder(tmp_path))
    assert [outcome.interrupted for outcome in validation.outcomes] == [False, True]
    summed = summary_in(tmp_path)
    assert summed["whole_folds"] == 1
    assert summed["standard_deviation"]["test_loss"] is None
    assert summed["mean"]["test_loss"] == summed["each"][0]["last"]["test_loss"]


@pytest.mark.parametrize(
    ("folds", "message"),
    [
        (1, "--folds: must be a whole number between 2 and 20"),
        (0, "--folds: must be a whole number between 2 and 20"),
        (-3, "--folds: must be a whole number between 2 and 20"),
        (21, "--folds: must be a whole number between 2 and 20"),
    ],
)
def test_a_number_of_folds_that_cannot_be_is_refused_before_anything_is_written(
    folds: int, message: str, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    with pytest.raises(ExperimentError, match=message):
        cross_validate(small_spiral(), folds, "numpy", OutputFolder(folder))
    assert not folder.exists()


def test_more_folds_than_samples_are_refused(tmp_path: Path) -> None:
    few = small_spiral()
    few = replace(few, training=replace(few.training, batch_size=2))
    few = replace(few, data=replace(few.data, samples=10))
    with pytest.raises(ExperimentError, match=r"--folds: must be at most 10, the number of sampl"):
        cross_validate(few, 11, "numpy", OutputFolder(tmp_path))
