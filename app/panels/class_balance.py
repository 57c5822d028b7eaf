"""A class balance shows how the samples are shared out among the classes."""

from html import escape

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.look.theme import class_colours
from app.panels.figures import count_text
from app.widgets.field import Field
from app.widgets.share_bar import ShareBar
from engine.data.dataset import Facts

_TRAIN_HEIGHT, _TEST_HEIGHT = 8, 4  # pixels
_NAMED = 12  # classes; more would fill the screen


class ClassBalance(QWidget):
    """Two bars, training above and test below, with one stretch a class; hidden without classes.

    While the facts of changed data are on their way, bars of as many classes stay as they are.
    """

    def __init__(self) -> None:
        super().__init__()
        self.train = ShareBar(_TRAIN_HEIGHT)
        self.test = ShareBar(_TEST_HEIGHT)
        bars = QWidget()
        column = QVBoxLayout(bars)
        column.setContentsMargins(0, 7, 4, 3)
        column.setSpacing(2)
        column.addWidget(self.train)
        column.addWidget(self.test)
        self._field = Field(self.tr("Balance"), bars)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._field)
        self.setAccessibleName(self.tr("Balance of the classes"))

    def show_facts(self, facts: Facts | None, class_count: int) -> None:
        """Show the counts that the facts tell; `class_count` is 0 where there are no classes."""
        self.setVisible(class_count > 0)
        if facts is None or not facts.class_counts[0]:
            if len(self.train.parts) != class_count:
                self._empty()
            return
        colours = class_colours(facts.class_count)
        train, test = facts.class_counts
        self.train.set_parts(train, colours)
        self.test.set_parts(test, colours)
        self.test.setVisible(sum(test) > 0)
        self.setToolTip(self._table(facts))
        self.setAccessibleDescription(self._sentence(facts))

    def _empty(self) -> None:
        for bar in (self.train, self.test):
            bar.set_parts((), ())
        self.setToolTip("")
        self.setAccessibleDescription("")

    def _table(self, facts: Facts) -> str:
        head = ("", self.tr("Training"), self.tr("Test"))
        rows = [f"<tr>{_cells(head)}</tr>"]
        for name, *counts in _counts(facts):
            rows.append(
                f"<tr>{_cells((escape(name), *(count_text(each) for each in counts)))}</tr>"
            )
        rest = facts.class_count - _NAMED
        more = self.tr("and {count} more classes").format(count=rest) if rest > 0 else ""
        return f"<table>{''.join(rows)}</table>{more}"

    def _sentence(self, facts: Facts) -> str:
        text = self.tr("{name}: {train} for training, {test} for testing")
        return "; ".join(
            text.format(name=name, train=train, test=test) for name, train, test in _counts(facts)
        )


def _counts(facts: Facts) -> list[tuple[str, int, int]]:
    """Name, training and test samples of the first classes."""
    return list(zip(facts.class_names, *facts.class_counts, strict=True))[:_NAMED]


def _cells(texts: tuple[str, ...]) -> str:
    return "".join(f'<td style="padding-right: 12px">{text}</td>' for text in texts)
