"""The dialog that opens images or arrays: what was found, how it is read, some of the images."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.found_words import found_words
from app.dialogs.image_form import ImageForm
from app.dialogs.image_preview import ImagePreview
from app.session.background import Background
from app.session.session import Session
from engine.data.dataset import Facts
from engine.data.preview import Preview, preview
from engine.experiment.data import ArrayFile, Idx, ImageFolder

_SIZE = (880, 560)
_FORM_WIDTH = 340
_STEPS = 1000  # of the progress bar

Opened = Idx | ImageFolder | ArrayFile


class OpenImages(QDialog):
    """Looks at files in the background, and makes them the experiment's data when that is wanted.

    While the trainer reads them, the dialog waits open; what is wrong is said inside it.
    """

    def __init__(self, session: Session, data: Opened, parent: QWidget | None = None) -> None:
        """Begin with data that names its files."""
        super().__init__(parent)
        self._session = session
        self._asked: Opened | None = None
        self.work = Background(self)
        self.form = ImageForm(data)
        self.pictures = ImagePreview()
        self.found = QLabel()
        self.bar = QProgressBar()
        self.problem = QLabel()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.open_button = QPushButton(self.tr("Open"))
        self.setWindowTitle(self.tr("Open images"))
        if isinstance(data, ArrayFile):
            self.setWindowTitle(self.tr("Open arrays"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self._lay_out(data.images if isinstance(data, Idx) else data.path)
        self._connect()
        self._look()

    def _lay_out(self, path: str) -> None:
        file = QLabel(path)
        file.setProperty("role", "muted")
        self.problem.setProperty("role", "error")
        for label in (file, self.found, self.problem):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problem.hide()
        self.bar.setRange(0, _STEPS)
        self.bar.setAccessibleName(self.tr("Looking at the files"))
        self.form.setFixedWidth(_FORM_WIDTH)
        self.open_button.setProperty("role", "primary")
        self.open_button.setDefault(True)
        self.buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.AcceptRole)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.found)
        right.addWidget(self.bar)
        right.addWidget(self.pictures, 1)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.form)
        middle.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(file)
        layout.addLayout(middle, 1)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        self.form.reading_changed.connect(self._look)
        self.work.progressed.connect(lambda share: self.bar.setValue(int(_STEPS * share)))
        self.work.done.connect(self._show)
        self.work.failed.connect(self._show_refusal)
        self.buttons.accepted.connect(self._ask)
        self.buttons.rejected.connect(self.reject)
        self.finished.connect(self.work.cancel)
        self._session.facts_changed.connect(self._take_facts)

    def _look(self) -> None:
        """Look at the files in the way that is chosen; what was shown stays until that is done."""
        data = self.form.data
        self.open_button.setEnabled(False)
        self.bar.setValue(0)
        self.bar.show()
        self.work.start(lambda tell: preview(data, tell))

    def _show(self, found: Preview) -> None:
        self.bar.hide()
        self.problem.hide()
        self.found.setText(found_words(found))
        self.form.show_found(found)
        self.pictures.show_samples(found)
        self.open_button.setEnabled(True)

    def _show_refusal(self, sentence: str) -> None:
        self.bar.hide()
        self.found.clear()
        self._refuse(sentence)

    def _ask(self) -> None:
        """Have the trainer read everything."""
        self._asked = self.form.data
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

    def _set_waiting(self, waiting: bool) -> None:
        self.form.setEnabled(not waiting)
        self.open_button.setEnabled(not waiting)
        self.open_button.setText(self.tr("Reading…") if waiting else self.tr("Open"))

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
