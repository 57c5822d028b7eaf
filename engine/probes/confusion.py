"""The probe of the confusions: which class is taken for which."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.arrays import to_host
from engine.probes.probe import Probe
from engine.probes.share import Share, first_inputs, first_targets
from engine.run import Run


@dataclass(frozen=True)
class Confusion:
    """`counts` (classes, classes): row k, column j counts samples of class k taken for class j."""

    counts: NDArray[np.int64]

    @property
    def precision(self) -> NDArray[np.float64]:
        """For each class, the share that is right of what was taken for it; NaN for none."""
        return shares(self.counts.diagonal(), self.counts.sum(axis=0))

    @property
    def recall(self) -> NDArray[np.float64]:
        """For each class, the share of its samples that was found; NaN without a sample."""
        return shares(self.counts.diagonal(), self.counts.sum(axis=1))


@dataclass(frozen=True)
class ConfusionMatrix(Probe):
    """The confusions on the first samples of a share, at most `samples`; None for regression."""

    share: Share = "test"
    samples: int = 10_000

    def measure(self, run: Run) -> Confusion | None:
        classes = run.dataset.facts.class_count
        if not classes:
            return None
        counts = np.zeros((classes, classes), dtype=np.int64)
        x = first_inputs(run, self.share, self.samples)
        if len(x):
            said = to_host(run.network.code.classes(run.network.output(x)))
            np.add.at(counts, (first_targets(run, self.share, self.samples), said), 1)
        return Confusion(counts)


def shares(parts: NDArray[np.int64], wholes: NDArray[np.int64]) -> NDArray[np.float64]:
    """parts / wholes, NaN where a whole is 0."""
    nothing = np.full(len(wholes), np.nan)
    return np.divide(parts, wholes, out=nothing, where=wholes > 0)
