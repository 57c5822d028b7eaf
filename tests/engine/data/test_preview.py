"""A preview tells what a file or folder holds; of one IDX file, the others are found."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.data.idx_names import idx_set
from engine.data.preview import SHOWN, preview, shown_in_turn
from engine.data.report import Cancelled, silent
from engine.errors import DataError
from engine.experiment.data import ArrayFile, Idx, ImageFolder
from tests.engine.data.idx_files import write_idx, write_pair

IMAGES, LABELS = np.arange(120).reshape(30, 2, 2), np.arange(30) % 3


def test_samples_are_shown_of_all_classes_in_turn() -> None:
    classes = np.array([0, 0, 0, 2, 1, 1])
    assert classes[shown_in_turn(classes, 10)].tolist() == [0, 1, 2, 0, 1, 0]
    assert shown_in_turn(classes, 4).tolist() == [0, 4, 3, 1]


def test_of_idx_files(tmp_path: Path) -> None:
    pairs = write_pair(tmp_path, IMAGES, LABELS) | write_pair(tmp_path, IMAGES, LABELS, "test")
    found = preview(Idx(**pairs), silent)
    assert (found.train, found.test, found.shape) == (30, 30, (1, 2, 2))
    assert (found.class_names, found.counts) == (("0", "1", "2"), (20, 20, 20))
    assert found.samples.shape == (SHOWN, 4)
    assert found.samples[1].tolist() == [4, 5, 6, 7]
    assert found.labels[:4] == (0, 1, 2, 0)


def test_of_arrays_with_numbers_for_targets(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", x=np.eye(5), y=np.linspace(0, 1, 5))
    found = preview(ArrayFile(path=str(tmp_path / "a.npz")), silent)
    assert (found.task, found.train, found.columns, found.shape) == ("regression", 5, 5, None)
    assert (found.counts, found.labels) == ((), ())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, count in (("cat", 3), ("dog", 40)):
        (tmp_path / name).mkdir()
        for number in range(count):
            Image.new("RGB", (9, 6), (10, number, 200)).save(tmp_path / name / f"{number:02}.png")
    return tmp_path


def test_of_a_folder_only_what_is_shown_is_read(folder: Path) -> None:
    (folder / "dog" / "39.png").write_bytes(b"no image, and not looked at")
    (folder / "cat" / "00.png").write_bytes(b"no image")
    found = preview(ImageFolder(path=str(folder), width=5, height=4, colour=True), silent)
    assert (found.class_names, found.counts) == (
        ("cat", "dog"),
        (2, 40),
    )  # the broken one is not counted
    assert found.shape == (3, 4, 5)
    assert found.samples.shape == (SHOWN - 1, 60)
    assert found.labels.count(0) == 2
    assert found.notes == ("1 of 24 images was left out: cat/00.png cannot be decoded.",)


def test_looking_at_a_folder_can_be_given_up(folder: Path) -> None:
    def give_up(share: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        preview(ImageFolder(path=str(folder)), give_up)


NAMES = (
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte.gz",
)


@pytest.mark.parametrize("chosen", NAMES)
def test_from_any_of_the_four_files_the_others_are_found(tmp_path: Path, chosen: str) -> None:
    paths = [write_idx(tmp_path / name, LABELS) for name in NAMES]
    found = idx_set(str(tmp_path / chosen))
    assert [found.images, found.labels, found.test_images, found.test_labels] == paths


def test_without_test_files_and_with_other_names(tmp_path: Path) -> None:
    for name in ("my-images", "my-labels.gz"):
        write_idx(tmp_path / name, LABELS)
    found = idx_set(str(tmp_path / "my-labels.gz"))
    assert (Path(found.images).name, Path(found.labels).name) == ("my-images", "my-labels.gz")
    assert found.test_images is None


def test_test_files_alone_are_samples_like_others(tmp_path: Path) -> None:
    for name in NAMES[2:]:
        write_idx(tmp_path / name, LABELS)
    found = idx_set(str(tmp_path / NAMES[2]))
    assert Path(found.labels).name == NAMES[3]
    assert found.test_images is None


@pytest.mark.parametrize("name", ["train-images-idx3-ubyte.gz", "digits.idx"])
def test_images_without_labels_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DataError, match=r"needs its labels, and .*labels.* is not beside it"):
        idx_set(write_idx(tmp_path / name, IMAGES))
