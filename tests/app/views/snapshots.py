"""Snapshots of real runs, without a trainer: what the views' tests draw."""

import numpy as np

from app.trainer.messages import Loaded, Phase, Snapshot
from engine.curve import Curve
from engine.experiment.data import AnyData, Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, ReLU
from engine.experiment.training import Adam, Training
from engine.probes import Probe
from engine.run import Run


def experiment_on(data: AnyData, units: tuple[int, ...] = (8, 8), outputs: int = 2) -> Experiment:
    """Return an experiment with ReLU layers of so many units and one linear output layer."""
    hidden = [layer for count in units for layer in (Dense(count), ReLU())]
    regression = data.task == "regression"
    training = Training(
        loss="mean_squared_error" if regression else "cross_entropy",
        optimizer=Adam(learning_rate=0.01),
        batch_size=10,
    )
    network = NetworkSpec((*hidden, Dense(outputs)))
    return Experiment(data, network, training, seed=7)


def spiral_run(epochs: int = 0, units: tuple[int, ...] = (8, 8)) -> Run:
    """Return a run on the two spirals, trained for some epochs."""
    return trained(Run(experiment_on(Spiral(), units)), epochs)


def trained(run: Run, epochs: int) -> Run:
    """Train a run for so many epochs and return it."""
    while run.epoch < epochs:
        run.step()
    return run


def loaded_of(run: Run) -> Loaded:
    """Return what the trainer tells about a run once."""
    data = run.dataset
    is_test = np.zeros(len(data.columns), dtype=bool)
    is_test[data.test] = True
    return Loaded(
        experiment=run.experiment,
        facts=data.facts,
        points=data.columns.astype(np.float32),
        targets=data.targets,
        is_test=is_test,
        bounds=data.bounds,
        shapes=run.network.shapes,
        parameter_count=run.network.parameters.size,
    )


def snapshot_of(
    run: Run,
    probes: tuple[Probe, ...],
    loaded: Loaded | None = None,
    curve: Curve | None = None,
    phase: Phase = Phase.PLAYING,
) -> Snapshot:
    """Return the run at this moment, with these probes measured."""
    return Snapshot(
        run_id=1,
        phase=phase,
        epoch=run.epoch,
        step=run.step_count,
        metrics=run.evaluate(),
        curve=curve or run.curve,
        steps_per_second=9840.0,
        loaded=loaded or loaded_of(run),
        probes={probe: probe.measure(run) for probe in probes},
    )
