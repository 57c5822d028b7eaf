"""A runner editor is a button that tells how many runners race, and opens the list of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.views.optimizer_looks import KINDS
from app.views.runner_list import RunnerList
from app.views.runner_rows import RunnerRows, Runners
from app.views.toggle import icon_button, toggle
from app.widgets.optimizer_editor import Change, OptimizerEditor
from engine.errors import ExperimentError
from engine.experiment.optimizers import AnyOptimizer

_WIDTH, _LIST_WIDTH, _LEAST_HEIGHT = 660, 290, 300
_GAP = 4


@dataclass(frozen=True)
class Preset:
    """Rows made at once: what it is called, what it does, and the rows from those there are."""

    name: str
    tip: str
    rows: Callable[[Runners], Sequence[AnyOptimizer]]


class RunnerEditor(QPushButton):
    """The rows can be added to, copied, removed, and each set in everything; all can be undone.

    `changed` comes when the rows are others. Keys in the list: Del removes, Ctrl+D copies, Ctrl+Z
    undoes, Ctrl+Shift+Z or Ctrl+Y makes it again; Escape closes.
    """

    changed = Signal()

    def __init__(
        self, text: str, tip: str, first: Sequence[AnyOptimizer], presets: Sequence[Preset]
    ) -> None:
        """`text` tells the "{count}" of runners."""
        super().__init__()
        self._words = text
        self.rows = RunnerRows(first)
        self.setProperty("role", "toggle")
        self.setToolTip(tip)
        self.setAccessibleDescription(tip)
        self.card = _Card(self)
        self.list = RunnerList()
        self.settings = OptimizerEditor()
        self.add, self.copy, self.remove, self.undo, self.redo, self.presets = self._buttons()
        self._fill_menus(presets)
        self._lay_out()
        self._connect()
        self._show()

    @property
    def runners(self) -> Runners:
        """The optimizers that race."""
        return self.rows.runners

    def set_runners(self, runners: Sequence[AnyOptimizer]) -> None:
        """Show other rows, without a signal; there is nothing to undo then."""
        if tuple(runners) != self.runners and len(runners):
            self.rows.reset(runners)
            self.list.setCurrentRow(0)
            self._show()

    def open(self) -> None:
        """Show the rows below the button."""
        self.card.adjustSize()
        corner = self.mapToGlobal(QPoint(0, self.height() + _GAP))
        room = self.screen().availableGeometry()
        left = min(corner.x(), room.right() - self.card.width() - _GAP)
        top = min(corner.y(), room.bottom() - self.card.height() - _GAP)
        self.card.move(max(left, room.left()), max(top, room.top()))
        self.card.show()
        self.list.setFocus()

    def _buttons(self) -> tuple[QPushButton, ...]:
        tr = QCoreApplication.translate
        add = icon_button("add", tr("RunnerEditor", "Add an optimizer to the race"))
        copy = toggle("", tr("RunnerEditor", "Race the chosen one again: a copy, to be set anew"))
        copy.setCheckable(False)
        remove = icon_button("remove", tr("RunnerEditor", "Take the chosen one out of the race"))
        undo = icon_button("undo", tr("RunnerEditor", "Undo the last change of the runners"))
        redo = icon_button("redo", tr("RunnerEditor", "Make the change again"))
        for button, text in (
            (add, tr("RunnerEditor", "Add")),
            (copy, tr("RunnerEditor", "Duplicate")),
        ):
            button.setText(text)
        tip = tr("RunnerEditor", "Set the learning rates of all runners, or begin with other ones")
        presets = toggle(tr("RunnerEditor", "Set all"), tip)
        presets.setCheckable(False)
        return add, copy, remove, undo, redo, presets

    def _fill_menus(self, presets: Sequence[Preset]) -> None:
        kinds, sets = QMenu(self.add), QMenu(self.presets)
        for kind in KINDS:
            action = kinds.addAction(kind.__name__)
            action.triggered.connect(lambda _=False, kind=kind: self._insert(kind()))
        sets.setToolTipsVisible(True)
        for preset in presets:
            action = sets.addAction(preset.name)
            action.setToolTip(preset.tip)
            action.triggered.connect(lambda _=False, rows=preset.rows: self._preset(rows))
        self.add.setMenu(kinds)
        self.presets.setMenu(sets)

    def _lay_out(self) -> None:
        tr = QCoreApplication.translate
        title = QLabel(tr("RunnerEditor", "Runners of the race"))
        title.setProperty("role", "heading")
        left, line, right, both = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for button in (self.add, self.copy, self.remove, self.undo, self.redo):
            line.addWidget(button)
        line.addStretch()
        left.addWidget(title)
        left.addWidget(self.list, 1)
        left.addLayout(line)
        right.addWidget(self.settings)
        right.addStretch()
        right.addWidget(self.presets, 0, Qt.AlignmentFlag.AlignRight)
        both.setContentsMargins(12, 10, 12, 10)
        both.setSpacing(14)
        both.addLayout(left)
        both.addLayout(right, 1)
        self.list.setFixedWidth(_LIST_WIDTH)
        self.card.setLayout(both)
        self.card.setFixedWidth(_WIDTH)
        self.card.setMinimumHeight(_LEAST_HEIGHT)

    def _connect(self) -> None:
        self.clicked.connect(self.open)
        self.list.currentRowChanged.connect(lambda _: self._show_settings())
        self.list.asked.connect(self._do)
        self.card.asked.connect(self._do)
        self.copy.clicked.connect(lambda: self._do("copy"))
        self.remove.clicked.connect(lambda: self._do("remove"))
        self.undo.clicked.connect(lambda: self._do("undo"))
        self.redo.clicked.connect(lambda: self._do("redo"))
        self.settings.changed.connect(self._set)
        self.settings.finished.connect(self.rows.end_gesture)

    @property
    def _place(self) -> int:
        """The row that is chosen."""
        return min(max(self.list.currentRow(), 0), len(self.runners) - 1)

    def _do(self, what: str) -> None:
        """What a button or a key asks for."""
        if what == "copy":
            self._insert(self.runners[self._place])
        elif what == "remove" and self.rows.can_shrink:
            place = self._place
            self._take([each for at, each in enumerate(self.runners) if at != place])
        elif what in ("undo", "redo"):
            before = self.runners
            self.rows.undo() if what == "undo" else self.rows.redo()
            self._show()
            if self.runners != before:
                self.changed.emit()

    def _insert(self, runner: AnyOptimizer) -> None:
        """Put another runner behind the chosen one, and choose it."""
        if self.rows.can_grow:
            place = self._place + 1
            self._take([*self.runners[:place], runner, *self.runners[place:]])
            self.list.setCurrentRow(place)

    def _preset(self, rows: Callable[[Runners], Sequence[AnyOptimizer]]) -> None:
        self._take(rows(self.runners))

    def _set(self, change: Change, name: str) -> None:
        """Give the chosen runner another setting."""
        place = self._place
        try:
            runner = change(self.runners[place])
        except ExperimentError as error:
            self.settings.sliders[name].set_error(error.message)
            return
        rows = [*self.runners[:place], runner, *self.runners[place + 1 :]]
        self._take(rows, "" if name == "optimizer" else f"{place} {name}")

    def _take(self, rows: Sequence[AnyOptimizer], gesture: str = "") -> None:
        if self.rows.change(rows, gesture):
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        """Show the rows, and what can be done with them."""
        self.setText(self._words.format(count=len(self.runners)))
        self.list.show_runners(self.runners)
        self._show_settings()
        for button, can in (
            (self.add, self.rows.can_grow),
            (self.copy, self.rows.can_grow),
            (self.remove, self.rows.can_shrink),
            (self.undo, self.rows.can_undo),
            (self.redo, self.rows.can_redo),
        ):
            button.setEnabled(can)

    def _show_settings(self) -> None:
        self.settings.show_optimizer(self.runners[self._place])


class _Card(QFrame):
    """The pop-up; it hears the keys that nothing in it has a use for."""

    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = QKeySequence.StandardKey
        if event.matches(key.Undo):
            self.asked.emit("undo")
        elif event.matches(key.Redo):
            self.asked.emit("redo")
        else:
            super().keyPressEvent(event)
