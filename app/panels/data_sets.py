"""The data sets that the panel offers, each with its name and a sentence about it."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.widgets.choice import Choice
from engine.experiment.data import (
    Adding,
    AnyData,
    Blobs,
    Bumps,
    Checkerboard,
    Circle,
    CurveValues,
    Drawn,
    DrawnCurve,
    Gate,
    Gauss,
    Moons,
    Parity,
    Rings,
    SineWave,
    Slope,
    Spiral,
    TextFile,
    Xor,
)

ANY_TEXT = TextFile(path="?")  # on offer: which file it is, is asked for


@dataclass(frozen=True)
class DataSet:
    """One set on offer: the data as first chosen, its name and what is special about it.

    `icon` stands for what has no picture of its own until somebody draws or opens it.
    """

    data: AnyData
    title: str
    sentence: str
    icon: str = ""

    @property
    def key(self) -> str:
        return data_key(self.data)


def data_key(data: AnyData) -> str:
    """A name for the kind of data: two sets that differ only in their settings share it."""
    tag = str(data.__struct_config__.tag)
    return f"{tag} {data.function}" if isinstance(data, CurveValues) else tag


def point_sets() -> tuple[DataSet, ...]:
    """Points on the plane: classes, regression, the logic gates, and drawing one's own."""
    tr = QCoreApplication.translate
    drawing = DataSet(
        Drawn(),
        tr("DataSets", "Draw your own"),
        tr("DataSets", "An empty plane, to be painted on with the mouse."),
        icon="pencil",
    )
    return (*_class_sets(), *_regression_sets(), _gate(), drawing)


def curve_sets() -> tuple[DataSet, ...]:
    """Curves: values along a line."""
    tr = QCoreApplication.translate
    return (
        DataSet(
            CurveValues(function="sine"),
            tr("DataSets", "Sine"),
            tr("DataSets", "Two full waves: each bend takes units of the hidden layers."),
        ),
        DataSet(
            CurveValues(function="step"),
            tr("DataSets", "Jump"),
            tr("DataSets", "From -1 to 1 at once: smooth activations need large weights for it."),
        ),
        DataSet(
            CurveValues(function="polynomial"),
            tr("DataSets", "Polynomial"),
            tr("DataSets", "A cubic with two bends: easy within the data, lost outside it."),
        ),
        DataSet(
            DrawnCurve(),
            tr("DataSets", "Draw your own curve"),
            tr("DataSets", "An empty line, to be drawn on with the mouse."),
            icon="pencil",
        ),
    )


def sequence_sets() -> tuple[DataSet, ...]:
    """Sequences: inputs that come one after the other."""
    tr = QCoreApplication.translate
    return (
        DataSet(
            SineWave(),
            tr("DataSets", "Sine continued"),
            tr("DataSets", "Some values of a noisy sine; the next one is to be predicted."),
        ),
        DataSet(
            Adding(),
            tr("DataSets", "Adding problem"),
            tr("DataSets", "Two marked numbers far apart, to be added: a test of long memory."),
        ),
        DataSet(
            Parity(),
            tr("DataSets", "Parity"),
            tr("DataSets", "Whether the number of ones is even: every single bit counts."),
        ),
        DataSet(
            ANY_TEXT,
            tr("DataSets", "Text file…"),
            tr("DataSets", "The characters of a text; the next one is to be predicted."),
            icon="text",
        ),
    )


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
