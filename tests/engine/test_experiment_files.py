"""Experiment files: exact round trips, precise refusals, and saving that loses nothing."""

import json
import os
from pathlib import Path

import msgspec
import pytest

from engine.errors import ExperimentError
from engine.experiment import files
from engine.experiment.data import Table
from engine.experiment.network import Dense, NetworkSpec, Normal, Uniform
from engine.experiment.training import Adam
from tests.engine.experiments import spiral


def edited(change) -> bytes:
    """The spiral's file with something changed in it."""
    content = json.loads(files.encode(spiral()))
    change(content)
    return json.dumps(content).encode()


def test_a_file_holds_the_whole_experiment() -> None:
    network = NetworkSpec((Dense(3, init=Normal(0.2)), Dense(4, init=Uniform(0.1)), Dense(2)))
    experiment = msgspec.structs.replace(
        spiral(optimizer=Adam(0.1, beta1=0.5), l1=0.5), network=network, name="Ünïcode ✓"
    )
    assert files.decode(files.encode(experiment)) == experiment
    assert json.loads(files.encode(experiment))["format"] == 1


def test_what_is_not_said_takes_its_default() -> None:
    text = b'{"data":{"source":"spiral"},"network":{"layers":[{"type":"dense","units":2}]}}'
    experiment = files.decode(text)
    assert experiment.training.batch_size == 32
    assert experiment.seed == 0


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        (lambda e: e["network"]["layers"][0].update(type="densee"), "network.layers[0].type",
         "dense, "),
        (lambda e: e["network"]["layers"][2].update(units=0), "network.layers[2].units", "0"),
        (lambda e: e["network"]["layers"][2].update(units="8"), "network.layers[2].units", "int"),
        (lambda e: e["network"]["layers"][0].update(init="hee"), "network.layers[0].init", "hee"),
        (lambda e: e["network"]["layers"][0].update(nodes=3), "network.layers[0]", "nodes"),
        (lambda e: e["training"]["optimizer"].update(learning_rate=-1),
         "training.optimizer.learning_rate", "-1"),
        (lambda e: e["training"]["optimizer"].update(type="sdg"), "training.optimizer.type",
         "sgd, momentum, nesterov"),
        (lambda e: e["training"]["schedule"].update(type="cosin"), "training.schedule.type",
         "step, exponential"),
        (lambda e: e["training"].update(early_stopping={"patience": 0}),
         "training.early_stopping.patience", "0"),
        (lambda e: e["training"].update(batch_size=10_000), "training.batch_size", "350"),
        (lambda e: e["data"].update(source="spirale"), "data.source", "spiral"),
        (lambda e: e["data"].update(scaling="log"), "data.scaling", "log"),
        (lambda e: e.pop("network"), "", "network"),
        (lambda e: e.update(format=2), "format", "newer"),
        (lambda e: e.update(seed=1.5), "seed", "int"),
    ],
)  # fmt: skip
def test_a_hand_edited_file_is_refused_by_field(change, path: str, words: str) -> None:
    with pytest.raises(ExperimentError) as refused:
        files.decode(edited(change))
    assert refused.value.path == path
    assert words in refused.value.message


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"3", b"\xff\xfe", b"null", b"\x00" * 100])
def test_what_is_no_experiment_is_refused(text: bytes) -> None:
    with pytest.raises(ExperimentError, match="not an experiment file"):
        files.decode(text)


def test_a_truncated_file_is_refused_at_every_length() -> None:
    text = files.encode(spiral()).rstrip()
    for length in range(len(text)):
        with pytest.raises(ExperimentError):
            files.decode(text[:length])


def test_loading_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(ExperimentError, match=r"missing\.json cannot be read: No such file"):
        files.load(tmp_path / "missing.json")
    with pytest.raises(ExperimentError, match="cannot be read: Is a directory"):
        files.load(tmp_path)
    (tmp_path / "bad.json").write_bytes(edited(lambda e: e.update(seed=-1)))
    with pytest.raises(ExperimentError, match=r"bad\.json") as refused:
        files.load(tmp_path / "bad.json")
    assert refused.value.path == "seed"


def test_a_table_beside_the_file_moves_with_it(tmp_path: Path) -> None:
    table = Table(path=str(tmp_path / "home" / "data" / "iris.csv"))
    experiment = msgspec.structs.replace(spiral(), data=table)
    (tmp_path / "home").mkdir()
    files.save(experiment, tmp_path / "home" / "a.json")
    assert files.load(tmp_path / "home" / "a.json") == experiment
    (tmp_path / "home").rename(tmp_path / "away")
    moved = files.load(tmp_path / "away" / "a.json")
    assert moved.data.path == str(tmp_path / "away" / "data" / "iris.csv")


def test_a_table_elsewhere_keeps_its_path(tmp_path: Path) -> None:
    table = Table(path="/somewhere/else.csv")
    files.save(msgspec.structs.replace(spiral(), data=table), tmp_path / "a.json")
    assert files.load(tmp_path / "a.json").data.path == "/somewhere/else.csv"


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "spiral.json"
    files.save(spiral(), path)
    old = path.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        files.save(spiral(batch_size=3), path)
    assert path.read_bytes() == old
    assert [entry.name for entry in tmp_path.iterdir()] == ["spiral.json"]


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
@pytest.mark.parametrize("mask", [0o022, 0o027])
def test_a_new_file_has_the_usual_permissions_and_an_old_one_keeps_its_own(
    tmp_path: Path, mask: int
) -> None:
    path = tmp_path / "spiral.json"
    usual = os.umask(mask)
    try:
        files.save(spiral(), path)
        assert path.stat().st_mode & 0o777 == 0o666 & ~mask
        path.chmod(0o604)
        files.save(spiral(batch_size=3), path)
        assert path.stat().st_mode & 0o777 == 0o604
    finally:
        os.umask(usual)
