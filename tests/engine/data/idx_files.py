"""IDX files for tests, written as MNIST's are, and the real ones where they are there."""

import gzip
import os
import struct
from pathlib import Path

import numpy as np

# Beside the repository, as the benchmarks look for them too.
FOLDER = Path(os.environ.get("MNIST", Path(__file__).parents[4] / "shared/data/mnist"))
TEST_IMAGES, TEST_LABELS = (
    FOLDER / name for name in ("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz")
)


def idx(values: np.ndarray) -> bytes:
    """The bytes of an IDX file that holds these unsigned bytes."""
    header = bytes([0, 0, 8, values.ndim]) + struct.pack(f">{values.ndim}I", *values.shape)
    return header + values.astype(np.uint8).tobytes()


def write_idx(path: Path, values: np.ndarray) -> str:
    """Write an IDX file, packed where its name ends in .gz."""
    content = idx(values)
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return str(path)


def write_pair(folder: Path, images: np.ndarray, labels: np.ndarray, name: str = "train") -> dict:
    """Write images and labels; the fields of an Idx that name them."""
    prefix = "test_" if name == "test" else ""
    return {
        f"{prefix}images": write_idx(folder / f"{name}-images.gz", images),
        f"{prefix}labels": write_idx(folder / f"{name}-labels", labels),
    }
