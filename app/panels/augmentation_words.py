"""The words for augmentation: what each step is called, what it does, and its one number."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.widgets.number_scale import NumberScale
from engine.experiment.augmentation import AnyStep, CutOut, Flip, Noise, Rotate, Shift, Zoom

# The number that a step has, with a slider for what is usual. Flip has none.
NUMBERS: Mapping[type[AnyStep], tuple[str, NumberScale]] = {
    Noise: ("deviation", NumberScale(0, 1, highest=10)),
    Shift: ("pixels", NumberScale(0, 16, integer=True, highest=64)),
    Rotate: ("degrees", NumberScale(0, 90, decimals=0, suffix=" °", highest=180)),
    Zoom: ("share", NumberScale(0, 0.9, decimals=0, suffix=" %", factor=100)),
    CutOut: ("size", NumberScale(1, 32, integer=True, highest=256)),
}


@dataclass(frozen=True)
class StepWords:
    """A step's name and what it does to the training."""

    title: str
    sentence: str


def step_words(kind: type[AnyStep]) -> StepWords:
    """The words for a kind of step, in the window's language."""
    tr = QCoreApplication.translate
    words = {
        Noise: StepWords(
            tr("Augmentation", "Noise σ"),
            tr("Augmentation", "Adds noise to every input: small details count less."),
        ),
        Shift: StepWords(
            tr("Augmentation", "Shift"),
            tr(
                "Augmentation",
                "Moves images by up to so many pixels: where things are is learned less.",
            ),
        ),
        Rotate: StepWords(
            tr("Augmentation", "Rotate"),
            tr("Augmentation", "Turns images by up to so many degrees to either side."),
        ),
        Zoom: StepWords(
            tr("Augmentation", "Zoom"),
            tr("Augmentation", "Makes images larger or smaller by up to this share."),
        ),
        Flip: StepWords(
            tr("Augmentation", "Mirror"),
            tr("Augmentation", "Mirrors half of the images: wrong for letters and digits."),
        ),
        CutOut: StepWords(
            tr("Augmentation", "Cut out"),
            tr("Augmentation", "Blanks a square at a random place: no single part decides."),
        ),
    }
    return words[kind]
