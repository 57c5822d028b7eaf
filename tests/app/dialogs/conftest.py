"""A session whose trainer is a thread of the test, and tables in a folder of the test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.session.session import Session
from app.trainer.client import Trainer
from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    """Return a session on a small network, which ends with the test."""
    experiment = Experiment(data=Spiral(), network=NetworkSpec((Dense(2),)))
    begun = Session(Trainer(in_process=True), experiment)
    yield begun
    begun.close()


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], str]:
    """Write a table and return its path."""

    def written(text: str, name: str = "data.csv") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return written
