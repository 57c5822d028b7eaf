"""What the window is told of a run once: the samples to draw, and what its network looks like."""

import numpy as np

from app.trainer.messages import Loaded
from engine.run import Run

SHOWN_SAMPLES = 5_000
SHOWN_NUMBERS = 1_000_000  # of all shown samples together: 4 MB


def describe_run(run: Run) -> Loaded:
    """The facts of a run that stay as they are, with evenly chosen samples where there are many."""
    data, network = run.dataset, run.network
    count = len(data.columns)
    most = min(count, SHOWN_SAMPLES, max(1, SHOWN_NUMBERS // data.columns.shape[1]))
    shown = np.unique(np.linspace(0, count - 1, most).astype(int))
    is_test = np.zeros(count, dtype=bool)
    is_test[data.test] = True
    return Loaded(
        experiment=run.experiment,
        facts=data.facts,
        points=data.columns[shown].astype(np.float32),
        targets=data.targets[shown],
        is_test=is_test[shown],
        bounds=data.bounds,
        shapes=network.shapes,
        parameter_count=network.parameters.shape[-1],
    )
