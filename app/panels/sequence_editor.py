"""A sequence editor sets what generated sequences have: length, samples, noise."""

from app.panels.data_editor import DataEditor
from app.widgets.number_scale import NumberScale
from engine.data.dataset import Facts
from engine.experiment.data import AnyData, SequenceData
from engine.experiment.data.sequences import LONGEST

_SAMPLES = NumberScale(10, 10_000, logarithmic=True, integer=True, lowest=4, highest=100_000)
_LENGTH = NumberScale(2, LONGEST, logarithmic=True, integer=True)


class SequenceEditor(DataEditor):
    """The settings of sequences that are made by a rule."""

    kinds = (SequenceData,)

    def __init__(self) -> None:
        super().__init__()
        self.length = self.add_slider(
            "length",
            self.tr("Length"),
            _LENGTH,
            self.tr("Steps of a sequence: the longer, the further a gradient has to travel back."),
        )
        self.noise = self.add_slider(
            "noise",
            self.tr("Noise"),
            NumberScale(0, 1),
            self.tr("Scatters the values: what cannot be foreseen bounds the loss from below."),
        )
        self.samples = self.add_slider(
            "samples",
            self.tr("Samples"),
            _SAMPLES,
            self.tr("How many sequences: with few of them they are learned by heart."),
        )

    def show_data(self, data: AnyData, facts: Facts | None) -> None:
        self.show_settings(data)
