"""Files of the user's that hold more than a table: images, and arrays of NumPy's."""

from typing import ClassVar

from engine.errors import ExperimentError
from engine.experiment.checks import one_of, whole_between
from engine.experiment.data.base import MOST_SAMPLES, Data, Scaling, Task

LARGEST_SIDE = 256


class Idx(Data, tag="idx", kw_only=True, frozen=True):
    """Images and labels in the format of MNIST's files (IDX), compressed with gzip or not.

    With a second pair of files, those are the test samples. `samples`: use only so many of the
    training samples, the first ones; None: all.
    """

    path_fields: ClassVar[tuple[str, ...]] = ("images", "labels", "test_images", "test_labels")

    images: str
    labels: str
    test_images: str | None = None
    test_labels: str | None = None
    samples: int | None = None
    test_share: float = 0.3
    scaling: Scaling = "min_max"

    def __post_init__(self) -> None:
        super().__post_init__()
        for field in ("images", "labels"):
            check_path(field, getattr(self, field))
        if (self.test_images is None) != (self.test_labels is None):
            missing = "test_images" if self.test_images is None else "test_labels"
            raise ExperimentError(missing, "must be given, since the other test file is")
        check_samples(self.samples)

    @property
    def task(self) -> Task:
        return "classification"


class ImageFolder(Data, tag="image_folder", kw_only=True, frozen=True):
    """A folder of images, one sub-folder a class; each image is scaled to width × height pixels."""

    path_fields: ClassVar[tuple[str, ...]] = ("path",)

    path: str
    width: int = 28
    height: int = 28
    colour: bool = False
    test_share: float = 0.3
    scaling: Scaling = "min_max"

    def __post_init__(self) -> None:
        super().__post_init__()
        check_path("path", self.path)
        whole_between("width", self.width, 1, LARGEST_SIDE)
        whole_between("height", self.height, 1, LARGEST_SIDE)

    @property
    def task(self) -> Task:
        return "classification"


class ArrayFile(Data, tag="npz", kw_only=True, frozen=True):
    """Arrays in a NumPy file (.npz): samples along the first axis of `inputs` and `targets`.

    Inputs have one axis more (rows), two (grey images), or three (channels, height, width). What
    is None is found out: arrays named x and y (or the like), and whether the targets are classes.
    """

    path_fields: ClassVar[tuple[str, ...]] = ("path",)

    path: str
    inputs: str | None = None
    targets: str | None = None
    kind: Task | None = None
    test_share: float = 0.3
    scaling: Scaling = "standardize"

    def __post_init__(self) -> None:
        super().__post_init__()
        check_path("path", self.path)
        if self.kind is not None:
            one_of("kind", self.kind, ("classification", "regression"))

    @property
    def task(self) -> Task | None:
        return self.kind


def check_path(field: str, path: str) -> None:
    """Refuse an empty path."""
    if not path:
        raise ExperimentError(field, "must name a file or a folder; it is empty")


def check_samples(samples: int | None) -> None:
    """Refuse a number of samples that leaves nothing to train and test on."""
    if samples is not None:
        whole_between("samples", samples, 2, MOST_SAMPLES)
