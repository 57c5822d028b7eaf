"""A data shape tells how many samples, inputs and classes an experiment's data has."""

from dataclasses import dataclass
from typing import Literal

from engine.data.dataset import Facts
from engine.data.raw_samples import Kind
from engine.experiment.data import AnyData, DrawnCurve, Plane, Task


@dataclass(frozen=True)
class DataShape:
    """The numbers of a data set on which the network and its training depend.

    `input_shape` is the shape of one sample as the network sees it; `kind` what a sample is.
    """

    task: Task
    class_count: int
    target_count: int
    input_shape: tuple[int, ...]
    train_samples: int
    test_samples: int
    kind: Kind | Literal["points"] = "points"
    has_own_test: bool = False

    @property
    def samples(self) -> int:
        return self.train_samples + self.test_samples


def data_shape(data: AnyData, facts: Facts | None) -> DataShape | None:
    """The shape of some data; None while the facts of what has to be read are not known.

    Points that are made or drawn say themselves what they are; of all else only `facts` knows.
    """
    if isinstance(data, Plane):
        train = data.train_samples
        test = data.sample_count - train
        return DataShape(data.task, data.class_count, 1, (len(data.inputs),), train, test)
    if isinstance(data, DrawnCurve):
        test = data.test_count(len(data.points))
        return DataShape(data.task, 0, 1, (1,), len(data.points) - test, test)
    return None if facts is None else _read_shape(facts)


def _read_shape(facts: Facts) -> DataShape:
    return DataShape(
        task=facts.task,
        class_count=facts.class_count,
        target_count=max(1, len(facts.target_names)),
        input_shape=facts.input_shape,
        train_samples=facts.train_samples,
        test_samples=facts.test_samples,
        kind=facts.kind,
        has_own_test=facts.has_own_test,
    )
