"""The probe of the scatter: samples over two columns, or over two principal components."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.dataset import Dataset
from engine.principal_components import PrincipalComponents
from engine.probes.probe import Probe, Values
from engine.probes.samples import Said
from engine.run import Run

FITTED_NUMBERS = 400_000  # of the samples that the components are fitted to: 0.1 s of work


@dataclass(frozen=True)
class ScatteredSamples:
    """`points` (samples, 2), of so many samples altogether.

    `explained` (2,) is the share of the inputs' variance along each component; None: the points
    are raw columns. `fitted` is the number of training samples the components were fitted to.
    """

    points: Values
    said: Said
    total: int
    explained: NDArray[np.float64] | None = None
    fitted: int = 0


@dataclass(frozen=True)
class ScatterPoints(Probe):
    """Evenly chosen samples, at most `samples`, over the raw columns `x` and `y`.

    With `principal`, over the first two principal components of the inputs as the network sees
    them, scaled; these are found on training samples alone. For the rest see SampleRows.
    """

    x: int = 0
    y: int = 1
    principal: bool = False
    samples: int = 5_000
    hurried: bool = False
    seconds: float = 0.005
    turn: int = 0

    def measure(self, run: Run) -> ScatteredSamples:
        answers, data = run.survey.advance(run.step_count, self.seconds, self.hurried), run.dataset
        total = len(data.columns)
        shown = np.unique(np.linspace(0, total - 1, min(total, self.samples)).astype(np.int64))
        said = Said.of(run, answers, shown)
        if self.principal:
            found = data.once(("components", self.samples), lambda: components(data, shown))
            points, explained, fitted = found
            return ScatteredSamples(points, said, total, explained, fitted)
        key = ("scatter", self.x, self.y, self.samples)
        points = data.once(key, lambda: pairs(data, shown, self.x, self.y))
        return ScatteredSamples(points, said, total)


def pairs(data: Dataset, shown: NDArray[np.int64], x: int, y: int) -> Values:
    """The values of two columns, (samples, 2); a column that is not there is taken as the last."""
    last = data.columns.shape[1] - 1
    return data.columns[np.ix_(shown, [min(x, last), min(y, last)])].astype(np.float32)


def components(data: Dataset, shown: NDArray[np.int64]) -> tuple[Values, NDArray[np.float64], int]:
    """The coordinates (shown, 2), the shares explained, and the number of samples fitted to."""
    inputs = data.preparation.inputs
    count = min(len(data.train), max(2, FITTED_NUMBERS // data.columns.shape[1]))
    chosen: Any = np.linspace(0, len(data.train) - 1, count).astype(np.int64)
    fitted = inputs(data.columns[data.train[chosen]])
    found = PrincipalComponents.of(fitted, 2)
    points = (inputs(data.columns[shown]) - fitted.mean(axis=0)) @ found.directions.T
    return points.astype(np.float32), found.explained, count
