"""A text editor sets how a text file is cut into windows, and shows the first of them."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.panels.data_editor import DataEditor
from app.panels.text_windows import first_windows
from app.widgets.choice import Choice
from app.widgets.number_scale import NumberScale
from app.widgets.path_field import PathField
from engine.data.dataset import Facts
from engine.experiment.data import AnyData, TextFile
from engine.experiment.data.sequences import LONGEST

_READ = 4_000  # bytes of the file's beginning, plenty for its first windows


class TextEditor(DataEditor):
    """File, window, stride and the coding of the characters."""

    kinds = (TextFile,)

    def __init__(self) -> None:
        super().__init__()
        self.path = PathField(self.tr("File"), text_files())
        self.path.value_changed.connect(lambda path: self.changed.emit({"path": path}))
        self.add_field("path", self.path, self.tr("The text whose characters are learned."))
        self.window_size = self.add_slider(
            "window",
            self.tr("Window"),
            NumberScale(2, 64, integer=True, highest=LONGEST),
            self.tr("Characters cut out at a time; the last one is predicted from all others."),
        )
        self.stride = self.add_slider(
            "stride",
            self.tr("Stride"),
            NumberScale(1, 32, integer=True, highest=LONGEST),
            self.tr("Characters from window to window: 1 makes the most of a short text."),
        )
        self.windows = self.add_note()
        self.characters = self.add_choice(
            "characters",
            self.tr("Characters"),
            code_choices(self),
            self.tr("How a character is shown to the network."),
        )
        self._beginning = ""
        self._read_from = ""

    def show_data(self, data: AnyData, facts: Facts | None) -> None:
        assert isinstance(data, TextFile)
        self.show_settings(data)
        self._read(data.path)
        windows = first_windows(self._beginning, data.window, data.stride)
        self.windows.setText("\n".join(windows))
        self.windows.setVisible(bool(windows))

    def _read(self, path: str) -> None:
        """Read the file's beginning, unless that was done before."""
        if path == self._read_from:
            return
        self._read_from, self._beginning = path, ""
        self.path.set_error(None)
        try:
            with Path(path).open("rb") as file:
                self._beginning = file.read(_READ).decode("utf-8-sig", errors="replace")
        except OSError as error:
            text = self.tr("Cannot be read: {fault}.")
            self.path.set_error(text.format(fault=error.strerror or str(error)))


def text_files() -> str:
    """The kinds of file that a dialog offers for a text."""
    return QCoreApplication.translate("TextEditor", "Text files (*.txt *.md);;All files (*)")


def code_choices(editor: TextEditor) -> tuple[Choice, ...]:
    """The codings of characters as choices."""
    return (
        Choice(
            "one_hot",
            editor.tr("One input each"),
            editor.tr("An input for every character there is: 1 for the one that stands here."),
        ),
        Choice(
            "codes",
            editor.tr("Numbers"),
            editor.tr("Each character's number, for an embedding layer."),
        ),
    )
