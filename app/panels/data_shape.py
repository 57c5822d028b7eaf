"""A data shape tells how many samples, inputs and classes an experiment's data has."""

from dataclasses import dataclass

from engine.data.dataset import Facts
from engine.experiment.data import AnyData, Plane, Task


@dataclass(frozen=True)
class DataShape:
    """The numbers of a data set on which the network and its training depend."""

    task: Task
    class_count: int
    target_count: int
    input_count: int
    train_samples: int
    test_samples: int

    @property
    def samples(self) -> int:
        return self.train_samples + self.test_samples


def data_shape(data: AnyData, facts: Facts | None) -> DataShape | None:
    """The shape of some data; None for a table whose facts have not been read yet.

    A generated set says itself what it holds; of a table only `facts` knows.
    """
    if isinstance(data, Plane):
        train = data.train_samples
        test = data.sample_count - train
        return DataShape(data.task, data.class_count, 1, len(data.inputs), train, test)
    if facts is None:
        return None
    return DataShape(
        task=facts.task,
        class_count=facts.class_count,
        target_count=max(1, len(facts.target_names)),
        input_count=len(facts.input_names),
        train_samples=facts.train_samples,
        test_samples=facts.test_samples,
    )
