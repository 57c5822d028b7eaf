"""Known data sets by name: those that come with scikit-learn, and those that are downloaded."""

from typing import Literal, get_args

from engine.experiment.checks import one_of
from engine.experiment.data.base import Data, Scaling, Task
from engine.experiment.data.files import check_samples

BundledName = Literal["iris", "wine", "breast_cancer", "digits", "diabetes", "linnerud"]
DownloadName = Literal["mnist", "fashion_mnist", "kmnist", "cifar10", "california_housing"]
BUNDLED: tuple[BundledName, ...] = get_args(BundledName)
DOWNLOADS: tuple[DownloadName, ...] = get_args(DownloadName)


class Bundled(Data, tag="bundled", kw_only=True, frozen=True):
    """A real data set that comes with scikit-learn; needs no network."""

    name: BundledName
    test_share: float = 0.3
    scaling: Scaling = "standardize"

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("name", self.name, BUNDLED)

    @property
    def task(self) -> Task:
        return "regression" if self.name in ("diabetes", "linnerud") else "classification"


class Download(Data, tag="download", kw_only=True, frozen=True):
    """A real data set that is downloaded once, when asked for, and kept for the user.

    `samples`: use only so many of the training samples, the first ones; None: all. Image sets have
    test samples of their own.
    """

    name: DownloadName
    samples: int | None = None
    test_share: float = 0.3
    scaling: Scaling = "min_max"

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("name", self.name, DOWNLOADS)
        check_samples(self.samples)

    @property
    def task(self) -> Task:
        return "regression" if self.name == "california_housing" else "classification"
