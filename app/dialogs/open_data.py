"""Opening data of the user's own: one question for a file, then the dialog that goes with it."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from app.dialogs.import_table import open_table
from app.dialogs.open_images import Opened, OpenImages
from app.look.appearance import Appearance
from app.session.session import Session
from engine.data.idx_names import idx_set
from engine.errors import DataError
from engine.experiment.data import ArrayFile, Data, ImageFolder

IMAGES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".ppm", ".pgm", ".pbm")
TABLES = (".csv", ".tsv", ".tab", ".txt", ".dat")


def open_data(
    session: Session, appearance: Appearance, parent: QWidget | None = None
) -> QDialog | None:
    """Ask for a file and open it; an image stands for the folder of classes that it lies in.

    Returns the dialog, which is modal to its window; None if no file was chosen.
    """
    window = parent.window() if parent else None
    path = _ask_for_file(session, window)
    return open_path(session, appearance, path, parent) if path else None


def open_path(
    session: Session, appearance: Appearance, path: str, parent: QWidget | None = None
) -> QDialog | None:
    """Open a file or a folder of images in the dialog that goes with it; None if none does."""
    window = parent.window() if parent else None
    try:
        data = _images_or_arrays(Path(path))
    except DataError as error:
        QMessageBox.warning(window, QCoreApplication.translate("OpenData", "Open data"), str(error))
        return None
    if data is None:
        return open_table(session, appearance, path, parent)
    present = session.experiment.data
    if isinstance(present, type(data)) and _files(present) == _files(data):
        data = present  # with the settings that it has
    dialog = OpenImages(session, data, window)
    dialog.open()
    return dialog


def open_folder(
    session: Session, appearance: Appearance, parent: QWidget | None = None
) -> QDialog | None:
    """Ask for a folder that holds a sub-folder of images a class, and open it."""
    window = parent.window() if parent else None
    title = QCoreApplication.translate("OpenData", "Open folder of images")
    path = QFileDialog.getExistingDirectory(window, title, _folder(session))
    return open_path(session, appearance, path, parent) if path else None


def _images_or_arrays(path: Path) -> Opened | None:
    """The data that a path stands for; None for a table."""
    name = path.name.lower()
    if path.is_dir():
        return ImageFolder(path=str(path))
    if path.suffix.lower() in IMAGES:
        return ImageFolder(path=str(path.parent.parent))
    if name.endswith(".npz"):
        return ArrayFile(path=str(path))
    if name.endswith((".gz", "-ubyte", ".idx", ".ubyte")):
        return idx_set(str(path))
    return None


def _files(data: Data) -> list[object]:
    return [getattr(data, field) for field in data.path_fields]


def _folder(session: Session) -> str:
    """The folder of the present data's file, to begin with."""
    files = [file for file in _files(session.experiment.data) if file]
    return str(Path(str(files[0])).parent) if files else ""


def _ask_for_file(session: Session, window: QWidget | None) -> str:
    tr = QCoreApplication.translate
    images, tables = (" ".join(f"*{end}" for end in ends) for ends in (IMAGES, TABLES))
    arrays = "*.npz *.gz *-ubyte *.idx"
    kinds = (
        tr("OpenData", "Data files ({endings})").format(endings=f"{tables} {arrays} {images}"),
        tr("OpenData", "Tables ({endings})").format(endings=tables),
        tr("OpenData", "Images in folders, one a class ({endings})").format(endings=images),
        tr("OpenData", "MNIST's format ({endings})").format(endings="*.gz *-ubyte *.idx"),
        tr("OpenData", "NumPy arrays ({endings})").format(endings="*.npz"),
        tr("OpenData", "All files ({endings})").format(endings="*"),
    )
    title = tr("OpenData", "Open data file")
    path, _ = QFileDialog.getOpenFileName(window, title, _folder(session), ";;".join(kinds))
    return path
