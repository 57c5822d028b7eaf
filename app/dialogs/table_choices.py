"""The choices about a table: how it is read, what is learned of it, what becomes of gaps."""

from PySide6.QtCore import QCoreApplication

from app.widgets.choice import Choice
from engine.data.table_inputs import MOST_CATEGORIES
from engine.experiment.data import Task


def task_words(task: Task) -> str:
    """A task's name."""
    tr = QCoreApplication.translate
    if task == "classification":
        return tr("Tables", "Classification")
    return tr("Tables", "Regression")


def task_choices(found: Task | None) -> tuple[Choice, ...]:
    """The tasks; the first leaves it to what the target holds: `found`, if that is known."""
    tr = QCoreApplication.translate
    return (
        Choice(None, _automatic(task_words(found) if found else "")),
        Choice(
            "classification",
            task_words("classification"),
            tr("Tables", "Each different value of the target is a class."),
        ),
        Choice(
            "regression",
            task_words("regression"),
            tr("Tables", "The target is a number, and the network comes close to it."),
        ),
    )


def delimiter_choices(found: str | None, own: str | None = None) -> tuple[Choice, ...]:
    """The delimiters; the first leaves it to the file, where it was `found` if that is known.

    `own` is a delimiter that a table has already, which may be an unusual one.
    """
    names = _delimiter_names()
    if own is not None:
        names.setdefault(own, own)
    first = Choice(None, _automatic(names.get(found, found) if found else ""))
    return (first, *(Choice(mark, name) for mark, name in names.items()))


def decimal_choices(found: str | None) -> tuple[Choice, ...]:
    """The decimal marks, in the same way."""
    tr = QCoreApplication.translate
    names = {".": tr("Tables", "Point (3.14)"), ",": tr("Tables", "Comma (3,14)")}
    first = Choice(None, _automatic(names.get(found, "") if found else ""))
    return (first, *(Choice(mark, name) for mark, name in names.items()))


def header_choices(found: bool | None) -> tuple[Choice, ...]:
    """Whether the first line names the columns, in the same way."""
    tr = QCoreApplication.translate
    names = {True: tr("Tables", "Names the columns"), False: tr("Tables", "Is data already")}
    first = Choice(None, _automatic("" if found is None else names[found]))
    return (first, *(Choice(value, name) for value, name in names.items()))


def missing_choices() -> tuple[Choice, ...]:
    """What becomes of a row that lacks a value."""
    tr = QCoreApplication.translate
    return (
        Choice(
            "refuse",
            tr("Tables", "Refuse the file"),
            tr("Tables", "It is said where the first value is missing."),
        ),
        Choice(
            "drop",
            tr("Tables", "Leave the row out"),
            tr("Tables", "Fewer samples, but every number is a measured one."),
        ),
        Choice(
            "mean",
            tr("Tables", "Fill in the mean"),
            tr(
                "Tables",
                "The column's mean over the training samples. A row without a target is refused.",
            ),
        ),
    )


def text_choices() -> tuple[Choice, ...]:
    """What becomes of a column of text."""
    tr = QCoreApplication.translate
    return (
        Choice("leave_out", tr("Tables", "Leave them out")),
        Choice(
            "one_hot",
            tr("Tables", "Columns of 0 and 1"),
            tr(
                "Tables",
                "One input for each different text, 1 where a row holds it (one-hot). "
                "A column with more than {most} texts is left out.",
            ).format(most=MOST_CATEGORIES),
        ),
    )


def _automatic(found: str) -> str:
    if not found:
        return QCoreApplication.translate("Tables", "Automatic")
    return QCoreApplication.translate("Tables", "{found} (auto)").format(found=found)


def _delimiter_names() -> dict[str, str]:
    tr = QCoreApplication.translate
    return {
        ",": tr("Tables", "Comma"),
        ";": tr("Tables", "Semicolon"),
        "\t": tr("Tables", "Tab"),
        "|": tr("Tables", "Bar |"),
        " ": tr("Tables", "Space"),
    }
