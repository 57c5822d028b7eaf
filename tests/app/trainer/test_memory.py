"""Memory that is freed stays with the process, so that the next picture finds it there."""

import os
import platform
import subprocess
import sys

import pytest

from app.trainer.memory import MEMORY_VARIABLES, keep_freed_memory

FAULTS = """
import resource
import numpy as np

def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

for _ in range(5):
    pieces = [np.ones(200_000) for _ in range(3)]
    del pieces
before = faults()
for _ in range(20):
    pieces = [np.ones(200_000) for _ in range(3)]
    del pieces
print(faults() - before)
"""


@pytest.fixture
def no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in MEMORY_VARIABLES:
        monkeypatch.setenv(name, "")  # so that it is put back as it was
        monkeypatch.delenv(name)


@pytest.mark.usefixtures("no_choice")
def test_what_the_user_has_chosen_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALLOC_TRIM_THRESHOLD_", "1000")
    keep_freed_memory()
    assert os.environ["MALLOC_TRIM_THRESHOLD_"] == "1000"
    assert os.environ["MALLOC_MMAP_THRESHOLD_"] == str(32 << 20)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries ignore it")
@pytest.mark.usefixtures("no_choice")
def test_a_child_fills_the_same_memory_again() -> None:
    keep_freed_memory()
    ran = subprocess.run([sys.executable, "-c", FAULTS], capture_output=True, text=True, check=True)
    # 4.8 MB twenty times would be 23,000 pages of 4 kB.
    assert int(ran.stdout) < 1_000
