"""Points on the plane (x1, x2): sets made by a formula, of classes or of values."""

from abc import abstractmethod
from typing import Literal, get_args

from engine.errors import ExperimentError
from engine.experiment.checks import between, one_of, whole_between
from engine.experiment.data.base import Data, Task

Input = Literal["x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)"]
INPUTS: tuple[Input, ...] = get_args(Input)


class Plane(Data, frozen=True):
    """Points (x1, x2); the network sees the chosen functions of them.

    All that a network depends on is known without making a point.
    """

    inputs: tuple[Input, ...] = ("x1", "x2")

    def __post_init__(self) -> None:
        super().__post_init__()
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
    def is_square(self) -> bool:
        """Whether both axes are drawn to the same scale."""
        return True

    @property
    @abstractmethod
    def sample_count(self) -> int:
        """The number of points, for training and for testing."""

    @property
    def train_samples(self) -> int:
        """The number of points to train on."""
        return self.sample_count - self.test_count(self.sample_count)


class Made(Plane, frozen=True):
    """Points made by a formula.

    `noise` is the ν of TensorFlow Playground's data sets: its slider divided by 100.
    """

    samples: int = 500
    noise: float = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        whole_between("samples", self.samples, 4, 100_000)
        between("noise", self.noise, 0, 0.5)

    @property
    def sample_count(self) -> int:
        return self.samples


class Circle(Made, tag="circle", frozen=True):
    """A disc of one class inside a ring of the other (TensorFlow Playground)."""


class Xor(Made, tag="xor", frozen=True):
    """Four squares; a point's class is the sign of x1·x2 (TensorFlow Playground)."""


class Gauss(Made, tag="gauss", frozen=True):
    """Two clouds of points, one a class (TensorFlow Playground)."""


class Spiral(Made, tag="spiral", frozen=True):
    """Two interleaved arms, one a class (TensorFlow Playground)."""


class Moons(Made, tag="moons", frozen=True):
    """Two interleaved half circles, one a class."""


class ManyClasses(Made, frozen=True):
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


class Checkerboard(Made, tag="checkerboard", frozen=True):
    """A board of `cells` × `cells` squares, classes in turn."""

    cells: int = 4

    def __post_init__(self) -> None:
        super().__post_init__()
        whole_between("cells", self.cells, 2, 8)


class Rings(ManyClasses, tag="rings", frozen=True):
    """Two to six concentric rings, one a class."""


class Gate(Made, tag="gate", frozen=True):
    """The truth table of a logic gate: the corners of the unit square, in turn."""

    gate: Literal["and", "or", "nand", "xor"] = "and"
    samples: int = 4
    test_share: float = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("gate", self.gate, ("and", "or", "nand", "xor"))


class PlaneValues(Made, frozen=True):
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
