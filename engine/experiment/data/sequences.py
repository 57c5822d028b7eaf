"""Sequences: samples whose inputs come one after the other, for recurrent layers."""

from typing import ClassVar, Literal, get_args

from engine.experiment.checks import between, one_of, whole_between
from engine.experiment.data.base import Data, Task
from engine.experiment.data.files import check_path

LONGEST = 200
CharacterCode = Literal["one_hot", "codes"]


class SequenceData(Data, frozen=True):
    """Sequences made by a rule: so many samples of that length."""

    samples: int = 500
    length: int = 20
    test_share: float = 0.3

    def __post_init__(self) -> None:
        super().__post_init__()
        whole_between("samples", self.samples, 4, 100_000)
        whole_between("length", self.length, 2, LONGEST)


class SineWave(SequenceData, tag="sine_wave", frozen=True):
    """`length` values of a noisy sine of any phase (time, 1); the next one is to be predicted."""

    noise: float = 0.05

    def __post_init__(self) -> None:
        super().__post_init__()
        between("noise", self.noise, 0, 1)

    @property
    def task(self) -> Task:
        return "regression"


class Adding(SequenceData, tag="adding", frozen=True):
    """Pairs (value, mark), two of them marked; the sum of the two values is to be predicted.

    Source: Hochreiter & Schmidhuber 1997, Long Short-Term Memory, section 5.4.
    """

    @property
    def task(self) -> Task:
        return "regression"


class Parity(SequenceData, tag="parity", frozen=True):
    """Random bits (time, 1); whether their number of ones is even or odd is to be told."""

    length: int = 8

    @property
    def task(self) -> Task:
        return "classification"


class TextFile(Data, tag="text", kw_only=True, frozen=True):
    """The characters of a text file, cut by a sliding window: the last one is to be predicted.

    A window of `window` characters is moved on by `stride`: “ABCDE”, window 3, stride 1 gives ABC,
    BCD and CDE, so that AB is followed by C, BC by D and CD by E. Characters are given as one
    input for each character there is (`one_hot`), or as their numbers (`codes`, for an embedding).
    """

    path_fields: ClassVar[tuple[str, ...]] = ("path",)

    path: str
    window: int = 16
    stride: int = 1
    characters: CharacterCode = "one_hot"
    test_share: float = 0.1

    def __post_init__(self) -> None:
        super().__post_init__()
        check_path("path", self.path)
        whole_between("window", self.window, 2, LONGEST)
        whole_between("stride", self.stride, 1, LONGEST)
        one_of("characters", self.characters, get_args(CharacterCode))

    @property
    def task(self) -> Task:
        return "classification"
