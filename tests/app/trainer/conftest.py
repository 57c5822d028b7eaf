"""Small experiments, and trainers that do not outlive their test."""

import time
from collections.abc import Callable, Iterator

import pytest

from app.trainer import safety_copy
from app.trainer.client import Trainer
from app.trainer.messages import Phase, Snapshot
from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, ReLU
from engine.experiment.training import SGD, Training
from engine.probes import Probe

TIME_LIMIT = 20.0  # seconds until a wait for the trainer counts as failed


@pytest.fixture
def experiment() -> Experiment:
    """100 samples, half of them to train on: 5 steps an epoch, 8 epochs.

    Rectifiers do not saturate, so that a learning rate of 1e6 makes the numbers grow without bound.
    """
    return Experiment(
        data=Spiral(samples=100, noise=0.1),
        network=NetworkSpec((Dense(4), ReLU(), Dense(2))),
        training=Training(optimizer=SGD(0.1), batch_size=10, epochs=8),
        seed=3,
    )


@pytest.fixture
def first_state_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a run that diverges go back to its beginning, however slow the machine is."""
    monkeypatch.setattr(safety_copy, "INTERVAL", 3600.0)


@pytest.fixture
def start() -> Iterator[Callable[..., Trainer]]:
    """Start trainers that are closed after the test."""
    trainers: list[Trainer] = []

    def started(in_process: bool = True) -> Trainer:
        trainers.append(Trainer(in_process))
        return trainers[-1]

    yield started
    for trainer in trainers:
        trainer.close()


@pytest.fixture
def trainer(start: Callable[..., Trainer]) -> Trainer:
    """Start a trainer whose worker is a thread."""
    return start()


Await = Callable[..., Snapshot]


@pytest.fixture
def snapshot() -> Await:
    """Ask for snapshots until one fulfils the condition, and return that one.

    Each was asked for after the call, so that it has seen every command sent before.
    """

    def awaited(
        trainer: Trainer,
        condition: Callable[[Snapshot], bool] = lambda _: True,
        probes: tuple[Probe, ...] = (),
    ) -> Snapshot:
        was_asked = not trainer.request(probes)
        limit = time.monotonic() + TIME_LIMIT
        while time.monotonic() < limit:
            found = trainer.poll()
            if found is not None and found.phase is not Phase.LOADING:
                if not was_asked and condition(found):
                    return found
                was_asked = not trainer.request(probes)
            elif found is None:
                trainer.request(probes)
                time.sleep(0.0005)
        raise AssertionError("no such snapshot came in time")

    return awaited
