"""An image editor sets how images of the user's are learned from."""

from PySide6.QtWidgets import QLabel

from app.panels.data_editor import DataEditor
from app.panels.file_label import FileLabel
from app.panels.sample_choice import sample_choices
from app.widgets.choice import Choice
from app.widgets.number_scale import NumberScale
from app.widgets.path_field import PathField
from engine.data.dataset import Facts
from engine.experiment.data import AnyData, Idx, ImageFolder
from engine.experiment.data.files import LARGEST_SIDE

_SIDE = NumberScale(4, 64, integer=True, lowest=1, highest=LARGEST_SIDE)


class ImageEditor(DataEditor):
    """The settings of a folder of images, or of image files in the format of MNIST's."""

    kinds = (Idx, ImageFolder)

    def __init__(self) -> None:
        super().__init__()
        self.files = [FileLabel() for _ in Idx.path_fields]
        for label in self.files:
            label.setProperty("role", "muted")
            self.body.addWidget(label)
        self.path = PathField(self.tr("Folder"), folder=True)
        self.path.value_changed.connect(lambda path: self.changed.emit({"path": path}))
        self.add_field("path", self.path, self.tr("One sub-folder of images for each class."))
        self.note: QLabel = self.add_note()
        self._add_size()
        self.samples = self.add_choice(
            "samples",
            self.tr("Use"),
            sample_choices(None),
            self.tr("How many training samples are used: fewer are quicker, and overfit sooner."),
        )

    def show_data(self, data: AnyData, facts: Facts | None) -> None:
        for label, name in zip(self.files, Idx.path_fields, strict=True):
            path = getattr(data, name, None)
            label.setVisible(path is not None)
            label.show_path(path or "")
        if isinstance(data, Idx):
            self.samples.set_choices(sample_choices(data.samples))
        self.show_settings(data)
        notes = facts.notes if facts else (self.tr("Being read …"),)
        self.note.setText(" ".join(notes))
        self.note.setVisible(bool(notes))

    def _add_size(self) -> None:
        size = self.tr("Images are scaled to this: small ones are quick, large ones show more.")
        self.width_field = self.add_slider("width", self.tr("Width"), _SIDE, size)
        self.height_field = self.add_slider("height", self.tr("Height"), _SIDE, size)
        self.colour = self.add_choice(
            "colour",
            self.tr("Colours"),
            (
                Choice(False, self.tr("Grey"), self.tr("One number a pixel.")),
                Choice(True, self.tr("Colour"), self.tr("Red, green and blue of each pixel.")),
            ),
            self.tr("What the network sees of a pixel: colour is three times as much."),
        )
