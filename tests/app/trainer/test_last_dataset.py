"""The last data set is read once, and again when its file was written anew."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from app.trainer import last_dataset
from app.trainer.last_dataset import LastDataset
from engine.data.report import Cancelled
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


def test_a_table_that_is_split_and_scaled_in_another_way_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, datasets = _table(tmp_path), LastDataset()
    first = datasets.load(table, 0)
    monkeypatch.setattr(last_dataset, "read_data", None)
    other = replace(table, test_share=0.5, scaling="min_max", shuffle=False)
    again = datasets.load(other, 1)
    assert again.columns is first.columns
    assert (again.facts.train_samples, again.facts.test_samples) == (20, 20)
    assert again.preparation.inputs(again.columns[again.train]).max() == 1


def test_after_a_reading_that_was_given_up_the_data_of_a_run_is_still_there(tmp_path: Path) -> None:
    table, datasets = _table(tmp_path), LastDataset()
    held_by_a_run = datasets.load(table, 0)

    def give_up(share: float) -> None:
        raise Cancelled

    for _ in range(2):
        with pytest.raises(Cancelled):
            datasets.load(replace(table, target="u"), 0, give_up)
    assert datasets.load(table, 0) is held_by_a_run


def _table(folder: Path) -> Table:
    (folder / "table.csv").write_text("u,v,kind\n" + ROWS)
    return Table(path=str(folder / "table.csv"))
