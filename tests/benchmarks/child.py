"""A child: a Python program of ours, started in a process of its own to be measured."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def environment(**changes: str) -> dict[str, str]:
    """Return the environment for a child: off screen where there is no display."""
    values = dict(os.environ) | {"PYTHONPATH": str(ROOT)} | changes
    has_display = {"DISPLAY", "WAYLAND_DISPLAY"} & values.keys()
    if sys.platform == "linux" and not has_display:
        values.setdefault("QT_QPA_PLATFORM", "offscreen")
    return values


def start(*words: str, **changes: str) -> "subprocess.Popen[str]":
    """Start `python WORDS`; its output can be read."""
    command = [sys.executable, "-P", *words]
    return subprocess.Popen(
        command, env=environment(**changes), stdout=subprocess.PIPE, encoding="utf-8"
    )


def output_of(*words: str, **changes: str) -> str:
    """Run `python WORDS` to its end and return what it wrote; CalledProcessError if it fails."""
    child = start(*words, **changes)
    output, _ = child.communicate(timeout=3600)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, child.args, output)
    return output
