"""Pictures of the known data sets in small: a few real samples of each, as they come along.

`resources/sets.json` holds them for what comes with scikit-learn, since that takes seconds to
import: for rows two measurements and the target of some samples, all from 0 to 99; for the digits
nine images of 8 × 8 grey values, a hexadecimal digit each. What was downloaded shows its own.
"""

import json
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from engine.data.idx import first_images
from engine.data.known_sets import KNOWN_SETS
from engine.errors import DataError
from engine.experiment.data import Bundled, Download
from resources import resource_path

_IN_ROW = 3  # images


@dataclass(frozen=True)
class Scattered:
    """Points (samples, 2) and their classes, or values from 0 to 99."""

    points: NDArray[np.float64]
    targets: NDArray[np.int64]
    class_count: int


Images = NDArray[np.uint8]  # a mosaic of grey values, (height, width)


def sample_picture(data: Bundled | Download) -> Scattered | Images | None:
    """The picture of a set; None where there is none, as for what is not downloaded yet."""
    if isinstance(data, Download):
        return _downloaded(data)
    samples = _bundled()[data.name]
    if data.name == "digits":
        pixels = [[17 * int(digit, 16) for digit in image] for image in samples]
        return _mosaic(np.array(pixels, np.uint8).reshape(-1, 8, 8))
    rows = np.array(samples)
    class_count = int(rows[:, 2].max()) + 1 if data.task == "classification" else 0
    return Scattered(rows[:, :2].astype(np.float64), rows[:, 2], class_count)


def _downloaded(data: Download) -> Images | None:
    """The first nine test images of a set in MNIST's format; reading them takes a millisecond."""
    known = KNOWN_SETS[data.name]
    if known.missing() or len(known.files) != 4:
        return None
    try:
        return _mosaic(first_images(str(known.path(known.files[2])), _IN_ROW**2))
    except DataError:
        return None  # whoever chooses the set is told what is wrong with its file


def _mosaic(images: Images) -> Images:
    """Nine images (9, height, width) in three rows."""
    _, height, width = images.shape
    rows = images.reshape(_IN_ROW, _IN_ROW, height, width)
    return rows.transpose(0, 2, 1, 3).reshape(_IN_ROW * height, _IN_ROW * width)


@cache
def _bundled() -> dict[str, list]:
    content: dict[str, list] = json.loads(resource_path("sets.json").read_text(encoding="utf-8"))
    return content
