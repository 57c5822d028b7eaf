"""A session whose trainer is a thread of the test, and the appearance that panels are given."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.session.session import Session
from app.trainer.client import Trainer
from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, ReLU
from engine.experiment.training import Adam, Training


@pytest.fixture
def experiment() -> Experiment:
    """Return 2 → 8 → 8 → 2 on 100 points of the spiral, 70 of them to train on."""
    return Experiment(
        data=Spiral(samples=100, noise=0.1, test_share=0.3),
        network=NetworkSpec((Dense(8), ReLU(), Dense(8), ReLU(), Dense(2))),
        training=Training(optimizer=Adam(0.003), batch_size=32, epochs=400),
        seed=7,
    )


@pytest.fixture
def session(qapp: QApplication, experiment: Experiment) -> Iterator[Session]:
    """Return a session on the experiment, which ends with the test."""
    begun = Session(Trainer(in_process=True), experiment)
    yield begun
    begun.close()
