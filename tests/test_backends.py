"""The words `run` and `check` on both backends, as a person meets them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

ROOT = Path(__file__).resolve().parents[1]


def call(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Start the program with these words in this folder, without Python's own warnings."""
    search = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return subprocess.run(
        [sys.executable, "-P", "-W", "ignore", "-m", "app", *words],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": search, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=110,
    )


def test_run_trains_and_names_its_backend(backend: str, tmp_path: Path) -> None:
    words = ("run", "circle", "--epochs", "2", "--backend", backend, "--out", "out")
    done = call(*words, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert summary["backend"] == backend
    assert (summary["epochs"], summary["finished"]) == (2, True)
    assert summary["last"]["train_loss"] < summary["best"]["train_loss"]["value"] * 1.5
    tensors = load_file(tmp_path / "out" / "model.safetensors")
    assert sum(tensor.size for tensor in tensors.values()) == summary["parameters"]
    assert all(np.isfinite(tensor).all() for tensor in tensors.values())


@pytest.mark.parametrize("name", ["circle", "parity-rnn"])
def test_check_finds_both_gradients_alike(name: str, backend: str, tmp_path: Path) -> None:
    done = call("check", name, "--backend", backend, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "agrees" in done.stdout
    assert "DIFFERS" not in done.stdout
