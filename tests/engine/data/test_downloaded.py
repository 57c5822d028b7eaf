"""Downloaded sets are read from their own formats; what is in an archive never reaches the disk."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from engine.data import downloaded, load_data
from engine.data.cifar import PIXELS, TRAIN, read_cifar
from engine.data.housing import MEMBER, read_housing
from engine.data.known_sets import KNOWN_SETS, cache_folder
from engine.data.report import silent
from engine.errors import DataError
from engine.experiment.data import DOWNLOADS, Download
from tests.engine.data.archives import HOUSING_LINES, cifar, housing, keep, known, small_mnist, tar
from tests.engine.data.idx_files import TEST_IMAGES, TEST_LABELS

NAMES = tuple("0123456789")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BACKPROP_LAB_CACHE", str(tmp_path))
    return tmp_path


def test_what_is_known_of_the_sets_is_of_the_right_form() -> None:
    assert tuple(KNOWN_SETS) == DOWNLOADS
    for wanted in KNOWN_SETS.values():
        assert wanted.files
        assert len(wanted.class_names) in (0, 10)
        for file in wanted.files:
            assert len(file.sha256) == 64
            assert set(file.sha256) <= set("0123456789abcdef")
            assert len(file.mirrors) >= 2
            assert all(url.startswith(("https://", "http://")) for url in file.mirrors)
            assert Path(file.name).name == file.name
    sums = [file.sha256 for wanted in KNOWN_SETS.values() for file in wanted.files]
    assert len(set(sums)) == len(sums) == 14


@pytest.mark.parametrize("name", DOWNLOADS)
def test_what_is_not_there_is_said_with_the_way_to_get_it(name: str) -> None:
    with pytest.raises(DataError, match=f"download it with: backprop-lab download {name}$"):
        load_data(Download(name=name), seed=1)


def test_mnist_says_how_large_it_is() -> None:
    with pytest.raises(DataError, match=r"^MNIST is not on this computer yet \(11\.6 MB\); "):
        load_data(Download(name="mnist"), seed=1)


def test_a_file_that_is_not_whole_is_not_there() -> None:
    mnist = KNOWN_SETS["mnist"]
    keep(mnist, {file.name: b"" for file in mnist.files})
    assert mnist.missing() == mnist.files


def test_sets_in_the_format_of_mnist(monkeypatch: pytest.MonkeyPatch) -> None:
    files = small_mnist()
    small = known("mnist", files)
    monkeypatch.setattr(downloaded, "KNOWN_SETS", {"mnist": small})
    keep(small, files)
    data = load_data(Download(name="mnist"), seed=1)
    assert (data.facts.train_samples, data.facts.test_samples) == (20, 10)
    assert data.facts.has_own_test
    assert data.facts.class_names == NAMES
    assert data.targets.tolist() == [*range(10)] * 3
    few = load_data(Download(name="mnist", samples=5), seed=1)
    assert (few.facts.train_samples, few.facts.test_samples) == (5, 10)


@pytest.mark.skipif(not TEST_IMAGES.exists(), reason="MNIST's test files are not there")
def test_two_of_the_sums_are_those_of_real_files() -> None:
    _, _, images, labels = KNOWN_SETS["mnist"].files
    for file, path in ((images, TEST_IMAGES), (labels, TEST_LABELS)):
        content = path.read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.size, file.sha256)


def write(content: bytes) -> Path:
    path = cache_folder().parent / "archive.tar.gz"
    path.write_bytes(content)
    return path


def test_cifar_comes_from_its_six_batches() -> None:
    samples = read_cifar(write(tar(cifar())), None, NAMES, silent)
    assert samples.columns.shape == (12, PIXELS)
    assert samples.columns.dtype == np.uint8
    assert samples.columns[:, 0].tolist() == [0, 0, 10, 10, 20, 20, 30, 30, 40, 40, 50, 50]
    assert samples.targets.tolist() == [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6]
    assert (samples.shape, samples.own_test) == ((3, 32, 32), 2)
    few = read_cifar(write(tar(cifar())), 3, NAMES, silent)
    assert few.targets.tolist() == [0, 1, 1, 5, 6]


CIFAR_FAULTS = {
    "a batch missing": ({**cifar(), TRAIN[2]: None}, "does not hold .*data_batch_3.bin"),
    "not whole records": ({**cifar(), TRAIN[0]: b"12345"}, "5 bytes long, not a multiple of 3,073"),
    "empty": ({**cifar(), TRAIN[0]: b""}, "0 bytes long"),
    "label 10": ({**cifar(), TRAIN[0]: b"\x0a" + bytes(PIXELS)}, "the label 10; the classes are"),
}


@pytest.mark.parametrize(("members", "sentence"), CIFAR_FAULTS.values(), ids=CIFAR_FAULTS)
def test_faults_of_cifar_are_named(members: dict, sentence: str) -> None:
    path = write(tar({name: content for name, content in members.items() if content is not None}))
    with pytest.raises(DataError, match=sentence) as error:
        read_cifar(path, None, NAMES, silent)
    assert error.value.file == str(path)


def test_members_that_would_lead_out_are_passed_over(cache: Path) -> None:
    secret = cache / "secret"
    secret.write_bytes(HOUSING_LINES)
    escaping = tar({"../../outside.bin": b"x", "/etc/outside": b"x"}, {MEMBER: str(secret)})
    with pytest.raises(DataError, match="does not hold CaliforniaHousing"):
        read_housing(write(escaping), None)
    assert {path.name for path in cache.iterdir()} == {"secret", "archive.tar.gz"}


def test_a_member_that_bursts_is_refused() -> None:
    with pytest.raises(DataError, match=r"is 16,777,217 bytes large; 16,777,216 can be"):
        read_housing(write(tar({MEMBER: bytes(2**24 + 1)})), None)


def test_housing_has_averages_a_household_as_scikit_learn_has_them() -> None:
    samples = read_housing(write(housing()), None)
    expected = [8.3252, 41, 6.98412698, 1.02380952, 322, 2.55555556, 37.88, -122.23]
    assert samples.columns[0] == pytest.approx(expected)
    assert samples.targets[:, 0].tolist() == [4.526, 3.585]
    assert len(samples.column_names) == 8


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (HOUSING_LINES + b"1,2,3\n", "line 3: .* has 3 fields, not 9"),
        (HOUSING_LINES + b"a" * 9, "line 3: .* no number"),
        (HOUSING_LINES + b"1,2,3,4,5,6,0,8,9\n", "line 3: .* no households"),
        (HOUSING_LINES + b"1,2,3,4,5,6,nan,8,9\n", "line 3: "),
        (HOUSING_LINES.splitlines()[0], "fewer than 2 districts"),
    ],
)
def test_faults_of_housing_are_named_with_their_line(lines: bytes, sentence: str) -> None:
    with pytest.raises(DataError, match=sentence):
        read_housing(write(housing(lines)), None)


def test_damaged_and_missing_archives_are_named() -> None:
    for content in (b"", b"hello", housing()[:-40], housing()[:60] + bytes(9) + housing()[69:]):
        with pytest.raises(DataError, match="damaged"):
            read_housing(write(content), None)
    with pytest.raises(DataError, match="no such file"):
        read_housing("nowhere.tgz", None)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    content=st.binary(max_size=60),
    place=st.integers(0, 400),
    how=st.sampled_from(["bytes", "changed", "member"]),
)
def test_whatever_the_bytes_they_load_or_raise_a_data_error(
    content: bytes, place: int, how: str
) -> None:
    good = housing()
    if how == "changed":
        good = good[:place] + content + good[place + len(content) :]
    elif how == "member":
        good = tar({MEMBER: HOUSING_LINES + content, **dict.fromkeys(TRAIN, content)})
    path = write(content if how == "bytes" else good)
    for name, read in (
        ("housing", lambda: read_housing(path, None)),
        ("cifar", lambda: read_cifar(path, None, NAMES, silent)),
    ):
        try:
            read()
            event(f"{name} loaded")
        except DataError as error:
            event(f"{name} refused, naming the file: {error.file == str(path)}")
