"""The controls of the stacks: which sample shows, and what is folded or unrolled."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QPushButton, QSpinBox, QWidget

from app.views.columns import Column
from app.views.folding import DEEP, Folding
from app.views.toggle import toggle

_NUMBER_WIDTH = 84  # pixels


class StackControls(QObject):
    """Shows only those controls that would do something to the network there is.

    A network with feature maps or sequences begins with one sample in every neuron, any other with
    the plane.
    """

    changed = Signal()  # another sample, or another way to show neurons

    def __init__(self) -> None:
        super().__init__()
        self._had_stacks = False
        self.number_box = QSpinBox()
        self.number_box.setRange(1, 1)
        self.number_box.setPrefix("#")
        self.number_box.setMinimumWidth(_NUMBER_WIDTH)
        tip = self.tr("The sample that is shown, by its number in the data")
        self.number_box.setToolTip(tip)
        self.number_box.setAccessibleName(tip)
        self.sample = toggle(
            self.tr("One sample"),
            self.tr("Show in every neuron what it gives for one sample, not for the whole plane"),
        )
        self.unroll = toggle(
            self.tr("Unroll"),
            self.tr("Show recurrent layers step by step: state, input and shared weights (U)"),
        )
        self.middle = self._button(
            self.tr("Fold middle"),
            self.tr("Fold all layers but a few at either end into a narrow band (M)"),
        )
        self.unfold = self._button(
            self.tr("Unfold all"), self.tr("Show every layer again (Shift+F)")
        )
        self.number_box.valueChanged.connect(self.changed)
        self.sample.toggled.connect(self.changed)
        self.fit((), Folding())

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """The controls in their order."""
        return self.middle, self.unfold, self.unroll, self.number_box, self.sample

    @property
    def number(self) -> int:
        """The number of the sample in the data, from 0."""
        return self.number_box.value() - 1

    @property
    def shows_sample(self) -> bool:
        """Whether neurons show the sample too."""
        return self.sample.isChecked()

    def set_count(self, samples: int) -> None:
        """Offer so many samples."""
        self.number_box.setMaximum(max(samples, 1))

    def fit(self, columns: Sequence[Column], folding: Folding) -> None:
        """Show what can be done with these columns."""
        has_stacks = any(column.form in ("maps", "steps") for column in columns)
        if has_stacks != self._had_stacks:
            self._had_stacks = has_stacks
            self.sample.setChecked(has_stacks)
        recurrent = [column.start for column in columns if column.steps]
        with QSignalBlocker(self.unroll):
            self.unroll.setChecked(bool(recurrent) and folding.unrolled >= set(recurrent))
        self.unroll.setVisible(bool(recurrent))
        self.middle.setVisible(len(columns) >= DEEP and not folding.folded)
        self.unfold.setVisible(bool(folding.folded))
        self.number_box.setVisible(bool(columns) and (has_stacks or self.shows_sample))
        self.sample.setVisible(bool(columns))

    def _button(self, text: str, tooltip: str) -> QPushButton:
        button = toggle(text, tooltip)
        button.setCheckable(False)
        return button
