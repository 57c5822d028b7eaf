"""The self-test passes on a sound program, and says what fails."""

import os
import subprocess
import sys
from pathlib import Path

from app.headless.selftest import Check

ROOT = Path(__file__).resolve().parents[3]


def test_the_window_passes_off_screen(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "app", "selftest"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        timeout=100,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    lines = done.stdout.splitlines()
    assert all(line.startswith("ok ") for line in lines)
    for title in ("trains", "undone", "opened again", "Network", "Decision boundary", "Loss"):
        assert any(title in line for line in lines), title
    assert list(tmp_path.iterdir()) == []


def test_a_failure_is_told_with_its_reason() -> None:
    assert Check("it moves", "").line == "ok      it moves"
    assert Check("it moves", "it stands").line == "FAILED  it moves: it stands"
