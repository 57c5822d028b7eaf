"""Trainings in which every piece of an update does something, in steps that can be recorded."""

from typing import Any

from msgspec.structs import replace

from engine.experiment.experiment import Experiment
from engine.experiment.schedules import (
    Cosine,
    ExponentialDecay,
    InverseTimeDecay,
    ReduceOnPlateau,
    StepDecay,
)
from engine.experiment.training import Adam
from tests.engine.step_experiments import network_of

TRAININGS: dict[str, dict[str, Any]] = {
    "l1": {"l1": 0.01},
    "l2": {"l2": 0.1},
    "elastic net": {"l1": 0.01, "l2": 0.1},
    "clipped by value": {"clip_value": 0.02},
    "clipped by norm": {"clip_norm": 0.1},
    "decay": {"weight_decay": 0.1},
    "max norm": {"max_norm": 0.5},
    "warm-up": {"schedule": Cosine(warmup=1.0)},
    "step": {"schedule": StepDecay(every=1)},
    "exponential": {"schedule": ExponentialDecay(factor=0.5)},
    "inverse time": {"schedule": InverseTimeDecay(decay=1.0)},
    "plateau": {"schedule": ReduceOnPlateau()},
    "smoothed": {"label_smoothing": 0.1},
    "everything": {
        "l1": 0.01,
        "l2": 0.1,
        "clip_value": 0.05,
        "clip_norm": 0.1,
        "weight_decay": 0.1,
        "max_norm": 0.5,
        "schedule": Cosine(warmup=2.0),
        "optimizer": Adam(0.01),
    },
}


def training_of(name: str, network: str = "residual") -> Experiment:
    """Return the experiment of one of the NETWORKS, trained with what TRAININGS say."""
    experiment = network_of(network, adam=False)
    training = replace(experiment.training, **TRAININGS[name])
    return replace(experiment, training=training)
