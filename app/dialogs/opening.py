"""A dialog that describes data in files, and waits open until the trainer has read them."""

from abc import abstractmethod

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.session.session import Session
from app.widgets.progress_row import ProgressRow
from engine.data.dataset import Facts
from engine.experiment.data import AnyData

_FORM_WIDTH = 340


class Opening(QDialog):
    """A form and what it finds; Open makes the data that is described the experiment's.

    While the trainer reads, Cancel ends the reading; what is wrong with the files is said inside.
    """

    def __init__(self, session: Session, form: QWidget, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session, self._form = session, form
        self._asked: AnyData | None = None
        self.problem = QLabel()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.reading = ProgressRow(self.tr("Reading"), has_button=False)
        self.open_button = QPushButton(self.tr("Open"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.open_button.setProperty("role", "primary")
        self.open_button.setDefault(True)
        self.buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self._ask)
        self.buttons.rejected.connect(self.reject)
        session.facts_changed.connect(self._take_facts)
        session.reading_changed.connect(self._show_reading)

    @property
    @abstractmethod
    def described(self) -> AnyData:
        """The data as the form describes it now."""

    def reject(self) -> None:
        """Give up the reading under way; where there is none, close and change nothing."""
        if self._asked is None:
            super().reject()
            return
        self._asked = None
        self._set_waiting(False)
        self._session.cancel_reading()

    def _lay_out(self, path: str, found: QWidget | QLayout) -> None:
        """The path above, the form beside what was found, the problem and the buttons below."""
        file = QLabel(path)
        file.setProperty("role", "muted")
        self.problem.setProperty("role", "error")
        for label in (file, self.problem):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problem.hide()
        self._form.setFixedWidth(_FORM_WIDTH)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self._form)
        if isinstance(found, QWidget):
            middle.addWidget(found, 1)
        else:
            middle.addLayout(found, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.reading)
        foot.addWidget(self.buttons, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(file)
        layout.addLayout(middle, 1)
        layout.addWidget(self.problem)
        layout.addLayout(foot)

    def _ask(self) -> None:
        """Have the trainer read everything."""
        self._asked = self.described
        self._set_waiting(True)
        self._session.edit_data(self._asked, self.windowTitle(), refused=self._take_refusal)

    def _take_facts(self, facts: Facts) -> None:
        if self._asked is not None and self._session.experiment.data == self._asked:
            self.accept()

    def _take_refusal(self, sentence: str) -> None:
        if self._asked is not None:
            self._asked = None
            self._set_waiting(False)
            self._refuse(sentence)

    def _show_reading(self, share: float | None) -> None:
        self.reading.show_share(share if self._asked is not None else None)

    def _set_waiting(self, waiting: bool) -> None:
        self.reading.show_share(None)
        self._form.setEnabled(not waiting)
        self.open_button.setEnabled(not waiting)
        self.open_button.setText(self.tr("Reading…") if waiting else self.tr("Open"))

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
