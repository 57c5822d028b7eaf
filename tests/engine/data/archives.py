"""Archives for tests, and a known set whose files are a few bytes."""

import gzip
import hashlib
import io
import tarfile

import numpy as np

from engine.data.cifar import PIXELS, TEST, TRAIN
from engine.data.housing import MEMBER
from engine.data.known_sets import KnownFile, KnownSet
from engine.experiment.data import DownloadName
from tests.engine.data.idx_files import idx


def tar(members: dict[str, bytes], links: dict[str, str] | None = None) -> bytes:
    """A .tar.gz archive of files, and of links to other files."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, target in (links or {}).items():
            link = tarfile.TarInfo(name)
            link.type, link.linkname = tarfile.SYMTYPE, target
            archive.addfile(link)
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


def cifar(records: int = 2) -> dict[str, bytes]:
    """The members of a small CIFAR-10: batch b holds labels b, b + 1, … and pixels of 10 b."""
    return {
        name: b"".join(
            bytes([(batch + record) % 10]) + bytes([10 * batch]) * PIXELS
            for record in range(records)
        )
        for batch, name in enumerate(TRAIN + TEST)
    }


HOUSING_LINES = (
    b"-122.230000,37.880000,41.000000,880.000000,129.000000,322.000000,126.000000,8.325200,452600\n"
    b"-122.220000,37.860000,21.000000,7099.000000,1106.000000,2401.000000,1138.000000,8.3014,358500\n"
)


def housing(lines: bytes = HOUSING_LINES) -> bytes:
    """A small archive of the California housing: its first two districts."""
    return tar({"CaliforniaHousing/cal_housing.domain": b"longitude: continuous.", MEMBER: lines})


def known(name: DownloadName, files: dict[str, bytes], *mirrors: str) -> KnownSet:
    """A set of these files, to be had from these mirrors."""
    return KnownSet(
        name,
        name.upper(),
        "what it is",
        "licence",
        "home",
        tuple(
            KnownFile(
                file,
                len(content),
                hashlib.sha256(content).hexdigest(),
                tuple(f"{mirror}/{file}" for mirror in mirrors),
            )
            for file, content in files.items()
        ),
        tuple("0123456789"),
    )


def keep(wanted: KnownSet, files: dict[str, bytes]) -> None:
    """Put the files where downloads are kept."""
    wanted.folder.mkdir(parents=True)
    for name, content in files.items():
        (wanted.folder / name).write_bytes(content)


def small_mnist() -> dict[str, bytes]:
    """Four files as MNIST's: 20 images to train on, 10 to test with, of 2 × 2 pixels."""
    images, labels = np.arange(120).reshape(30, 2, 2), np.arange(30) % 10
    return {
        "train-images-idx3-ubyte.gz": gzip.compress(idx(images[:20])),
        "train-labels-idx1-ubyte.gz": gzip.compress(idx(labels[:20])),
        "t10k-images-idx3-ubyte.gz": gzip.compress(idx(images[20:])),
        "t10k-labels-idx1-ubyte.gz": gzip.compress(idx(labels[20:])),
    }
