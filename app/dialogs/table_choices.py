"""The choices about a table's reading: its task, delimiter, decimal mark and header."""

from PySide6.QtCore import QCoreApplication

from app.widgets.choice import Choice
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
