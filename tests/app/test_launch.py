"""The launch: a bare window first, an end that is orderly however it comes, nothing lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.launch import MEASURE

SECONDS = 60

LIGHT = """
import sys
import app.__main__, app.command_line, app.launch
print([name for name in ("numpy", "pyqtgraph", "engine.run", "app.views") if name in sys.modules])
"""

WHOLE = """
import sys
import app.main_window
print([name for name in ("sklearn", "scipy", "PIL", "requests") if name in sys.modules])
"""

# Edits the experiment as soon as the window stands, and then sends the program a signal.
SIGNALLED = """
import os, signal, sys
from msgspec.structs import replace
from app import launch
from app.window.workshop import Workshop

start = Workshop.start

def start_and_end(workshop, file):
    start(workshop, file)
    session = workshop.session
    session.edit(replace(session.experiment, seed=4321), "Change seed")
    os.kill(os.getpid(), getattr(signal, sys.argv[1]))

if __name__ == "__main__":
    Workshop.start = start_and_end
    sys.exit(launch.launch(in_process=True))
"""


def environment(folder: Path, **others: str) -> dict[str, str]:
    """An environment whose settings and data lie in a folder of the test."""
    names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA")
    return {**os.environ, **dict.fromkeys(names, str(folder)), **others}


@pytest.mark.parametrize("code", [LIGHT, WHOLE])
def test_nothing_heavy_is_imported_before_it_is_wanted(code: str) -> None:
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, capture_output=True, text=True, timeout=SECONDS, check=True)
    assert done.stdout.strip() == "[]"


def test_the_bare_window_is_painted_before_the_full_one(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app"],
        env=environment(tmp_path, **{MEASURE: "1"}),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    moments = json.loads(done.stdout)
    assert moments["bare_window"] < moments["full_window"]


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a program without asking it")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_closes_the_window_and_keeps_unsaved_work(tmp_path: Path, name: str) -> None:
    script = tmp_path / "signalled.py"
    script.write_text(SIGNALLED, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), name],
        env=environment(tmp_path, PYTHONPATH=str(Path.cwd())),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    kept = list((tmp_path / "backprop-lab").glob("unsaved-*.json"))
    assert [json.loads(path.read_text(encoding="utf-8"))["seed"] for path in kept] == [4321]
