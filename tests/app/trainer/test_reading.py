"""While data is read the window hears how far it is, and may have something else done instead."""

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from msgspec.structs import replace

from app.trainer.client import Trainer
from app.trainer.messages import CancelReading, Describe, Load, Phase, Play, Snapshot
from engine.data.dataset import Facts
from engine.data.report import Cancelled
from engine.experiment.data import Gauss, Table
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec

Await = Callable[..., Snapshot]
LIMIT = 20.0


@pytest.fixture
def table(tmp_path: Path) -> Table:
    path = tmp_path / "table.csv"
    path.write_text("u,v,kind\n" + "".join(f"{i},{i % 7},{'ab'[i % 2]}\n" for i in range(40)))
    return Table(path=str(path))


def wait(trainer: Trainer, is_so: Callable[[], bool]) -> None:
    limit = time.monotonic() + LIMIT
    while not is_so():
        trainer.poll()
        assert time.monotonic() < limit
        time.sleep(0.001)


def described(trainer: Trainer, *tokens: int) -> list[object]:
    """What came of those descriptions, once all have come."""
    found: dict[int, object] = {}

    def have_come() -> bool:
        found.update(trainer.described())
        return set(tokens) <= set(found)

    wait(trainer, have_come)
    return [found[token] for token in tokens]


def test_the_share_is_told_and_then_that_it_ended(
    trainer: Trainer, table: Table, slow_tables: Event
) -> None:
    trainer.send(Describe(1, table, 0))
    wait(trainer, lambda: trainer.reading == 0.4)
    slow_tables.set()
    assert isinstance(described(trainer, 1)[0], Facts)
    wait(trainer, lambda: trainer.reading is None)


def test_cancelled_it_leaves_the_run_as_it_was(
    trainer: Trainer, experiment: Experiment, table: Table, snapshot: Await, slow_tables: Event
) -> None:
    trainer.load(experiment)
    trainer.send(Play())
    last = snapshot(trainer, lambda shown: shown.phase is Phase.FINISHED)
    trainer.send(Describe(1, table, 0))
    wait(trainer, lambda: trainer.reading is not None)
    trainer.send(CancelReading())
    assert isinstance(described(trainer, 1)[0], Cancelled)
    after = snapshot(trainer)
    assert (after.run_id, after.step, after.problem) == (last.run_id, last.step, None)
    assert trainer.reading is None


def test_what_is_newer_counts(
    trainer: Trainer, experiment: Experiment, table: Table, snapshot: Await, slow_tables: Event
) -> None:
    trainer.send(Describe(1, table, 0))
    trainer.send(Describe(2, Gauss(samples=50), 0))
    first, second = described(trainer, 1, 2)
    assert isinstance(first, Cancelled)
    assert isinstance(second, Facts)
    trainer.send(Describe(3, table, 0))
    trainer.load(experiment)
    assert isinstance(described(trainer, 3)[0], Cancelled)
    assert snapshot(trainer).phase is Phase.PAUSED


def test_a_run_whose_data_was_cancelled_says_so_and_can_be_loaded_again(
    trainer: Trainer, experiment: Experiment, table: Table, snapshot: Await, slow_tables: Event
) -> None:
    on_table = replace(experiment, data=table, network=NetworkSpec((Dense(2),)))
    trainer.load(on_table)
    wait(trainer, lambda: trainer.reading is not None)
    trainer.send(CancelReading())
    failed = snapshot(trainer)
    assert failed.phase is Phase.FAILED
    assert failed.problem is not None
    assert "cancelled" in failed.problem.message
    slow_tables.set()
    trainer.load(on_table)
    assert snapshot(trainer).phase is Phase.PAUSED


def test_a_run_on_other_data_ends_the_reading_for_the_one_before(
    trainer: Trainer, experiment: Experiment, table: Table, snapshot: Await, slow_tables: Event
) -> None:
    trainer.load(replace(experiment, data=table))
    wait(trainer, lambda: trainer.reading is not None)
    number = trainer.load(experiment)
    shown = snapshot(trainer)
    assert (shown.run_id, shown.phase) == (number, Phase.PAUSED)


def test_close_does_not_wait_for_the_file(trainer: Trainer, table: Table, slow_tables) -> None:
    trainer.send(Describe(1, table, 0))
    wait(trainer, lambda: trainer.reading is not None)
    begun = time.monotonic()
    trainer.close()
    assert time.monotonic() - begun < 0.9
    assert not trainer._host.alive


def test_the_same_in_a_process(start: Callable[..., Trainer], tmp_path: Path, experiment) -> None:
    path = tmp_path / "large.csv"
    path.write_text("x,t\n" + "0.25,1.5\n-0.75,2.5\n" * 1_000_000)
    trainer = start(in_process=False)
    trainer.send(Describe(1, Table(path=str(path)), 0))
    wait(trainer, lambda: trainer.reading is not None)
    assert 0 < trainer.reading < 1
    trainer.send(CancelReading())
    begun = time.monotonic()
    assert isinstance(described(trainer, 1)[0], Cancelled)
    assert time.monotonic() - begun < 1
    trainer.send(Load(1, experiment))
    wait(trainer, lambda: trainer.reading is None)
