"""What a network learns from, as plain data: generated points, files, known sets, sequences."""

from engine.experiment.data.base import SCALINGS, Data, Scaling, Task
from engine.experiment.data.collections import (
    BUNDLED,
    DOWNLOADS,
    Bundled,
    BundledName,
    Download,
    DownloadName,
)
from engine.experiment.data.curves import FUNCTIONS, CurveValues
from engine.experiment.data.drawn import Axis, Drawn, DrawnCurve
from engine.experiment.data.files import ArrayFile, Idx, ImageFolder
from engine.experiment.data.plane import (
    INPUTS,
    Blobs,
    Bumps,
    Checkerboard,
    Circle,
    Gate,
    Gauss,
    Input,
    Made,
    ManyClasses,
    Moons,
    Plane,
    PlaneValues,
    Rings,
    Slope,
    Spiral,
    Xor,
)
from engine.experiment.data.sequences import Adding, Parity, SequenceData, SineWave, TextFile
from engine.experiment.data.table import Missing, Table, TextColumns

__all__ = [
    "BUNDLED",
    "DOWNLOADS",
    "FUNCTIONS",
    "INPUTS",
    "SCALINGS",
    "Adding",
    "AnyData",
    "ArrayFile",
    "Axis",
    "Blobs",
    "Bumps",
    "Bundled",
    "BundledName",
    "Checkerboard",
    "Circle",
    "CurveValues",
    "Data",
    "Download",
    "DownloadName",
    "Drawn",
    "DrawnCurve",
    "Gate",
    "Gauss",
    "Idx",
    "ImageFolder",
    "Input",
    "Made",
    "MadeData",
    "ManyClasses",
    "Missing",
    "Moons",
    "Parity",
    "Plane",
    "PlaneData",
    "PlaneValues",
    "ReadData",
    "Rings",
    "Scaling",
    "SequenceData",
    "SineWave",
    "Slope",
    "Spiral",
    "Table",
    "Task",
    "TextColumns",
    "TextFile",
    "Xor",
]

MadeData = (
    Circle | Xor | Gauss | Spiral | Moons | Blobs | Checkerboard | Rings | Gate | Slope | Bumps
)
PlaneData = MadeData | Drawn
# Known only once they are read or made: their facts come from `engine.data.load_data`.
ReadData = (
    Table
    | CurveValues
    | DrawnCurve
    | Idx
    | ImageFolder
    | ArrayFile
    | Bundled
    | Download
    | SineWave
    | Adding
    | Parity
    | TextFile
)
AnyData = PlaneData | ReadData
