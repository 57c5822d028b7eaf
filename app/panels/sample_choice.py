"""A sample choice: how many of the training samples of a large set are used."""

from PySide6.QtCore import QCoreApplication

from app.panels.figures import count_text
from app.widgets.choice import Choice

_USUAL = (500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)


def sample_choices(present: int | None) -> tuple[Choice, ...]:
    """All of them, or the first so many; the present number is always among them."""
    tr = QCoreApplication.translate
    numbers = sorted({*_USUAL, *([] if present is None else [present])})
    first = tr("DataEditor", "The first {count}")
    fewer = tr("DataEditor", "An epoch takes less time, and the network overfits sooner.")
    every = Choice(None, tr("DataEditor", "All"), tr("DataEditor", "Every sample there is."))
    rest = (Choice(each, first.format(count=count_text(each)), fewer) for each in numbers)
    return (every, *rest)
