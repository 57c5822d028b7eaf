"""A race on the command line leaves its losses, the order at the finish and pictures."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.examples import find_race
from app.headless.output_folder import OutputFolder
from app.headless.race_job import RaceOutcome, column_names, do_race, losses_table, report
from app.headless.race_pictures import draw_race
from engine.errors import ExperimentError
from engine.experiment.optimizers import SGD, Adam
from engine.experiment.races import NetworkRaceSpec, SurfaceRaceSpec
from tests.engine.experiments import spiral

TWO = (SGD(0.05), Adam(0.01))


@pytest.fixture
def folder(tmp_path: Path) -> OutputFolder:
    return OutputFolder(tmp_path / "out")


def rows_of(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode())))


def size_of(picture: bytes) -> tuple[int, int]:
    image = QImage.fromData(picture)
    return image.width(), image.height()


def test_the_classic_valley_is_run_and_drawn(qtbot: QtBot, folder: OutputFolder) -> None:
    race = find_race("classic-valley")
    assert race is not None
    outcome = do_race(race, folder)
    rows = rows_of((folder.path / "losses.csv").read_bytes())
    assert [row["step"] for row in rows] == [str(step) for step in range(31)]
    # f(-7, 2) = 49/20 + 4; SGD with 0.95 multiplies x by 0.905 and y by -0.9 each step.
    assert float(rows[0]["SGD"]) == pytest.approx(6.45)
    x, y = -7 * 0.905**30, 2 * 0.9**30
    assert float(rows[30]["SGD"]) == pytest.approx(x**2 / 20 + y**2)
    summary = json.loads((folder.path / "summary.json").read_text())
    assert [each["optimizer"]["type"] for each in summary["order"]] == [
        "adagrad",
        "sgd",
        "momentum",
        "adam",
    ]
    assert summary["race"]["surface"] == "valley"
    pictures = draw_race(outcome)
    assert set(pictures) == {"losses.png", "race.png"}
    assert all(min(size_of(picture)) >= 480 for picture in pictures.values())


def test_a_race_on_a_network_is_run_and_drawn(
    qtbot: QtBot, folder: OutputFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    race = NetworkRaceSpec(name="Mine", optimizers=TWO, steps=60, experiment=spiral())
    outcome = do_race(race, folder)
    assert not outcome.interrupted
    rows = rows_of((folder.path / "losses.csv").read_bytes())
    assert (rows[0]["step"], rows[-1]["step"]) == ("1", "60")
    assert rows[0]["SGD"] == rows[0]["Adam"]
    told = report(outcome, folder)
    assert told.startswith("Mine: 60 steps in ")
    ends = [loss for _, loss in outcome.ends]
    assert ends == sorted(ends)
    assert set(draw_race(outcome)) == {"losses.png", "race.png"}


def test_who_diverged_comes_last_and_leaves_cells_empty() -> None:
    race = NetworkRaceSpec(name="Mine", optimizers=TWO, steps=2, experiment=spiral())
    losses = np.array([[0.5, 0.5], [np.nan, 0.4]])
    outcome = RaceOutcome(race, losses, None, 1.0, interrupted=True)
    assert [type(each) for each, _ in outcome.ends] == [Adam, SGD]
    assert rows_of(losses_table(outcome))[1] == {"step": "2", "SGD": "", "Adam": "0.4"}
    told = report(outcome, OutputFolder(Path("out")))
    assert "2 of 2 (interrupted) steps" in told
    assert "2. SGD       diverged" in told


def test_optimizers_of_one_kind_have_columns_of_their_own() -> None:
    runners = (SGD(0.1), Adam(), SGD(0.2))
    race = SurfaceRaceSpec(name="Mine", optimizers=runners, steps=2, surface="valley")
    assert column_names(race) == ["SGD 1", "Adam", "SGD 2"]


def test_a_surface_that_is_not_known_is_refused(folder: OutputFolder) -> None:
    race = SurfaceRaceSpec(name="Mine", optimizers=TWO, steps=2, surface="moon")
    with pytest.raises(ExperimentError, match="must be one of valley"):
        do_race(race, folder)
    assert not folder.path.exists()
