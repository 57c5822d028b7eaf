"""What can be wrong with an experiment, its data or its training, and how it is said."""

from pathlib import Path


class ExperimentError(ValueError):
    """An experiment holds a value that cannot be.

    `path` names the field as it stands in the file (`network.layers[2].units`), `message` says
    what is wrong with it and what is allowed.
    """

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.path = path
        self.message = message

    def within(self, outer: str) -> "ExperimentError":
        """The same error seen from further out: `units` within `network.layers[2]`."""
        return ExperimentError(".".join(part for part in (outer, self.path) if part), self.message)

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        return ExperimentError, (self.path, self.message)


class DataError(ValueError):
    """A data file that cannot be used; names the file and, where known, the line and the column."""

    def __init__(
        self,
        message: str,
        file: str | Path = "",
        line: int | None = None,
        column: str | None = None,
    ) -> None:
        place = [str(file)] if file else []
        if line is not None:
            place.append(f"line {line}")
        if column is not None:
            place.append(f"column “{column}”")
        super().__init__(f"{', '.join(place)}: {message}" if place else message)
        self.message = message
        self.file = str(file)
        self.line = line
        self.column = column

    def __reduce__(self) -> tuple[type, tuple[str, str, int | None, str | None]]:
        return DataError, (self.message, self.file, self.line, self.column)


class Diverged(ArithmeticError):
    """Training left the finite numbers, or its loss ran away.

    `step` is the mini-batch at which it was found; `place` says what was found first, such as
    "the output of layer 4 (Dense) is not finite".
    """

    def __init__(self, step: int, place: str) -> None:
        super().__init__(f"training diverged at step {step}: {place}")
        self.step = step
        self.place = place

    def __reduce__(self) -> tuple[type, tuple[int, str]]:
        return Diverged, (self.step, self.place)
