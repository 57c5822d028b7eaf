"""A session on a small experiment, whose trainer is a thread that ends with the test."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.session.session import Session
from app.trainer.client import Trainer
from app.trainer.messages import Phase
from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, Tanh
from engine.experiment.training import SGD, Training

TIME_LIMIT_MS = 20_000


@pytest.fixture
def experiment() -> Experiment:
    """100 samples, half of them to train on: 5 steps an epoch."""
    return Experiment(
        data=Spiral(samples=100, noise=0.1),
        network=NetworkSpec((Dense(4), Tanh(), Dense(2))),
        training=Training(optimizer=SGD(0.1), batch_size=10, epochs=1000),
        seed=3,
        name="Small",
    )


@pytest.fixture
def session(qapp: object, experiment: Experiment) -> Iterator[Session]:
    trainer = Trainer(in_process=True)
    made = Session(trainer, experiment)
    yield made
    made.close()


@pytest.fixture
def until(qtbot: QtBot, session: Session) -> Callable[[Callable[[], bool]], None]:
    """Let the session tick, as the frame clock does, until something is so."""

    def wait(condition: Callable[[], bool]) -> None:
        def ticked() -> bool:
            session.tick(())
            return condition()

        qtbot.waitUntil(ticked, timeout=TIME_LIMIT_MS)

    return wait


@pytest.fixture
def loaded(session: Session, until: Callable[[Callable[[], bool]], None]) -> Session:
    """A session whose experiment is loaded and stands still."""
    until(lambda: session.phase is Phase.PAUSED and session.facts is not None)
    return session


@pytest.fixture
def said(session: Session) -> list[tuple[str, str]]:
    """All that the session says from now on."""
    texts: list[tuple[str, str]] = []
    session.said.connect(lambda text, level: texts.append((text, level)))
    return texts
