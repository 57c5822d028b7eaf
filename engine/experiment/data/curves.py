"""Values along a line: one input, one value to be predicted, made by a formula."""

from typing import Literal, get_args

from engine.experiment.checks import between, one_of, whole_between
from engine.experiment.data.base import Data, Task

Function = Literal["sine", "step", "polynomial"]
FUNCTIONS: tuple[Function, ...] = get_args(Function)


class CurveValues(Data, tag="curve", frozen=True):
    """x ~ U(-6, 6) and t = f(x) + ε, with ε ~ N(0, noise²).

    sine: sin x. step: -1 below 0, 1 above. polynomial: a cubic with two bends within [-1, 1].
    """

    function: Function = "sine"
    samples: int = 200
    noise: float = 0.1
    test_share: float = 0.3
    scaling: Literal["standardize", "min_max", "none"] = "standardize"

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("function", self.function, FUNCTIONS)
        whole_between("samples", self.samples, 4, 100_000)
        between("noise", self.noise, 0, 1)

    @property
    def task(self) -> Task:
        return "regression"
