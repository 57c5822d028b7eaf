"""Fitting baselines: scikit-learn's methods on the data that a network learns from.

scikit-learn takes seconds to import. It is imported here alone, and this module only where
baselines are fitted.
"""

import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.multioutput import MultiOutputRegressor
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.svm import SVC, SVR

from engine.baseline import Baseline, BaselineName, BaselineResult
from engine.data.dataset import Dataset
from engine.errors import ExperimentError
from engine.plane import InputGrid
from engine.probes.plane import Surface
from engine.targets import TargetCode

Numbers = NDArray[np.float64]
MOST_ITERATIONS = 1_000
MOST_TESTED = 20_000  # samples: the nearest neighbours of more would take too long to find
COLUMNS_SHOWN = 2


@dataclass(frozen=True)
class Method:
    """How to make a method for classes and one for values, and on how many samples at most."""

    for_classes: Callable[[Baseline], Any]
    for_values: Callable[[Baseline], Any]
    most_samples: int


METHODS: Mapping[BaselineName, Method] = MappingProxyType(
    {
        "nearest_neighbours": Method(
            lambda baseline: KNeighborsClassifier(baseline.neighbours),
            lambda baseline: KNeighborsRegressor(baseline.neighbours),
            most_samples=20_000,
        ),
        "linear": Method(
            lambda baseline: LogisticRegression(C=baseline.c, max_iter=MOST_ITERATIONS),
            lambda baseline: LinearRegression(),
            most_samples=20_000,
        ),
        # Support vector machines compare every sample with every other one.
        "linear_svm": Method(
            lambda baseline: SVC(kernel="linear", C=baseline.c),
            lambda baseline: MultiOutputRegressor(SVR(kernel="linear", C=baseline.c)),
            most_samples=5_000,
        ),
        "rbf_svm": Method(
            lambda baseline: SVC(kernel="rbf", C=baseline.c),
            lambda baseline: MultiOutputRegressor(SVR(kernel="rbf", C=baseline.c)),
            most_samples=5_000,
        ),
    }
)


@dataclass(frozen=True)
class Share:
    """Inputs (samples, inputs) and targets, class indices (samples,) or values (samples, k)."""

    x: Numbers
    t: NDArray[Any]


def fit_baseline(
    baseline: Baseline, dataset: Dataset, seed: int = 0, resolution: int = 60
) -> BaselineResult:
    """Fit to the training samples, prepared as a network sees them, and measure on both shares.

    Where there are more samples than the method should take, a random part of them, by `seed`,
    stands for all. Raises ExperimentError where the method cannot be used on this data.
    """
    method, rng = METHODS[baseline.name], np.random.default_rng(seed)
    train = _chosen(dataset.train, method.most_samples, rng)
    test = _chosen(dataset.test, MOST_TESTED, rng)
    notes = _notes(dataset, len(train), len(test))
    fitted_on, tested_on = _share(dataset, train), _share(dataset, test)
    model = _model(baseline, dataset, fitted_on)
    seconds, converged = _fit(model, fitted_on)
    if not converged:
        notes += (f"not quite settled after {MOST_ITERATIONS} rounds",)
    return BaselineResult(
        baseline=baseline,
        train_accuracy=_accuracy(model, dataset, fitted_on),
        test_accuracy=_accuracy(model, dataset, tested_on),
        seconds=seconds,
        surface=_surface(model, dataset, resolution),
        notes=notes,
    )


def _chosen(numbers: NDArray[np.int64], most: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """All of these samples, or so many of them at random."""
    return numbers if len(numbers) <= most else rng.permutation(numbers)[:most]


def _notes(dataset: Dataset, train: int, test: int) -> tuple[str, ...]:
    """What to say where not all samples were used."""
    pairs = (("fitted to", train, len(dataset.train)), ("tested on", test, len(dataset.test)))
    return tuple(
        f"{verb} {used:,} of {there:,} samples" for verb, used, there in pairs if used < there
    )


def _share(dataset: Dataset, numbers: NDArray[np.int64]) -> Share:
    targets = dataset.targets[numbers]
    if dataset.facts.task == "regression":
        targets = dataset.preparation.targets(targets.astype(np.float64))
    return Share(_inputs(dataset, dataset.columns[numbers]), targets)


def _inputs(dataset: Dataset, columns: NDArray[Any]) -> Numbers:
    """Raw columns as the network's inputs, (samples, inputs).

    Numbers that stand for characters become one input for each character: they are no amounts.
    """
    x = dataset.preparation.inputs(columns)
    if dataset.facts.kind != "codes":
        return x
    last = dataset.facts.class_count - 1
    codes = np.clip(np.rint(x), 0, last).astype(np.int64)
    return np.eye(last + 1)[codes].reshape(len(x), -1)


def _model(baseline: Baseline, dataset: Dataset, share: Share) -> Any:
    """The method, not yet fitted."""
    samples = len(share.x)
    if baseline.name == "nearest_neighbours" and samples < baseline.neighbours:
        message = f"must be at most {samples}, the number of training samples"
        raise ExperimentError("baseline.neighbours", f"{message}; it is {baseline.neighbours}")
    method = METHODS[baseline.name]
    if dataset.facts.task == "regression":
        return method.for_values(baseline)
    if len(np.unique(share.t)) < 2:
        message = "there is one class among the training samples, and nothing to tell apart"
        raise ExperimentError("data", f"{message}; add samples of another class")
    return method.for_classes(baseline)


def _fit(model: Any, share: Share) -> tuple[float, bool]:
    """Fit, and return how many seconds that took, and whether it came to its end."""
    started = time.perf_counter()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ConvergenceWarning)
        model.fit(share.x, share.t)
    seconds = time.perf_counter() - started
    return seconds, not any(issubclass(each.category, ConvergenceWarning) for each in caught)


def _accuracy(model: Any, dataset: Dataset, share: Share) -> float:
    """The share of samples put into the right class, or R² of all targets as for a network."""
    if not len(share.x):
        return float("nan")
    answers = model.predict(share.x)
    if dataset.facts.task == "classification":
        return float(np.mean(answers == share.t))
    code = TargetCode(0, share.t.shape[1])
    return float(code.accuracy(answers.reshape(share.t.shape), share.t))


def _surface(model: Any, dataset: Dataset, resolution: int) -> Surface | None:
    """The answer over the plane; None where the data has more columns than a plane."""
    facts = dataset.facts
    if len(facts.column_names) > COLUMNS_SHOWN or facts.kind == "codes":
        return None
    grid = InputGrid.over(dataset, resolution, 0, 1)
    x = grid.inputs
    if facts.task == "regression":
        answers = model.predict(x).reshape(len(x), -1)
        values = dataset.preparation.original_targets(answers)
    else:
        values = _probabilities(model, x, facts.class_count)
    shaped = values.astype(np.float32).reshape(grid.height, grid.width, -1)
    return Surface(shaped, grid.x_range, grid.y_range)


def _probabilities(model: Any, x: Numbers, classes: int) -> Numbers:
    """(samples, classes): 0 for a class that was not among the training samples."""
    if isinstance(model, SVC):
        return np.eye(classes)[model.predict(x)]
    probabilities = np.zeros((len(x), classes))
    probabilities[:, model.classes_] = model.predict_proba(x)
    return probabilities
