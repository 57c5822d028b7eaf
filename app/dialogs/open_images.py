"""The dialog that opens images or arrays: what was found, how it is read, some of the images."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from app.dialogs.found_words import found_words
from app.dialogs.image_form import ImageForm
from app.dialogs.image_preview import ImagePreview
from app.dialogs.opening import Opening
from app.session.background import Background
from app.session.session import Session
from engine.data.preview import Preview, preview
from engine.experiment.data import ArrayFile, Idx, ImageFolder

_SIZE = (880, 560)
_STEPS = 1000  # of the progress bar

Opened = Idx | ImageFolder | ArrayFile


class OpenImages(Opening):
    """Describes images or arrays by what is found in the background."""

    def __init__(self, session: Session, data: Opened, parent: QWidget | None = None) -> None:
        """Begin with data that names its files."""
        self.form = ImageForm(data)
        super().__init__(session, self.form, parent)
        is_arrays = isinstance(data, ArrayFile)
        self.setWindowTitle(self.tr("Open arrays") if is_arrays else self.tr("Open images"))
        self.work = Background(self)
        self.pictures = ImagePreview()
        self.found = QLabel()
        self.found.setWordWrap(True)
        self.found.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setAccessibleName(self.tr("Looking at the files"))
        self.resize(*_SIZE)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.found)
        right.addWidget(self.bar)
        right.addWidget(self.pictures, 1)
        self._lay_out(data.images if isinstance(data, Idx) else data.path, right)
        self._connect()
        self._look()

    @property
    def described(self) -> Opened:
        return self.form.data

    def _connect(self) -> None:
        self.form.reading_changed.connect(self._look)
        self.work.progressed.connect(lambda share: self.bar.setValue(int(_STEPS * share)))
        self.work.done.connect(self._show)
        self.work.failed.connect(self._show_refusal)
        self.finished.connect(self.work.cancel)

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
