"""The page of one stage: formula, tensors before and after, one element in numbers, source."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.look.theme import Theme
from app.views.stage_words import (
    exact,
    stage_formulas,
    stage_sentence,
    stage_source,
    stage_title,
)
from app.views.tensor_pile import TensorPile
from app.widgets.formula_label import FormulaLabel
from app.widgets.source_view import SourceView
from engine.probes import ShownStage

_WIDE = 360  # pixels from which on the tensors stand side by side


class StagePage(QScrollArea):
    """What one stage computed. A click on a result works that element out."""

    element_chosen = Signal(str, object)  # tensor and place

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.title, self.sentence = QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self.sentence.setProperty("role", "muted")
        self.sentence.setWordWrap(True)
        self.formula = FormulaLabel(self.tr("Formula of this stage"))
        self.before = TensorPile(
            theme, self.tr("In"), self.tr("Which of the tensors that went in is shown")
        )
        self.after = TensorPile(
            theme, self.tr("Out"), self.tr("Which of the tensors that came out is shown")
        )
        self.numbers = QLabel()
        self.numbers.setWordWrap(True)
        self.numbers.setAccessibleName(self.tr("The formula with this step's numbers"))
        self.numbers.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.source = SourceView(theme, self.tr("The engine's lines that computed this stage"))
        self._lay_out()
        self.after.chosen.connect(self.element_chosen)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_stage(self, shown: ShownStage) -> None:
        """Show a stage."""
        stage = shown.stages[shown.index]
        self.title.setText(stage_title(stage))
        self.sentence.setText(stage_sentence(shown))
        formulas = stage_formulas(shown)
        self.formula.set_formulas(formulas)
        self.formula.setVisible(bool(formulas))
        self.before.show_tensors(shown.before, self.before.choice.mode)
        self.after.show_tensors(shown.after, shown.tensor, shown.element)
        self._share_width()
        self.numbers.setText(self._words(shown))
        self._numbers_title.setVisible(shown.worked is not None)
        self.numbers.setVisible(shown.worked is not None)
        excerpts = stage_source(shown)
        self._source_title.setVisible(bool(excerpts))
        self.source.setVisible(bool(excerpts))
        self.source.show_excerpts(excerpts)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours from now on."""
        self.before.canvas.set_theme(theme)
        self.after.canvas.set_theme(theme)
        self.source.set_theme(theme)

    def _words(self, shown: ShownStage) -> str:
        worked = shown.worked
        if worked is None:
            return ""
        recorded = exact(worked.recorded)
        told = self.tr("recorded: {value}").format(value=recorded)
        if not worked.agrees:
            told = self.tr("recorded: {value}, which differs").format(value=recorded)
        lines = (line.replace("-", "−") for line in worked.lines)
        return "\n".join((*lines, told))

    def _lay_out(self) -> None:
        content = QWidget()
        content.setProperty("role", "panel")
        self._tensors = QGridLayout()
        self._tensors.setHorizontalSpacing(16)
        self._numbers_title = _heading(self.tr("In numbers"))
        self._source_title = _heading(self.tr("The lines that computed it"))
        self._place_tensors(side_by_side=True)
        column = QVBoxLayout(content)
        column.setContentsMargins(12, 6, 12, 12)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.sentence)
        column.addWidget(self.formula)
        column.addLayout(self._tensors)
        column.addWidget(self._numbers_title)
        column.addWidget(self.numbers)
        column.addWidget(self._source_title)
        column.addWidget(self.source)
        column.addStretch(1)
        self.setWidget(content)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._place_tensors(self.width() >= _WIDE)

    def _place_tensors(self, side_by_side: bool) -> None:
        self._tensors.addWidget(self.before, 0, 0)
        self._tensors.addWidget(self.after, *((0, 1) if side_by_side else (1, 0)))
        self._share_width()

    def _share_width(self) -> None:
        """Give each tensor room by its columns, but none less than a third."""
        before, after = self.before.columns, self.after.columns
        shares = [max(each, (before + after) // 2, 1) for each in (before, after)]
        side_by_side = self.width() >= _WIDE
        self._tensors.setColumnStretch(0, shares[0])
        self._tensors.setColumnStretch(1, shares[1] if side_by_side else 0)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "heading")
    return label
