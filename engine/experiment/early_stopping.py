"""Early stopping as plain data: how long to wait for a smaller loss."""

from engine.experiment.checks import Frozen, between, whole_between


class EarlyStopping(Frozen, frozen=True):
    """Training ends when `patience` epochs have brought no loss smaller by `improvement`.

    The network then goes back to the parameters of the smallest loss. It is the test loss where
    there are test samples, else the training loss.
    """

    patience: int = 20
    improvement: float = 0.0

    def __post_init__(self) -> None:
        whole_between("patience", self.patience, 1, 10_000_000)
        between("improvement", self.improvement, 0, 1e9)
