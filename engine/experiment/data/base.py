"""What all data has: how it is split for testing, and how its inputs are scaled."""

from typing import ClassVar, Literal, get_args

from engine.experiment.checks import Frozen, between, one_of, whole_between

Scaling = Literal["standardize", "min_max", "none"]
Task = Literal["classification", "regression"]
SCALINGS: tuple[Scaling, ...] = get_args(Scaling)
MOST_SAMPLES = 10_000_000


class Data(Frozen, tag_field="source", frozen=True):
    """Samples to learn from: which of them are kept for testing, and how inputs are scaled.

    A share of the samples is for testing, or, with `folds`, one of so many equal parts, counted
    from 1 (k-fold cross-validation). Without `shuffle` training comes first and the test samples
    are the last ones, in the order of the data; with `stratify` every class has the same share of
    them. Data that brings test samples of its own is not split.
    """

    # The fields that name files; a file beside an experiment is named relative to it.
    path_fields: ClassVar[tuple[str, ...]] = ()
    # Whether samples are added one after another, and those that are there keep their place.
    grows: ClassVar[bool] = False

    test_share: float = 0.5
    scaling: Scaling = "none"
    shuffle: bool = True
    stratify: bool = True
    folds: int | None = None
    fold: int = 1

    def __post_init__(self) -> None:
        between("test_share", self.test_share, 0, 0.9)
        one_of("scaling", self.scaling, SCALINGS)
        if self.folds is not None:
            whole_between("folds", self.folds, 2, 20)
        last, why = self.folds or 1, "the number of folds" if self.folds else "without folds"
        whole_between("fold", self.fold, 1, last, why)

    def test_count(self, samples: int) -> int:
        """How many of so many samples are kept for testing."""
        if self.folds is None:
            return round(samples * self.test_share)
        return len(range(self.fold - 1, samples, self.folds))
