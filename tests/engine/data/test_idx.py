"""IDX files are read byte for byte, and every fault of theirs is named with its file."""

import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from engine.data import load_data
from engine.data.report import Cancelled
from engine.errors import DataError
from engine.experiment.data import Idx
from engine.inputs import ByteInputs
from engine.samples import Samples
from engine.targets import TargetCode
from tests.engine.data.idx_files import TEST_IMAGES, TEST_LABELS, idx, write_idx, write_pair

IMAGES = np.arange(6 * 3 * 4).reshape(6, 3, 4)
LABELS = np.array([7, 3, 7, 3, 9, 9])


def test_images_and_labels_come_as_they_are(tmp_path: Path) -> None:
    data = load_data(Idx(**write_pair(tmp_path, IMAGES, LABELS), test_share=0.5), seed=1)
    assert data.columns.dtype == np.uint8
    assert np.array_equal(data.columns, IMAGES.reshape(6, 12))
    assert data.facts.class_names == ("3", "7", "9")
    assert data.targets.tolist() == [1, 0, 1, 0, 2, 2]
    assert (data.facts.kind, data.facts.shape) == ("images", (1, 3, 4))
    assert data.facts.column_names[4] == "pixel 2, 1"
    assert (data.facts.train_samples, data.facts.test_samples) == (3, 3)
    assert not data.facts.has_own_test
    assert data.bounds.tolist() == [[0, 255]] * 12


def test_a_second_pair_is_for_testing_and_comes_last(tmp_path: Path) -> None:
    pairs = write_pair(tmp_path, IMAGES, LABELS) | write_pair(
        tmp_path, 255 - IMAGES[:2], np.array([9, 5]), "test"
    )
    data = load_data(Idx(**pairs), seed=1)
    assert data.facts.has_own_test
    assert data.test.tolist() == [6, 7]
    assert np.array_equal(data.columns[6:], 255 - IMAGES[:2].reshape(2, 12))
    assert data.facts.class_names == ("3", "5", "7", "9")
    assert data.targets[6:].tolist() == [3, 1]


def test_of_the_training_samples_only_the_first_can_be_used(tmp_path: Path) -> None:
    pairs = write_pair(tmp_path, IMAGES, LABELS)
    few = load_data(Idx(**pairs, samples=3, test_share=0), seed=1)
    assert np.array_equal(few.columns, IMAGES[:3].reshape(3, 12))
    pairs |= write_pair(tmp_path, IMAGES, LABELS, "test")
    few = load_data(Idx(**pairs, samples=3), seed=1)
    assert (few.facts.train_samples, few.facts.test_samples) == (3, 6)
    assert np.array_equal(few.columns[3:], IMAGES.reshape(6, 12))


def test_colour_images_have_channels(tmp_path: Path) -> None:
    images = np.arange(2 * 3 * 2 * 2).reshape(2, 3, 2, 2)
    data = load_data(Idx(**write_pair(tmp_path, images, np.array([0, 1]))), seed=1)
    assert data.facts.shape == (3, 2, 2)
    assert data.facts.column_names[:5:4] == ("red 1, 1", "green 1, 1")


def test_pixels_stay_bytes_until_a_batch_is_used(tmp_path: Path) -> None:
    data = load_data(Idx(**write_pair(tmp_path, IMAGES, LABELS), test_share=0.5), seed=1)
    samples = Samples.prepare(data, TargetCode(3, 3), np, "float32")
    assert isinstance(samples.x_train, ByteInputs)
    expected = IMAGES[data.train][:, np.newaxis] / 255
    assert np.allclose(samples.x_train[:], expected, atol=1e-7)


