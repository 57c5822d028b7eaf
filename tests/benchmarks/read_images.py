"""Reads images in a process of its own and measures that: `plain|engine FOLDER [--traced]`."""

import gzip
import json
import sys
import time
import tracemalloc
from pathlib import Path

import numpy as np

from engine.data import load_data
from engine.experiment.data import Idx
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, Flatten, NetworkSpec, ReLU
from engine.experiment.optimizers import SGD
from engine.experiment.training import Training
from engine.inputs import ByteInputs
from engine.run import Run

PIXELS = 28 * 28


def plain(folder: Path) -> dict[str, float]:
    """Read the four files with gzip and NumPy alone."""
    started = time.perf_counter()
    arrays = []
    for name in ("train", "t10k"):
        for kind, header in (("images", 16), ("labels", 8)):
            with gzip.open(folder / f"{name}-{kind}.gz") as file:
                arrays.append(np.frombuffer(file.read(), np.uint8, offset=header))
    return {"load": time.perf_counter() - started, "held": arrays[0].nbytes}


def engine(folder: Path) -> dict[str, float]:
    """Load the four files, then make a run that is ready for its first step."""
    files = {
        f"{prefix}{kind}": str(folder / f"{name}-{kind}.gz")
        for prefix, name in (("", "train"), ("test_", "t10k"))
        for kind in ("images", "labels")
    }
    data = Idx(**files)
    network = NetworkSpec((Flatten(), Dense(50), ReLU(), Dense(10)))
    experiment = Experiment(data=data, network=network, training=Training(optimizer=SGD(0.1)))
    started = time.perf_counter()
    load_data(data, experiment.seed)
    loaded = time.perf_counter()
    run = Run(experiment)
    total = time.perf_counter() - loaded
    x = run.samples.x_train
    held = len(x) * PIXELS if isinstance(x, ByteInputs) else x.nbytes
    return {"load": loaded - started, "total": total, "held": held}


if __name__ == "__main__":
    read = {"plain": plain, "engine": engine}[sys.argv[1]]
    if "--traced" in sys.argv:  # which costs time, and is therefore asked for apart from it
        tracemalloc.start()
    measured = read(Path(sys.argv[2]))
    if tracemalloc.is_tracing():
        measured["peak"] = tracemalloc.get_traced_memory()[1]
    print(json.dumps(measured))
