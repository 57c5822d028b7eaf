"""The packaged program: it starts where no Python is, off screen, and does its work."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

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
    assert names.isdisjoint({"tkinter", "matplotlib", "PIL", "scipy", "sklearn", "torch"})
