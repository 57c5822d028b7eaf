"""The files of an IDX set are named alike: from one of them the others are found."""

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from engine.errors import DataError
from engine.experiment.data import Idx

# What changes in a name from images to labels and back; MNIST's own names tell it twice.
TO_LABELS = {"images": "labels", "idx3": "idx1"}
TO_IMAGES = {"labels": "images", "idx1": "idx3"}
TEST_WORDS = ("t10k", "test")
PACKED = ".gz"


def idx_set(chosen: str) -> Idx:
    """The whole set that a file belongs to, whichever of its files that is.

    Raises DataError where there are no labels to the images, or no images to the labels.
    """
    path = Path(chosen)
    images = (_counterpart(path, TO_IMAGES) if "labels" in path.name else path) or path
    to_train = [_counterpart(images, {word: "train"}) for word in TEST_WORDS]
    images = next((train for train in to_train if train), images)
    labels = _counterpart(images, TO_LABELS)
    if labels is None:
        wanted = _renamed(images, TO_LABELS)
        wanted = wanted if wanted != images.name else "one with “labels” in place of “images”"
        raise DataError(f"needs its labels, and {wanted} is not beside it", path)
    pair = Idx(images=str(images), labels=str(labels))
    for word in TEST_WORDS:
        test = _counterpart(images, {"train": word})
        test_labels = _counterpart(test, TO_LABELS) if test else None
        if test and test_labels:
            return replace(pair, test_images=str(test), test_labels=str(test_labels))
    return pair


def _counterpart(path: Path, changes: Mapping[str, str]) -> Path | None:
    """The file beside this one whose name differs by these words, packed with gzip or not."""
    plain = _renamed(path, changes).removesuffix(PACKED)
    if plain == path.name.removesuffix(PACKED):
        return None
    both = (path.with_name(plain + PACKED), path.with_name(plain))
    return next((each for each in both if each.is_file()), None)


def _renamed(path: Path, changes: Mapping[str, str]) -> str:
    name = path.name
    for old, new in changes.items():
        name = name.replace(old, new)
    return name
