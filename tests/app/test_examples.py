"""Shipped experiments are found by name, others by file."""

from pathlib import Path

import pytest

from app.examples import example_names, find_experiment, load_example
from engine.errors import ExperimentError
from engine.experiment.files import save
from tests.app.headless.spiral import small_spiral


def test_the_shipped_experiments_load() -> None:
    names = example_names()
    assert {"spiral", "circle", "xor", "gauss"} <= set(names)
    assert names == tuple(sorted(names))
    for name in names:
        assert load_example(name).name


def test_a_file_is_found_with_and_without_a_suffix(tmp_path: Path) -> None:
    for name in ("mine.json", "mine"):
        save(small_spiral(), tmp_path / name)
        assert find_experiment(str(tmp_path / name)) == small_spiral()


def test_a_shipped_name_wins_over_a_file_and_a_path_over_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(small_spiral(), tmp_path / "spiral")
    monkeypatch.chdir(tmp_path)
    assert find_experiment("spiral") == load_example("spiral")
    assert find_experiment(str(tmp_path / "spiral")) == small_spiral()


def test_a_near_miss_is_recognised() -> None:
    with pytest.raises(ExperimentError, match=r"did you mean spiral.*the shipped ones are .*xor"):
        find_experiment("Spirla")


def test_a_missing_file_is_named() -> None:
    with pytest.raises(ExperimentError, match=r"no file nowhere\.json"):
        find_experiment("nowhere.json")
