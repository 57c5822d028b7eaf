"""The probe of the predictions: what a regression says of each sample, beside the truth."""

from dataclasses import dataclass

import numpy as np

from engine.probes.plane import answers
from engine.probes.probe import Probe, Values
from engine.probes.share import Share, first_inputs, first_targets
from engine.run import Run


@dataclass(frozen=True)
class Predicted:
    """`predicted` and `true` (samples, targets), both in the data's own units."""

    predicted: Values
    true: Values


@dataclass(frozen=True)
class Predictions(Probe):
    """The predictions for the first samples of a share; None for classification."""

    share: Share = "test"
    samples: int = 500

    def measure(self, run: Run) -> Predicted | None:
        if run.dataset.facts.task == "classification":
            return None
        true = first_targets(run, self.share, self.samples)
        true = (true[:, None] if true.ndim == 1 else true).astype(np.float32)
        x = first_inputs(run, self.share, self.samples)
        if not len(x):
            return Predicted(true, true)
        predicted = answers(run, run.network.output(x))
        return Predicted(predicted.reshape(len(x), -1), true)
