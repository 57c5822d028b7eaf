"""The part that scatters the samples over two columns, or over two principal components."""

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.look.theme import Theme
from app.trainer.messages import Loaded
from app.views.data.sample_words import share_text
from app.views.data.scatter_canvas import ScatterCanvas
from app.views.toggle import toggle
from app.widgets.combo_box import ComboBox
from app.widgets.elided_label import ElidedLabel
from app.widgets.focus_lead import FocusLead
from engine.probes import ScatteredSamples, ScatterPoints

_CHOICE_WIDTH = 120


class ScatterPart(QWidget):
    """Two columns to choose, or principal components, above the canvas."""

    opened = Signal(int)  # the number of a sample
    changed = Signal()  # something else has to be measured

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._loaded: Loaded | None = None
        self._canvas = ScatterCanvas(theme)
        self._x = self._choice(self.tr("Column along the horizontal axis"))
        self._y = self._choice(self.tr("Column along the vertical axis"))
        self._over = QLabel(self.tr("over"))
        self._principal = toggle(
            self.tr("PCA"),
            self.tr("Draw the first two principal components of the scaled inputs"),
        )
        self._note = ElidedLabel()
        self._lay_out()
        self._canvas.opened.connect(self.opened)
        self._principal.toggled.connect(self._choose)
        self._x.activated.connect(self._choose)
        self._y.activated.connect(self._choose)

    def set_data(self, loaded: Loaded) -> None:
        """Scatter other data: images over principal components, the rest over its first columns."""
        is_first = self._loaded is None
        old, self._loaded = self._loaded, loaded
        names = loaded.facts.column_names
        if old is None or old.facts.column_names != names:
            for choice, column in ((self._x, 0), (self._y, 1)):
                with QSignalBlocker(choice):
                    choice.clear()
                    choice.addItems(names)
                    choice.setCurrentIndex(min(column, len(names) - 1))
        if not is_first and old is not None and old.facts.kind != loaded.facts.kind:
            with QSignalBlocker(self._principal):
                self._principal.setChecked(loaded.facts.kind == "images")
        elif is_first and loaded.facts.kind == "images":
            with QSignalBlocker(self._principal):
                self._principal.setChecked(True)
        self._principal.setVisible(len(names) > 1)
        self._canvas.set_data(loaded)
        self._show_choices()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours from now on."""
        self._canvas.set_theme(theme)

    @property
    def probe(self) -> ScatterPoints:
        """What has to be measured."""
        principal = self._principal.isChecked() and self._x.count() > 1
        asked = ScatterPoints(max(self._x.currentIndex(), 0), max(self._y.currentIndex(), 0))
        return ScatterPoints(principal=True) if principal else asked

    def take(self, asked: ScatterPoints, samples: ScatteredSamples) -> None:
        """Show a measurement, unless another one was asked for since."""
        plain = ScatterPoints(asked.x, asked.y, asked.principal)
        if plain != self.probe:
            return
        self._canvas.set_samples(samples, self._names(asked, samples))
        self._note.setText(self._written_note(samples))

    @property
    def note(self) -> str:
        """How many samples are drawn, and which of them are misclassified."""
        return self._note.text()

    @property
    def principal(self) -> bool:
        """Whether the samples are drawn over principal components."""
        return self._principal.isChecked()

    def restore(self, settings: Mapping[str, object]) -> None:
        """Choose again what was chosen before."""
        self._principal.setChecked(settings.get("principal") is True)

    def _choice(self, tooltip: str) -> ComboBox:
        choice = ComboBox()
        choice.setToolTip(tooltip)
        choice.setAccessibleName(tooltip)
        choice.setMaximumWidth(_CHOICE_WIDTH)
        return choice

    def _lay_out(self) -> None:
        for label in (self._over, self._note):
            label.setProperty("role", "muted")
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout()
        line.setContentsMargins(12, 2, 12, 4)
        line.setSpacing(8)
        for part in (self._y, self._over, self._x, self._principal):
            line.addWidget(part)
        line.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._canvas, 1)
        FocusLead(self, self._canvas)

    def _choose(self, *_: object) -> None:
        self._show_choices()
        self.changed.emit()

    def _show_choices(self) -> None:
        for part in (self._x, self._y, self._over):
            part.setVisible(not self.probe.principal)

    def _names(self, asked: ScatterPoints, samples: ScatteredSamples) -> tuple[str, str]:
        """The names of the axes."""
        if samples.explained is None:
            return self._x.itemText(asked.x), self._y.itemText(asked.y)
        text = self.tr("component {number} ({share} of the variance)")
        first, second = (
            text.format(number=number, share=share_text(share))
            for number, share in enumerate(samples.explained.tolist(), start=1)
        )
        return first, second

    def _written_note(self, samples: ScatteredSamples) -> str:
        shown, total = len(samples.points), samples.total
        if shown < total:
            count = self.tr("{shown} of {total} samples").format(
                shown=f"{shown:,}", total=f"{total:,}"
            )
        else:
            count = self.tr("{count} samples").format(count=f"{total:,}")
        if self._loaded is None or not self._loaded.facts.class_count or not samples.said.is_known:
            return count
        wrong = self.tr("{wrong} misclassified ◯")
        return f"{count} · {wrong.format(wrong=f'{samples.said.wrong.sum():,}')}"
