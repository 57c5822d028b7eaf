"""A table of the user's as plain data: which file, which columns, what to do with gaps and text."""

from typing import ClassVar, Literal, get_args

from engine.errors import ExperimentError
from engine.experiment.checks import one_of
from engine.experiment.data.base import Data, Scaling, Task

Missing = Literal["refuse", "drop", "mean"]
TextColumns = Literal["leave_out", "one_hot"]


class Table(Data, tag="table", kw_only=True, frozen=True):
    """A CSV or TSV file of the user's: one row a sample, one column the target.

    A row that lacks a value refuses the file, is left out (`drop`), or has the mean of the training
    samples in its place (`mean`). A column of text is left out, or becomes a column of 0 and 1 for
    each of its texts (`one_hot`).

    What is None is found out from the file: delimiter, decimal mark, whether the first line is a
    header, the target (the last column), the task (text or few whole numbers make classes) and the
    input columns (every numeric column but the target).
    """

    path_fields: ClassVar[tuple[str, ...]] = ("path",)

    path: str
    target: str | None = None
    columns: tuple[str, ...] | None = None
    task: Task | None = None
    delimiter: str | None = None
    decimal: Literal[".", ","] | None = None
    header: bool | None = None
    missing: Missing = "refuse"
    text: TextColumns = "leave_out"
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
        one_of("missing", self.missing, get_args(Missing))
        one_of("text", self.text, get_args(TextColumns))
