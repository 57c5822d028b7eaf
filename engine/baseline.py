"""A baseline is a simple method on the same data: it shows what learned features add."""

from dataclasses import dataclass, field
from typing import Literal, get_args

from engine.experiment.checks import between, one_of, whole_between
from engine.probes.plane import Surface

BaselineName = Literal["nearest_neighbours", "linear", "linear_svm", "rbf_svm"]
BASELINES: tuple[BaselineName, ...] = get_args(BaselineName)


@dataclass(frozen=True)
class Baseline:
    """Which method, and its settings.

    `nearest_neighbours` asks the `neighbours` closest training samples; `linear` is logistic
    regression, and linear regression where values are to be predicted; `linear_svm` and `rbf_svm`
    are support vector machines without and with the kernel exp(-γ‖x - x′‖²), where γ is 1 over
    inputs times their variance. `c` is the weight of the errors against that of small parameters,
    in logistic regression and in support vector machines.
    """

    name: BaselineName
    neighbours: int = 5
    c: float = 1.0

    def __post_init__(self) -> None:
        one_of("baseline.name", self.name, BASELINES)
        whole_between("baseline.neighbours", self.neighbours, 1, 1_000)
        between("baseline.c", self.c, 1e-6, 1e6)


@dataclass(frozen=True, eq=False)
class BaselineResult:
    """What a baseline reached: accuracies, or R² where values are to be predicted.

    `test_accuracy` is NaN without test samples. `seconds` is the time that fitting took. `surface`
    is the answer over the plane of the inputs, where the data has at most two columns: shares of
    the neighbours or probabilities, of support vector machines 1 for the class that they say.
    `notes` tells what was done otherwise than it looks, such as fitting to some of the samples.
    """

    baseline: Baseline
    train_accuracy: float
    test_accuracy: float
    seconds: float
    surface: Surface | None = None
    notes: tuple[str, ...] = field(default=())
