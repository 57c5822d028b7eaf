"""An augmentation editor lists what is changed at random in every training batch."""

from typing import get_args

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.look.icons import icon
from app.panels.augmentation_words import NUMBERS, step_words
from app.panels.slide import slide_to
from app.widgets.choice import Choice
from app.widgets.choice_field import ChoiceField
from app.widgets.slider_field import SliderField
from engine.experiment.augmentation import AnyStep, Flip, Noise

Steps = tuple[AnyStep, ...]


class AugmentationEditor(QWidget):
    """The steps in their order, each with its one number, and a button that adds one.

    `changed` carries the new steps and the place of the one that is dragged, -1 where the list
    itself or a choice has changed; `finished` ends a drag. Steps for images are offered for images
    alone; one that stands there already can always be removed.
    """

    changed = Signal(tuple, int)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[StepRow] = []
        self._steps: Steps = ()
        self.add = QPushButton(icon("add"), self.tr("Augmentation"))
        self.add.setToolTip(
            self.tr("Change training samples at random, so that they are not learned by heart.")
        )
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self.add.setMenu(self.menu)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._fill_menu(with_images=False)

    def show_steps(self, steps: Steps, has_images: bool) -> None:
        """Show these steps; `has_images` tells whether the data consists of images."""
        if [type(step) for step in steps] != [type(step) for step in self._steps]:
            self._make_rows(steps)
        self._steps = steps
        for row, step in zip(self.rows, steps, strict=True):
            row.show_step(step)
        self._fill_menu(has_images)

    def _fill_menu(self, with_images: bool) -> None:
        kinds = get_args(AnyStep) if with_images else (Noise,)
        if [action.data() for action in self.menu.actions()] == list(kinds):
            return
        self.menu.clear()
        for kind in kinds:
            words = step_words(kind)
            action = self.menu.addAction(words.title)
            action.setToolTip(words.sentence)
            action.setData(kind)
            action.triggered.connect(lambda _=False, kind=kind: self._append(kind()))

    def _make_rows(self, steps: Steps) -> None:
        while self.rows:
            row = self.rows.pop()
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        for index, step in enumerate(steps):
            row = StepRow(step)
            row.changed.connect(lambda step, dragged, index=index: self._put(index, step, dragged))
            row.removed.connect(lambda index=index: self._remove(index))
            row.finished.connect(self.finished)
            self.rows.append(row)
            self._layout.insertWidget(index, row)

    def _append(self, step: AnyStep) -> None:
        self.changed.emit((*self._steps, step), -1)

    def _put(self, index: int, step: AnyStep, is_dragged: bool) -> None:
        steps = (*self._steps[:index], step, *self._steps[index + 1 :])
        self.changed.emit(steps, index if is_dragged else -1)

    def _remove(self, index: int) -> None:
        self.changed.emit((*self._steps[:index], *self._steps[index + 1 :]), -1)
        self.add.setFocus()


class StepRow(QWidget):
    """One step: its number, or how it mirrors, and a button that removes it.

    `changed` carries the changed step and whether it is dragged.
    """

    changed = Signal(object, bool)
    finished = Signal()
    removed = Signal()

    def __init__(self, step: AnyStep) -> None:
        super().__init__()
        self._step = step
        words = step_words(type(step))
        self.editor = self._editor(words.title)
        self.editor.setToolTip(words.sentence)
        self.remove = QToolButton()
        self.remove.setIcon(icon("close", "muted"))
        self.remove.setIconSize(QSize(12, 12))
        self.remove.setToolTip(self.tr("Remove this step"))
        self.remove.setAccessibleName(self.tr("Remove {step}").format(step=words.title))
        self.remove.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.editor, 1)
        layout.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)

    def show_step(self, step: AnyStep) -> None:
        """Show a step of the same kind."""
        self._step = step
        if isinstance(step, Flip):
            self.editor.set_value(step.upside_down)
        elif isinstance(self.editor, SliderField):
            slide_to(self.editor, getattr(step, NUMBERS[type(step)][0]))

    def _editor(self, title: str) -> SliderField | ChoiceField:
        if isinstance(self._step, Flip):
            return self._mirror_field(title)
        name, scale = NUMBERS[type(self._step)]
        field = SliderField(title, scale)
        number = int if scale.integer else float
        field.value_changed.connect(lambda value: self._tell({name: number(value)}, True))
        field.editing_finished.connect(self.finished)
        return field

    def _mirror_field(self, title: str) -> ChoiceField:
        field = ChoiceField(
            title,
            (
                Choice(False, self.tr("Left to right"), self.tr("As in a mirror.")),
                Choice(True, self.tr("Upside down"), self.tr("As in water.")),
            ),
        )
        field.value_changed.connect(lambda value: self._tell({"upside_down": value}, False))
        return field

    def _tell(self, changes: dict[str, object], is_dragged: bool) -> None:
        self._step = replace(self._step, **changes)
        self.changed.emit(self._step, is_dragged)
