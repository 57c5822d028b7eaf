"""The last data set is read once, and again when its file was written anew."""

from pathlib import Path

import pytest

from app.trainer.last_dataset import LastDataset
from engine.errors import DataError
from engine.experiment.data import Gauss, Table

ROWS = "\n".join(f"{i},{i % 7},{'ab'[i % 2]}" for i in range(40))


def test_the_same_data_is_read_once() -> None:
    datasets = LastDataset()
    first = datasets.load(Gauss(samples=50), 1)
    assert datasets.load(Gauss(samples=50), 1) is first
    assert datasets.load(Gauss(samples=50), 2) is not first
    assert datasets.load(Gauss(samples=60), 2).facts.train_samples == 30


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    file, datasets = tmp_path / "table.csv", LastDataset()
    file.write_text("u,v,kind\n" + ROWS)
    first = datasets.load(Table(path=str(file)), 0)
    assert datasets.load(Table(path=str(file)), 0) is first
    file.write_text("u,v,kind\n" + ROWS + "\n99,1,a")
    assert len(datasets.load(Table(path=str(file)), 0).columns) == len(first.columns) + 1


def test_a_file_that_is_missing_is_refused_each_time(tmp_path: Path) -> None:
    datasets = LastDataset()
    for _ in range(2):
        with pytest.raises(DataError):
            datasets.load(Table(path=str(tmp_path / "none.csv")), 0)
