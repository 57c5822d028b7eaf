"""Augmentation as plain data: what is changed at random in every training batch, step by step."""

from engine.errors import ExperimentError
from engine.experiment.checks import Frozen, between, whole_between


class Step(Frozen, tag_field="type", frozen=True):
    """One step of augmentation. All but noise are for images."""


class Noise(Step, tag="noise", frozen=True):
    """Adds N(0, deviation²) to every input, in the units that the network sees."""

    deviation: float = 0.1

    def __post_init__(self) -> None:
        between("deviation", self.deviation, 0, 10)


class Shift(Step, tag="shift", frozen=True):
    """Moves an image by up to so many pixels along each axis."""

    pixels: int = 2

    def __post_init__(self) -> None:
        whole_between("pixels", self.pixels, 0, 64)


class Rotate(Step, tag="rotate", frozen=True):
    """Turns an image about its centre by up to so many degrees to either side."""

    degrees: float = 10.0

    def __post_init__(self) -> None:
        between("degrees", self.degrees, 0, 180)


class Zoom(Step, tag="zoom", frozen=True):
    """Makes an image larger or smaller by up to this share."""

    share: float = 0.1

    def __post_init__(self) -> None:
        between("share", self.share, 0, 0.9)


class Flip(Step, tag="flip", frozen=True):
    """Mirrors half of the images, left to right, or upside down."""

    upside_down: bool = False


class CutOut(Step, tag="cut_out", frozen=True):
    """Blanks a square of so many pixels at a random place (arXiv 1708.04552)."""

    size: int = 8

    def __post_init__(self) -> None:
        whole_between("size", self.size, 1, 256)


AnyStep = Noise | Shift | Rotate | Zoom | Flip | CutOut


def check_augmentation(steps: tuple[AnyStep, ...], kind: str) -> None:
    """Refuse steps that samples of this kind ("rows", "images", "sequences", "codes") cannot take.

    ExperimentError names the first such step.
    """
    for index, step in enumerate(steps):
        if not is_possible(step, kind):
            name = str(step.__struct_config__.tag)
            reason = f"{name} is for images; the samples of this data are {kind}"
            if kind == "codes":
                reason = f"{name} would change codes, which are names and not amounts"
            raise ExperimentError(f"training.augmentation[{index}]", f"{reason}; remove this step")


def is_possible(step: AnyStep, kind: str) -> bool:
    """Whether samples of this kind can take the step."""
    return kind == "images" or (isinstance(step, Noise) and kind != "codes")
