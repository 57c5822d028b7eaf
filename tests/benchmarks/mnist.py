"""The test images of MNIST (LeCun, Cortes & Burges), where their files are there.

They are looked for in the folder that the variable MNIST names, else beside the repository in
`shared/data/mnist`.
"""

import gzip
import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.dataset import Dataset, Facts
from engine.data.preparation import Preparation

FOLDER = Path(os.environ.get("MNIST", Path(__file__).parents[3] / "shared/data/mnist"))
IMAGES, LABELS = FOLDER / "t10k-images-idx3-ubyte.gz", FOLDER / "t10k-labels-idx1-ubyte.gz"
PIXELS = 28 * 28


def is_there() -> bool:
    """Whether both files are there."""
    return IMAGES.is_file() and LABELS.is_file()


def test_images() -> Dataset:
    """The 10,000 test images as rows of 784 grey values from 0 to 1, all of them to train on."""
    labels = _numbers(LABELS, header=8).astype(np.int64)
    images = _numbers(IMAGES, header=16).reshape(-1, PIXELS) / 255
    pixels = tuple(f"pixel {number}" for number in range(PIXELS))
    digits = tuple(str(digit) for digit in range(10))
    return Dataset(
        facts=Facts("classification", digits, ("digit",), pixels, pixels, len(labels), 0),
        columns=images,
        targets=labels,
        train=np.arange(len(labels)),
        test=np.arange(0),
        bounds=np.tile([0.0, 1.0], (PIXELS, 1)),
        preparation=Preparation.fitted(images, "none"),
    )


def _numbers(path: Path, header: int) -> NDArray[np.uint8]:
    """The bytes behind the header of an IDX file."""
    with gzip.open(path) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)
