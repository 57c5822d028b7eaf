"""The worker's process: it dies and is replaced, obeys the window only, is never left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import psutil
import pytest

from app.trainer.client import Trainer
from app.trainer.messages import Describe, Pause, Phase, Play, SetSpeed, Snapshot
from engine.data.dataset import Facts
from engine.errors import DataError
from engine.experiment.data import Gauss
from engine.experiment.experiment import Experiment
from engine.experiment.training import Adam
from engine.probes import DecisionSurface, NeuronMaps, WeightValues
from engine.run import Run

Await = Callable[..., Snapshot]
LIMIT = 10.0
POSIX_ONLY = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")


@pytest.fixture
def trainer(start: Callable[..., Trainer]) -> Trainer:
    """Start a trainer whose worker is a process."""
    return start(in_process=False)


@pytest.fixture
def long_experiment(experiment: Experiment) -> Experiment:
    """3,000 epochs of 5 steps, with an optimizer that has a state of its own."""
    training = msgspec.structs.replace(experiment.training, optimizer=Adam(0.003), epochs=3_000)
    return msgspec.structs.replace(experiment, training=training)


def worker_of(trainer: Trainer) -> psutil.Process:
    assert trainer.process_id is not None
    return psutil.Process(trainer.process_id)


def kill(trainer: Trainer) -> None:
    """Kill the worker from outside."""
    worker_of(trainer).kill()


def poll_until_replaced(trainer: Trainer) -> Snapshot | None:
    """Poll until the worker is replaced or given up; returns what the last poll gave."""
    before, limit = trainer.restarts, time.monotonic() + LIMIT
    while time.monotonic() < limit:
        shown = trainer.poll()
        if trainer.restarts > before or not trainer.alive:
            return shown
        time.sleep(0.001)
    raise AssertionError("the death of the worker was not noticed in time")


def playing(snapshot: Snapshot) -> bool:
    return snapshot.phase is Phase.PLAYING


def finished(snapshot: Snapshot) -> bool:
    return snapshot.phase is Phase.FINISHED


def test_the_numbers_are_those_of_a_run_without_a_window(
    trainer: Trainer, experiment: Experiment, snapshot: Await
) -> None:
    trainer.load(experiment)
    trainer.send(Play())
    last = snapshot(trainer, finished, (DecisionSurface(), NeuronMaps(), WeightValues()))
    bare = Run(experiment)
    while not bare.finished:
        bare.step()
    assert np.array_equal(last.curve.since(0)[:, :6], bare.curve.since(0)[:, :6])
    for name, view in bare.network.views.items():
        assert np.array_equal(last.probes[WeightValues()][name], view)
    assert np.array_equal(
        last.probes[DecisionSurface()].values, DecisionSurface().measure(bare).values
    )


def test_a_killed_worker_is_replaced_and_the_run_goes_on_bit_for_bit(
    trainer: Trainer, long_experiment: Experiment, snapshot: Await
) -> None:
    trainer.load(long_experiment)
    trainer.send(SetSpeed(2_000.0))
    trainer.send(Play())
    kept = snapshot(trainer, lambda shown: shown.step > 2_500)
    kill(trainer)
    restarted = snapshot(trainer, lambda shown: shown.problem is not None)
    assert restarted.problem is not None
    assert "The training process ended unexpectedly" in restarted.problem.message
    assert "goes on from step" in restarted.problem.message
    if os.name == "posix":
        assert "(signal 9)" in restarted.problem.message
    went_on_from = int(restarted.problem.message.split("step ")[1].rstrip("."))
    assert 0 < went_on_from <= kept.step
    assert trainer.restarts == 1
    assert snapshot(trainer).problem is None
    trainer.send(SetSpeed(None))
    last = snapshot(trainer, finished, (WeightValues(),))
    assert last.loaded is kept.loaded
    bare = Run(long_experiment)
    while not bare.finished:
        bare.step()
    assert np.array_equal(last.curve.since(0)[:, :6], bare.curve.since(0)[:, :6])
    for name, view in bare.network.views.items():
        assert np.array_equal(last.probes[WeightValues()][name], view)


def test_a_worker_killed_while_paused_comes_back_paused_and_reading_data_is_answered(
    trainer: Trainer, experiment: Experiment, snapshot: Await
) -> None:
    trainer.load(experiment)
    trainer.send(Play())
    trainer.send(Pause())
    before = snapshot(trainer)
    worker_of(trainer).suspend()
    trainer.send(Describe(6, Gauss(samples=50), 1))
    kill(trainer)
    after = snapshot(trainer, lambda shown: shown.problem is not None)
    assert after.phase is before.phase
    ((token, outcome),) = trainer.described()
    assert token == 6
    assert isinstance(outcome, DataError)
    trainer.send(Describe(7, Gauss(samples=50), 1))
    snapshot(trainer)
    assert isinstance(dict(trainer.described())[7], Facts)


def test_workers_that_die_again_and_again_are_given_up_until_the_next_load(
    trainer: Trainer, experiment: Experiment, snapshot: Await
) -> None:
    trainer.load(experiment)
    snapshot(trainer)
    for restarts in range(3):
        assert trainer.restarts == restarts
        kill(trainer)
        shown = poll_until_replaced(trainer)
    assert shown is not None
    assert shown.phase is Phase.FAILED
    assert shown.problem is not None
    assert "3 times" in shown.problem.message
    assert not trainer.alive
    assert not trainer.request()
    trainer.load(experiment)
    trainer.send(Play())
    assert snapshot(trainer, finished).step == 40
    assert trainer.alive


@POSIX_ONLY
def test_ctrl_c_is_not_for_the_worker(
    trainer: Trainer, experiment: Experiment, snapshot: Await
) -> None:
    os.kill(worker_of(trainer).pid, signal.SIGINT)  # while it starts
    trainer.load(experiment)
    snapshot(trainer)
    os.kill(worker_of(trainer).pid, signal.SIGINT)
    trainer.send(Play())
    assert snapshot(trainer, finished).step == 40
    assert trainer.restarts == 0


def test_close_leaves_no_process(trainer: Trainer, experiment: Experiment, snapshot: Await) -> None:
    training = msgspec.structs.replace(experiment.training, epochs=10_000_000)
    trainer.load(msgspec.structs.replace(experiment, training=training))
    trainer.send(Play())
    snapshot(trainer, playing)
    worker = worker_of(trainer)
    trainer.close()
    assert not worker.is_running()
    trainer.close()


@POSIX_ONLY
def test_a_worker_that_does_not_listen_is_killed(trainer: Trainer) -> None:
    worker = worker_of(trainer)
    worker.suspend()
    began = time.monotonic()
    trainer.close()
    assert not worker.is_running()
    assert time.monotonic() - began < LIMIT


def test_a_trainer_that_is_forgotten_ends_its_worker() -> None:
    trainer = Trainer()
    worker = worker_of(trainer)
    del trainer
    assert not worker.is_running()


ABANDON = """
import os
from app.trainer.client import Trainer

if __name__ == "__main__":
    trainer = Trainer()
    print(trainer.process_id, flush=True)
    {ending}
"""


@pytest.mark.parametrize("ending", ["os._exit(1)", "pass"])
def test_when_the_window_is_gone_the_worker_ends_itself(ending: str, tmp_path: Path) -> None:
    script = tmp_path / "abandon.py"
    script.write_text(ABANDON.format(ending=ending))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, timeout=LIMIT, env=environment
    )
    assert ran.stderr == ""
    try:
        worker = psutil.Process(int(ran.stdout))
    except psutil.NoSuchProcess:
        return
    worker.wait(LIMIT)


def test_the_worker_and_its_client_need_no_qt() -> None:
    check = (
        "import sys, app.trainer.client, app.trainer.serve\n"
        "print([name for name in sys.modules if name.split('.')[0] in "
        "('PySide6', 'shiboken6', 'pyqtgraph', 'sklearn', 'scipy')])"
    )
    ran = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
