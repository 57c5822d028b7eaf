"""The packaged program: it starts where no Python is, off screen, and does its work."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.experiment.data import ImageFolder
from engine.experiment.experiment import Experiment
from engine.experiment.files import save
from engine.experiment.network import Dense, Flatten, NetworkSpec
from engine.experiment.training import Training

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "dist" / "backprop-lab"
PROGRAM = FOLDER / ("backprop-lab.exe" if sys.platform == "win32" else "backprop-lab")

pytestmark = [pytest.mark.frozen, pytest.mark.timeout(180)]


def start(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the packaged program off screen, without what could lend it a Python from outside."""
    kept = ("HOME", "SYSTEMROOT", "TEMP", "TMPDIR", "LANG", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    # As Python does by itself where no language is set (PEP 538); Qt complains otherwise.
    environment.setdefault("LANG", "C.UTF-8")
    return subprocess.run(
        [str(PROGRAM), *words],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=150,
    )


def test_it_shows_every_view_on_a_real_run(tmp_path: Path) -> None:
    done = start("selftest", folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "ok" in done.stdout


def test_it_trains_without_a_window(tmp_path: Path) -> None:
    done = start("run", "spiral", "--epochs", "3", "--out", "results", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    rows = (tmp_path / "results" / "metrics.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == "epoch,step,train_loss,test_loss,train_accuracy,test_accuracy,seconds"
    assert rows[-1].startswith("3,")
    summary = json.loads((tmp_path / "results" / "summary.json").read_text(encoding="utf-8"))
    assert summary["experiment"]["data"]["source"] == "spiral"
    assert (tmp_path / "results" / "model.safetensors").stat().st_size > 0


@pytest.mark.parametrize("name", ["digits", "iris"])
def test_it_brings_the_sets_of_scikit_learn(tmp_path: Path, name: str) -> None:
    done = start("run", name, "--epochs", "1", "--out", "results", folder=tmp_path)
    assert done.returncode == 0, done.stderr


def test_it_reads_images(tmp_path: Path) -> None:
    for name in ("cat", "dog"):
        (tmp_path / name).mkdir()
        for number in range(4):
            image = b"P2 2 2 255 0 10 20 %d" % number  # grey values as text
            (tmp_path / name / f"{number}.pgm").write_bytes(image)
    data = ImageFolder(path=str(tmp_path), width=2, height=2)
    network = NetworkSpec((Flatten(), Dense(2)))
    training = Training(batch_size=2, epochs=1)
    save(Experiment(data=data, network=network, training=training), tmp_path / "images.json")
    done = start("run", "images.json", "--out", "results", folder=tmp_path)
    assert done.returncode == 0, done.stderr


def test_it_can_download(tmp_path: Path) -> None:
    done = start("download", "--help", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "mnist" in done.stdout


def test_it_knows_its_experiments(tmp_path: Path) -> None:
    done = start("list", "experiments", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "spiral" in done.stdout


def test_it_refuses_an_unknown_experiment_in_one_line(tmp_path: Path) -> None:
    done = start("run", "no-such-experiment", folder=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "no-such-experiment" in done.stderr


def test_it_carries_the_engine_as_text() -> None:
    for source in sorted((ROOT / "engine").rglob("*.py")):
        carried = FOLDER / "_internal" / source.relative_to(ROOT)
        assert carried.read_text(encoding="utf-8") == source.read_text(encoding="utf-8")


def test_it_carries_nothing_that_it_does_not_use() -> None:
    names = {path.name for path in FOLDER.rglob("*")}
    unused = ["Qml", "Quick", "Network", "WaylandCompositor", "EglFSDeviceIntegration", "Test.so"]
    assert [name for name in names for part in unused if name.startswith(f"libQt6{part}")] == []
    assert names.isdisjoint({"tkinter", "matplotlib", "torch", "hypothesis", "pytest"})
