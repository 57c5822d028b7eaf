"""Whether the same experiment gives the same losses to the last bit, watched or not."""

import time
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from app.trainer.client import Trainer
from app.trainer.messages import Phase, Play, SetSpeed
from engine.experiment.experiment import Experiment
from engine.probes import DecisionSurface, NeuronMaps, WeightValues
from engine.run import Run
from tests.benchmarks.classic import classic
from tests.benchmarks.figure import Figure

ENDED = (Phase.FINISHED, Phase.DIVERGED, Phase.FAILED)
PROBES = (DecisionSurface(), NeuronMaps(), WeightValues())


def measure(quick: bool) -> Iterator[Figure]:
    """Compare the learning curves of several runs, without the seconds in them."""
    experiment = classic(epochs=500 if quick else 5000)
    first = _alone(experiment)
    others: dict[str, Callable[[], NDArray[np.float64]]] = {
        "again without a window": lambda: _alone(experiment),
        "in the worker process, watched 60 times a second": lambda: _watched(experiment, False),
        "in a thread, watched 60 times a second": lambda: _watched(experiment, True),
    }
    for name, train in others.items():
        curve = train()
        same = curve.shape == first.shape and bool((curve.view("u8") == first.view("u8")).all())
        yield Figure(
            name,
            f"{len(curve):,} points {'the same' if same else 'NOT the same'}",
            "once without a window",
            goal="bit for bit",
            reached=same,
        )


def _alone(experiment: Experiment) -> NDArray[np.float64]:
    run = Run(experiment)
    while not run.finished:
        run.train(100)
    return _without_seconds(run.curve.since(0))


def _watched(experiment: Experiment, in_process: bool) -> NDArray[np.float64]:
    trainer = Trainer(in_process)
    try:
        trainer.load(experiment)
        trainer.send(SetSpeed(None))
        trainer.send(Play())
        while True:
            trainer.request(PROBES)
            snapshot = trainer.poll()
            if snapshot is not None and snapshot.phase in ENDED:
                return _without_seconds(snapshot.curve.since(0))
            time.sleep(1 / 60)
    finally:
        trainer.close()


def _without_seconds(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the columns that must be the same: all but the last, the time."""
    return np.ascontiguousarray(rows[:, :-1])
