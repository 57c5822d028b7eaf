"""What a network learns from: a generated set of points on the plane, or a table of the user's."""

from typing import Literal, get_args

from engine.errors import ExperimentError
from engine.experiment.checks import Frozen, between, one_of, whole_between

Scaling = Literal["standardize", "min_max", "none"]
Input = Literal["x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)"]
Task = Literal["classification", "regression"]
INPUTS: tuple[Input, ...] = get_args(Input)
SCALINGS: tuple[Scaling, ...] = get_args(Scaling)


class Data(Frozen, tag_field="source", frozen=True):
    """What all data has: the share of it kept for testing, and how the inputs are scaled."""

    test_share: float = 0.5
    scaling: Scaling = "none"

    def __post_init__(self) -> None:
        between("test_share", self.test_share, 0, 0.9)
        one_of("scaling", self.scaling, SCALINGS)


class Plane(Data, frozen=True):
    """Points (x1, x2) made by a formula; the network sees the chosen functions of them.

    `noise` is the ν of TensorFlow Playground's data sets: its slider divided by 100.
    """

    samples: int = 500
    noise: float = 0.0
    inputs: tuple[Input, ...] = ("x1", "x2")

    def __post_init__(self) -> None:
        super().__post_init__()
        whole_between("samples", self.samples, 4, 100_000)
        between("noise", self.noise, 0, 0.5)
        if not self.inputs:
            raise ExperimentError("inputs", f"must name at least one of {', '.join(INPUTS)}")
        for index, name in enumerate(self.inputs):
            one_of(f"inputs[{index}]", name, INPUTS)
        if len(set(self.inputs)) < len(self.inputs):
            raise ExperimentError("inputs", "must name each input once")

    @property
    def task(self) -> Task:
        return "classification"

    @property
    def class_count(self) -> int:
        return 2

    @property
    def train_samples(self) -> int:
        return self.samples - round(self.samples * self.test_share)


class Circle(Plane, tag="circle", frozen=True):
    """A disc of one class inside a ring of the other (TensorFlow Playground)."""


class Xor(Plane, tag="xor", frozen=True):
    """Four squares; a point's class is the sign of x1·x2 (TensorFlow Playground)."""


class Gauss(Plane, tag="gauss", frozen=True):
    """Two clouds of points, one a class (TensorFlow Playground)."""


class Spiral(Plane, tag="spiral", frozen=True):
    """Two interleaved arms, one a class (TensorFlow Playground)."""


class Moons(Plane, tag="moons", frozen=True):
    """Two interleaved half circles, one a class."""


class ManyClasses(Plane, frozen=True):
    """Points of two to six classes."""

    classes: int = 3

    def __post_init__(self) -> None:
        super().__post_init__()
        whole_between("classes", self.classes, 2, 6)

    @property
    def class_count(self) -> int:
        return self.classes


class Blobs(ManyClasses, tag="blobs", frozen=True):
    """Two to six clouds of points on a circle, one a class."""


class Checkerboard(Plane, tag="checkerboard", frozen=True):
    """A board of `cells` × `cells` squares, classes in turn."""

    cells: int = 4

    def __post_init__(self) -> None:
        super().__post_init__()
        whole_between("cells", self.cells, 2, 8)


class Rings(ManyClasses, tag="rings", frozen=True):
    """Two to six concentric rings, one a class."""


class Gate(Plane, tag="gate", frozen=True):
    """The truth table of a logic gate: the corners of the unit square, in turn."""

    gate: Literal["and", "or", "nand", "xor"] = "and"
    samples: int = 4
    test_share: float = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("gate", self.gate, ("and", "or", "nand", "xor"))


class PlaneValues(Plane, frozen=True):
    """Points with a value each, to be predicted: regression."""

    samples: int = 1200

    @property
    def task(self) -> Task:
        return "regression"

    @property
    def class_count(self) -> int:
        return 0


class Slope(PlaneValues, tag="plane", frozen=True):
    """Regression: a value that rises along the diagonal (TensorFlow Playground's “plane”)."""


class Bumps(PlaneValues, tag="bumps", frozen=True):
    """Regression: six hills and hollows (TensorFlow Playground's “multi gaussian”)."""


class Table(Data, tag="table", kw_only=True, frozen=True):
    """A CSV or TSV file of the user's: one row a sample, one column the target.

    What is None is found out from the file: delimiter, decimal mark, whether the first line is a
    header, the target (the last column), the task (text or few whole numbers make classes) and the
    input columns (every numeric column but the target).
    """

    path: str
    target: str | None = None
    columns: tuple[str, ...] | None = None
    task: Task | None = None
    delimiter: str | None = None
    decimal: Literal[".", ","] | None = None
    header: bool | None = None
    test_share: float = 0.3
    scaling: Scaling = "standardize"

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.path:
            raise ExperimentError("path", "must name a CSV or TSV file; it is empty")
        if self.delimiter is not None and len(self.delimiter) != 1:
            raise ExperimentError("delimiter", f"must be one character; it is {self.delimiter!r}")
        if self.columns is not None and not self.columns:
            raise ExperimentError("columns", "must name at least one column")


PlaneData = (
    Circle | Xor | Gauss | Spiral | Moons | Blobs | Checkerboard | Rings | Gate | Slope | Bumps
)
AnyData = PlaneData | Table
