"""The generated data sets that the panel offers, each with its name and a sentence about it."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.widgets.choice import Choice
from engine.experiment.data import (
    AnyData,
    Blobs,
    Bumps,
    Checkerboard,
    Circle,
    Gate,
    Gauss,
    MadeData,
    Moons,
    Rings,
    Slope,
    Spiral,
    Xor,
)


@dataclass(frozen=True)
class DataSet:
    """One set on offer: the data as first chosen, its name and what is special about it."""

    data: MadeData
    title: str
    sentence: str

    @property
    def key(self) -> str:
        return data_key(self.data)


def data_key(data: AnyData) -> str:
    """A name for the kind of data: two sets that differ only in their settings share it."""
    return str(data.__struct_config__.tag)


def data_sets() -> tuple[DataSet, ...]:
    """All sets on offer, in the window's language: classes, regression, then the logic gates."""
    return (*_class_sets(), *_regression_sets(), _gate())


def _class_sets() -> tuple[DataSet, ...]:
    tr = QCoreApplication.translate
    return (
        DataSet(
            Spiral(noise=0.1, test_share=0.3),
            tr("DataSets", "Spiral"),
            tr("DataSets", "Two interleaved arms: hard without two hidden layers."),
        ),
        DataSet(
            Circle(test_share=0.3),
            tr("DataSets", "Circle"),
            tr("DataSets", "A disc inside a ring: not to be parted by a straight line."),
        ),
        DataSet(
            Xor(test_share=0.3),
            tr("DataSets", "Exclusive or"),
            tr("DataSets", "Four squares, opposite ones of one class: needs a hidden layer."),
        ),
        DataSet(
            Gauss(test_share=0.3),
            tr("DataSets", "Two clouds"),
            tr("DataSets", "Two normal distributions: a single dense layer parts them."),
        ),
        DataSet(
            Moons(noise=0.1, test_share=0.3),
            tr("DataSets", "Moons"),
            tr("DataSets", "Two interleaved half circles: a gently curved boundary."),
        ),
        DataSet(
            Blobs(test_share=0.3),
            tr("DataSets", "Blobs"),
            tr("DataSets", "Two to six clouds on a circle: more than two classes."),
        ),
        DataSet(
            Checkerboard(samples=1000, test_share=0.3),
            tr("DataSets", "Checkerboard"),
            tr("DataSets", "Squares of two classes in turn: many corners to learn."),
        ),
        DataSet(
            Rings(test_share=0.3),
            tr("DataSets", "Rings"),
            tr("DataSets", "Two to six rings around each other: closed boundaries."),
        ),
    )


def _regression_sets() -> tuple[DataSet, ...]:
    tr = QCoreApplication.translate
    return (
        DataSet(
            Slope(test_share=0.3),
            tr("DataSets", "Plane"),
            tr("DataSets", "Regression: a number that rises evenly along the diagonal."),
        ),
        DataSet(
            Bumps(test_share=0.3),
            tr("DataSets", "Bumps"),
            tr("DataSets", "Regression: three hills and three hollows."),
        ),
    )


def _gate() -> DataSet:
    tr = QCoreApplication.translate
    return DataSet(
        Gate(),
        tr("DataSets", "Logic gate"),
        tr("DataSets", "The truth table of AND, OR, NAND or XOR, one line a sample."),
    )


def gate_choices() -> tuple[Choice, ...]:
    """The gates, each with what it does."""
    tr = QCoreApplication.translate
    one = tr("DataSets", "One neuron learns it.")
    return (
        Choice("and", tr("DataSets", "AND"), one),
        Choice("or", tr("DataSets", "OR"), one),
        Choice("nand", tr("DataSets", "NAND"), one),
        Choice("xor", tr("DataSets", "XOR"), tr("DataSets", "It takes a hidden layer.")),
    )
