"""An image form asks how images or arrays are to be read, and how many are kept for testing."""

from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.dialogs.table_choices import task_choices
from app.widgets.choice import Choice
from app.widgets.choice_field import ChoiceField
from app.widgets.number_scale import NumberScale
from app.widgets.slider_field import SliderField
from engine.data.array_file import list_arrays
from engine.data.preview import Preview
from engine.errors import DataError
from engine.experiment.data import ArrayFile, Idx, ImageFolder

_SHARE = NumberScale(0, 0.9, decimals=0, suffix=" %", factor=100)
_SIDE = NumberScale(4, 128, integer=True, suffix=" px", highest=256)


class ImageForm(QWidget):
    """For a folder: the images' size, grey or colour. For arrays: which, and the task.

    `reading_changed` says that the files are to be read in another way. The share for testing is
    not asked for where the data brings test samples of its own.
    """

    reading_changed = Signal()

    def __init__(self, data: Idx | ImageFolder | ArrayFile) -> None:
        """Begin with the settings of some data."""
        super().__init__()
        self._start = data
        self.test_share = SliderField(self.tr("Test share"), _SHARE, data.test_share)
        self.test_share.setToolTip(self.tr("Samples that are never trained on, to test with."))
        self.fields: Mapping[str, SliderField | ChoiceField] = {}
        if isinstance(data, ImageFolder):
            self.fields = self._folder_fields(data)
        elif isinstance(data, ArrayFile):
            self.fields = self._array_fields(data)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for field in self.fields.values():
            layout.addWidget(field)
        layout.addWidget(self.test_share)
        layout.addStretch()

    @property
    def data(self) -> Idx | ImageFolder | ArrayFile:
        """The data as it is described here."""
        values = {name: field.value() for name, field in self.fields.items()}
        for name in ("width", "height"):
            if name in values:
                values[name] = round(float(str(values[name])))
        return replace(self._start, test_share=self.test_share.value(), **values)

    def show_found(self, found: Preview) -> None:
        """Ask for the share for testing only where it is to be chosen."""
        self.test_share.setVisible(not found.test)

    def _folder_fields(self, data: ImageFolder) -> dict[str, SliderField | ChoiceField]:
        width = SliderField(self.tr("Width"), _SIDE, data.width)
        height = SliderField(self.tr("Height"), _SIDE, data.height)
        for side in (width, height):
            side.setToolTip(
                self.tr("Each image is cut to these proportions around its centre, then scaled.")
            )
            side.editing_finished.connect(self.reading_changed)
        colours = (
            Choice(False, self.tr("Grey"), self.tr("One channel: brightness alone.")),
            Choice(True, self.tr("Colour"), self.tr("Three channels: red, green and blue.")),
        )
        colour = ChoiceField(self.tr("Colour"), colours)
        colour.set_value(data.colour)
        colour.value_changed.connect(self.reading_changed)
        return {"width": width, "height": height, "colour": colour}

    def _array_fields(self, data: ArrayFile) -> dict[str, SliderField | ChoiceField]:
        try:
            names = [info.name for info in list_arrays(data.path)]
        except DataError:
            names = []  # what is wrong with the file is said when it is looked at
        choices = [Choice(None, self.tr("Automatic")), *(Choice(name, name) for name in names)]
        inputs = ChoiceField(self.tr("Inputs"), choices)
        targets = ChoiceField(self.tr("Targets"), choices)
        kind = ChoiceField(self.tr("Task"), task_choices(None))
        for field, value in ((inputs, data.inputs), (targets, data.targets), (kind, data.kind)):
            if value is None or value in names or field is kind:
                field.set_value(value)
            field.value_changed.connect(self.reading_changed)
        inputs.setToolTip(self.tr("The array that the network sees: a row, or an image, a sample."))
        targets.setToolTip(
            self.tr("The array that is to be predicted: a class or numbers a sample.")
        )
        return {"inputs": inputs, "targets": targets, "kind": kind}
