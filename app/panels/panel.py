"""A panel shows one part of the experiment and asks the session to change it."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Protocol

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.panels.data_shape import DataShape, data_shape
from app.session.session import Session
from app.trainer.messages import Problem
from app.widgets.section import Section
from engine.errors import ExperimentError
from engine.experiment.experiment import Experiment


class Markable(Protocol):
    """A field that can say what is wrong with its value."""

    def set_error(self, message: str | None) -> None: ...


class Panel(QWidget):
    """One folding section at the left. Subclasses fill it and say how it shows an experiment.

    Editors are filled silently by `refresh`, so that nothing comes back as an edit. A value that
    cannot be marks its field, and the experiment stays as it is.
    """

    def __init__(self, session: Session, title: str) -> None:
        super().__init__()
        self.session = session
        self.section = Section(title)
        self.summary = ""
        self._fields: dict[str, Markable] = {}
        self._marked: list[Markable] = []
        self._gesture = 0
        self._refusal = _error_label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.section)

    @abstractmethod
    def refresh(self, experiment: Experiment, shape: DataShape | None) -> None:
        """Show an experiment. `shape` is None while a table's facts are not known."""

    def attach(self) -> None:
        """Show the session's experiment from now on; called when all editors stand."""
        self.section.body.addWidget(self._refusal)
        self.session.experiment_changed.connect(self._refresh)
        self.session.facts_changed.connect(self._refresh)
        self.session.problem_changed.connect(self._show_problem)
        self._refresh()

    def set_summary(self, text: str) -> None:
        """Say in the section's title what it holds."""
        self.summary = text
        self.section.set_summary(text)

    def register(self, name: str, field: Markable) -> None:
        """Let errors in the value called `name` (the end of its path) be marked on a field."""
        self._fields[name] = field

    def field(self, name: str) -> Markable | None:
        """The field on which errors in the value called `name` are marked."""
        return self._fields.get(name)

    def attempt(self, intent: Callable[[], None]) -> None:
        """Do what the user asks; where it is refused, mark the field that is to blame."""
        self._clear()
        try:
            intent()
        except ExperimentError as error:
            self._mark(error.path, error.message)

    def refuse(self, sentence: str) -> None:
        """Say at the foot of the panel why something cannot be done."""
        self._refusal.setText(sentence)
        self._refusal.show()

    @property
    def refusal(self) -> str:
        """What the panel says cannot be done; empty where nothing was refused."""
        return "" if self._refusal.isHidden() else self._refusal.text()

    def edit(self, text: str, merge: str = "", **changes: object) -> None:
        """Change fields of the experiment itself."""
        self.attempt(
            lambda: self.session.edit(replace(self.session.experiment, **changes), text, merge)
        )

    def gesture(self, name: str) -> str:
        """A merge key: the same while one slider is dragged, another at the next drag."""
        return f"{name} {self._gesture}"

    def end_gesture(self) -> None:
        """What follows is a change of its own in the undo history."""
        self._gesture += 1

    @property
    def shape(self) -> DataShape | None:
        """The shape of the session's data."""
        return data_shape(self.session.experiment.data, self.session.facts)

    def _refresh(self) -> None:
        self._clear()
        self.refresh(self.session.experiment, self.shape)

    def _show_problem(self, problem: Problem | None) -> None:
        """Mark the field for which the trainer could not load the experiment."""
        field = self._fields.get(_last_name(problem.path)) if problem else None
        if problem is not None and field is not None:
            self._mark(problem.path, problem.message)

    def _mark(self, path: str, message: str) -> None:
        field = self._fields.get(_last_name(path))
        if field is not None:
            self.mark(field, message)
        else:
            self.refuse(f"{path}: {message}" if path else message)

    def mark(self, field: Markable, message: str) -> None:
        """Say on a field what is wrong with its value, until the next attempt."""
        field.set_error(message)
        self._marked.append(field)

    def _clear(self) -> None:
        self._refusal.hide()
        while self._marked:
            self._marked.pop().set_error(None)


def _last_name(path: str) -> str:
    """`units` of `network.layers[2].units`."""
    return path.rpartition(".")[2]


def _error_label() -> QLabel:
    label = QLabel()
    label.setProperty("role", "error")
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.hide()
    return label