FAULTS = {
    "wrong magic": (b"\x89PNG\r\n\x1a\n", "begins with 89 50 4E 47"),
    "empty": (b"", "begins with nothing"),
    "ends within the header": (idx(IMAGES)[:9], "ends within its header"),
    "cut short": (idx(IMAGES)[:-1], "71 of 72 bytes"),
    "goes on": (idx(IMAGES) + b"x", "goes on after the 72 bytes"),
    "truncated gzip": (gzip.compress(idx(IMAGES))[:-12], "gzip data ends too early"),
    "damaged gzip": (gzip.compress(idx(IMAGES))[:-8] + bytes(8), "damaged"),
    "labels instead": (idx(LABELS), "has 1 dimension; images have 3 or 4"),
    "floats": (b"\0\0\x0d\x03" + idx(IMAGES)[4:], "holds float numbers"),
    "more than can be there": (idx(IMAGES)[:4] + b"\0\0\0\6" + b"\0\1\0\0" * 2, "at most 4,294"),
    "header promises": (idx(IMAGES)[:4] + b"\0\0\0\6" + b"\0\0\7\0" * 2, "is cut short"),
    "too few": (idx(IMAGES[:5]), "holds 5 images, but train-labels holds 6 labels"),
    "without pixels": (idx(IMAGES[:, :0]), "without pixels"),
}


@pytest.mark.parametrize(("content", "sentence"), FAULTS.values(), ids=FAULTS)
def test_every_fault_of_the_images_is_named(tmp_path: Path, content: bytes, sentence: str) -> None:
    files = write_pair(tmp_path, IMAGES, LABELS)
    Path(files["images"]).write_bytes(content)
    with pytest.raises(DataError, match=sentence) as error:
        load_data(Idx(**files), seed=1)
    assert str(error.value).startswith(files["images"])
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        (IMAGES, "has 3 dimensions, as images have"),
        (np.array([4] * 6), "every label is 4"),
        (np.array([4]), "fewer than 2 labels"),
    ],
)
def test_every_fault_of_the_labels_is_named(tmp_path: Path, labels: np.ndarray, sentence: str):
    files = write_pair(tmp_path, IMAGES, LABELS)
    write_idx(Path(files["labels"]), labels)
    with pytest.raises(DataError, match=sentence) as error:
        load_data(Idx(**files), seed=1)
    assert str(error.value).startswith(files["labels"])


def test_a_missing_file_and_other_test_images_are_named(tmp_path: Path) -> None:
    files = write_pair(tmp_path, IMAGES, LABELS)
    with pytest.raises(DataError, match=r"nowhere.*No such file"):
        load_data(Idx(images=files["images"], labels=str(tmp_path / "nowhere")), seed=1)
    with pytest.raises(DataError, match="cannot be read"):
        load_data(Idx(images=str(tmp_path), labels=files["labels"]), seed=1)
    files |= write_pair(tmp_path, IMAGES[:, :, :2], LABELS, "test")
    with pytest.raises(DataError, match=r"test-images.gz: holds images of 1×3×2"):
        load_data(Idx(**files), seed=1)


def test_reading_tells_how_far_it_is_and_can_be_given_up(tmp_path: Path) -> None:
    files = write_pair(tmp_path, IMAGES, LABELS) | write_pair(tmp_path, IMAGES, LABELS, "test")
    shares: list[float] = []
    load_data(Idx(**files), 1, shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1

    def give_up(share: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        load_data(Idx(**files), 1, give_up)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=60), after_header=st.booleans(), packed=st.booleans())
def test_whatever_the_bytes_it_loads_or_raises_a_data_error(
    tmp_path: Path, content: bytes, after_header: bool, packed: bool
) -> None:
    content = idx(IMAGES)[:16] + content if after_header else content
    files = write_pair(tmp_path, IMAGES, LABELS)
    for field in ("images", "labels"):
        Path(files[field]).write_bytes(gzip.compress(content) if packed else content)
        try:
            load_data(Idx(**files, test_share=0), seed=1)
            event("loaded")
        except DataError as error:
            event(f"refused, naming the file: {error.file in files.values()}")


@pytest.mark.skipif(not TEST_IMAGES.exists(), reason="MNIST's test files are not there")
def test_the_real_test_images_are_those_of_mnist() -> None:
    data = load_data(Idx(images=str(TEST_IMAGES), labels=str(TEST_LABELS)), seed=1)
    assert data.columns.shape == (10_000, 784)
    assert data.targets[:5].tolist() == [7, 2, 1, 0, 4]
    counts = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert np.bincount(data.targets).tolist() == counts
    assert data.columns.mean() == pytest.approx(33.79, abs=0.01)  # of 255
