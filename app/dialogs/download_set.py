"""The dialog that gets a known data set: what it is, how large, from where, and how far it is."""

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.set_words import set_words
from app.session.background import Background, Tell
from engine.data.known_sets import KNOWN_SETS, KnownSet, megabytes
from engine.data.late import DOWNLOAD, call_late
from engine.experiment.data import Download, DownloadName

_WIDTH = 520
_STEPS = 1000  # of the progress bar


class DownloadSet(QDialog):
    """Downloads a set's files, or takes copies of them from the disk; accepted once all are there.

    What has arrived when it is cancelled is kept, and gone on with the next time.
    """

    def __init__(self, known: KnownSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = known
        self._begun = (0.0, 0)  # when the download began, and how much was there then
        self._rows = QVBoxLayout(self)
        self.work = Background(self)
        self.bar = QProgressBar()
        self.state = QLabel()
        self.problem = QLabel()
        self.expected = QLabel()
        self.download = QPushButton(self.tr("Download"))
        self.from_disk = QPushButton(self.tr("Use a file on disk…"))
        self.stop = QPushButton(self.tr("Cancel"))
        words = set_words(Download(name=known.name))
        self.setWindowTitle(self.tr("Download {title}").format(title=words.title))
        self.setMinimumWidth(_WIDTH)
        self._lay_out(words.title, words.sentence)
        self._connect()
        self._show_idle()

    def _lay_out(self, title: str, sentence: str) -> None:
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        about = QLabel(sentence)
        about.setWordWrap(True)
        self.bar.setRange(0, _STEPS)
        self.bar.setAccessibleName(self.tr("Download"))
        self.state.setProperty("role", "muted")
        for label, role in ((self.problem, "error"), (self.expected, "muted")):
            label.setProperty("role", role)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.hide()
        layout = self._rows
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addWidget(about)
        layout.addLayout(self._facts())
        layout.addWidget(self.bar)
        for label in (self.state, self.problem, self.expected):
            layout.addWidget(label)
        layout.addStretch()
        layout.addLayout(self._buttons())

    def _facts(self) -> QFormLayout:
        """Size, licence, source and place, a line each."""
        facts = QFormLayout()
        facts.setHorizontalSpacing(16)
        facts.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        count = self.tr("one file")
        if len(self._known.files) > 1:
            count = self.tr("{count} files").format(count=len(self._known.files))
        for name, value in (
            (self.tr("Size"), f"{megabytes(self._known.size)}, {count}"),
            (self.tr("Licence"), self._known.licence),
            (self.tr("Source"), self._known.home),
            (self.tr("Kept in"), str(self._known.folder)),
        ):
            label, text = QLabel(name), QLabel(value)
            label.setProperty("role", "muted")
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            facts.addRow(label, text)
        return facts

    def _buttons(self) -> QHBoxLayout:
        self.download.setProperty("role", "primary")
        self.download.setDefault(True)
        self.from_disk.setAutoDefault(False)
        self.stop.setAutoDefault(False)
        self.from_disk.setToolTip(
            self.tr("Take a copy of a file that you have; its SHA-256 tells whether it is right.")
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.from_disk)
        row.addStretch()
        row.addWidget(self.download)
        row.addWidget(self.stop)
        return row

    def _connect(self) -> None:
        self.download.clicked.connect(self.begin)
        self.from_disk.clicked.connect(self._ask_for_files)
        self.stop.clicked.connect(self._stop)
        self.work.progressed.connect(self._show_progress)
        self.work.done.connect(self._take_end)
        self.work.failed.connect(self._show_problem)
        self.finished.connect(self.work.cancel)

    def begin(self) -> None:
        """Download what is missing."""
        known = self._known
        self._begun = (0.0, 0)
        self._set_working(True)
        self.state.setText(self.tr("Connecting…"))
        self.work.start(lambda tell: call_late(DOWNLOAD, "download", known, tell))

    def take(self, files: Sequence[Path]) -> None:
        """Take copies of files on the disk, if they are the set's."""
        known = self._known
        self._set_working(True)
        self.state.setText(self.tr("Checking…"))

        def take_each(tell: Tell) -> None:
            for file in files:
                tell(0)
                call_late(DOWNLOAD, "adopt", known, file)

        self.work.start(take_each)

    def _ask_for_files(self) -> None:
        names = " ".join(file.name for file in self._known.files)
        kinds = self.tr("Files of the set ({names});;All files (*)").format(names=names)
        title = self.tr("Files of {title}").format(title=self._known.title)
        files, _ = QFileDialog.getOpenFileNames(self, title, "", kinds)
        if files:
            self.take([Path(file) for file in files])

    def _stop(self) -> None:
        """End the download; where none is under way, the dialog."""
        if not self.work.busy:
            self.reject()
            return
        self.work.cancel()
        self._set_working(False)
        self._show_idle()

    def _show_progress(self, done: float) -> None:
        size, now = self._known.size, time.monotonic()
        self.bar.setValue(int(_STEPS * done / size))
        if not self._begun[0] and done:
            self._begun = (now, int(done))
        begun, before = self._begun
        text = self.tr("{done} of {size}").format(done=megabytes(int(done)), size=megabytes(size))
        if begun and now - begun > 0.5:
            speed = self.tr("{speed} a second").format(
                speed=megabytes(int((done - before) / (now - begun)))
            )
            text = f"{text}, {speed}"
        self.state.setText(text)

    def _take_end(self) -> None:
        if not self._known.missing():
            self.accept()
            return
        self._set_working(False)
        self._show_idle()
        self._show_expected()

    def _show_problem(self, sentence: str) -> None:
        self._set_working(False)
        self._show_idle()
        self.problem.setText(sentence)
        self.problem.show()
        if all(file.sha256 in sentence for file in self._known.missing()):
            self._grow()  # it names what is expected already
        else:
            self._show_expected()

    def _show_expected(self) -> None:
        """Say which files are still to be found, by name and SHA-256."""
        lines = [f"{file.name}\n{file.sha256}" for file in self._known.missing()]
        text = self.tr("Still missing, each with its SHA-256:")
        self.expected.setText("\n".join([text, *lines]))
        self.expected.show()
        self._grow()

    def _set_working(self, working: bool) -> None:
        self.bar.setVisible(working)
        self.bar.setValue(0)
        self.state.show()
        self.download.setEnabled(not working)
        self.from_disk.setEnabled(not working)
        self.problem.hide()
        self.expected.hide()
        self._grow()

    def _grow(self) -> None:
        """Be at least as high as all lines need; it does not shrink under a hand."""
        self._rows.activate()
        needed = self._rows.totalHeightForWidth(self.width())
        self.resize(self.width(), max(self.height(), needed))

    def _show_idle(self) -> None:
        """Say what is there already; the bar shows only while something is under way."""
        self.bar.hide()
        there = self._known.size - sum(file.size for file in self._known.missing())
        parts = sum(
            part.stat().st_size
            for file in self._known.files
            if (part := self._known.folder / f"{file.name}.part").exists()
        )
        is_begun = there + parts > 0
        self.download.setText(self.tr("Go on") if is_begun else self.tr("Download"))
        self.state.setVisible(is_begun)
        text = self.tr("{done} of {size} are here already.")
        self.state.setText(
            text.format(done=megabytes(there + parts), size=megabytes(self._known.size))
        )


def fetch_set(name: DownloadName, parent: QWidget | None = None) -> bool:
    """Have a set on the disk, by asking for its download where it is not; False if it is not."""
    known = KNOWN_SETS[name]
    if known.missing():
        dialog = DownloadSet(known, parent)
        dialog.exec()
        dialog.deleteLater()
    return not known.missing()
