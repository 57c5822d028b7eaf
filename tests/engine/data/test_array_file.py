"""NumPy files: inputs and targets are found, and nothing in them is ever run."""

import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from engine.data import load_data
from engine.errors import DataError
from engine.experiment.data import ArrayFile

X = np.arange(24.0).reshape(8, 3)
CLASSES = np.array([0, 1] * 4)


def write(folder: Path, **arrays: Any) -> str:
    path = folder / "arrays.npz"
    np.savez(path, **arrays)
    return str(path)


def load(folder: Path, settings: dict | None = None, **arrays: Any):
    return load_data(ArrayFile(path=write(folder, **arrays), **(settings or {})), seed=1)


def test_rows_and_classes(tmp_path: Path) -> None:
    data = load(tmp_path, x=X, y=CLASSES)
    assert np.array_equal(data.columns, X)
    assert data.columns.dtype == np.float64
    assert data.targets.tolist() == CLASSES.tolist()
    assert (data.facts.task, data.facts.class_names) == ("classification", ("0", "1"))
    assert data.facts.column_names == ("x 1", "x 2", "x 3")
    assert data.facts.shape is None


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ((8, 5, 4), (1, 5, 4)),
        ((8, 3, 5, 4), (3, 5, 4)),
        ((8, 5, 4, 3), (3, 5, 4)),
        ((8, 1, 5, 4), (1, 5, 4)),
        ((8, 5, 4, 1), (1, 5, 4)),
        ((8, 2, 5, 4), (2, 5, 4)),
        ((8, 3, 4, 3), (3, 4, 3)),
    ],
)
def test_images_in_both_orders(tmp_path: Path, shape: tuple, expected: tuple) -> None:
    images = np.arange(np.prod(shape), dtype=np.uint8).reshape(shape)
    data = load(tmp_path, images=images, labels=CLASSES)
    assert (data.facts.kind, data.facts.shape) == ("images", expected)
    assert data.columns.dtype == np.uint8
    pictures = data.columns.reshape(8, *expected)
    if len(shape) == 4 and shape[1:] != expected:
        images = np.moveaxis(images, 3, 1)
    assert np.array_equal(pictures, images.reshape(pictures.shape))


def test_the_files_of_keras_bring_their_own_test_samples(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    images = rng.integers(0, 256, (10, 4, 4), dtype=np.uint8)
    y = np.arange(10) % 2
    parts = {"x_train": images[:8], "y_train": y[:8], "x_test": images[8:], "y_test": y[8:]}
    data = load(tmp_path, **parts)
    assert data.facts.has_own_test
    assert data.test.tolist() == [8, 9]
    assert np.array_equal(data.columns, images.reshape(10, 16))
    without = load(tmp_path, {"test_share": 0.5}, x_train=images, y_train=y)
    assert not without.facts.has_own_test


@pytest.mark.parametrize(
    ("y", "task", "classes"),
    [
        (np.array(["cat", "dog"] * 4), "classification", ("cat", "dog")),
        (np.array([b"cat", b"dog"] * 4), "classification", ("cat", "dog")),
        (np.array([False, True] * 4), "classification", ("False", "True")),
        (np.array([1.0, 2.0] * 4), "classification", ("1", "2")),
        (np.array([[-1], [1]] * 4), "classification", ("-1", "1")),
        (np.eye(4)[[0, 1, 2, 3] * 2], "classification", ("0", "1", "2", "3")),
        (np.linspace(0, 1, 8), "regression", ()),
        (np.arange(8), "regression", ()),
        (np.arange(16.0).reshape(8, 2), "regression", ()),
    ],
)
def test_targets_are_told_apart(tmp_path: Path, y: np.ndarray, task: str, classes: tuple) -> None:
    data = load(tmp_path, x=X, y=y)
    assert (data.facts.task, data.facts.class_names) == (task, classes)
    if task == "regression":
        assert np.array_equal(data.targets, y.reshape(8, -1))
        assert len(data.facts.target_names) == data.targets.shape[1]


def test_names_and_task_can_be_chosen(tmp_path: Path) -> None:
    chosen = {"inputs": "b", "targets": "a", "kind": "regression"}
    data = load(tmp_path, chosen, a=CLASSES, b=X, c=X)
    assert (data.facts.task, data.facts.target_names) == ("regression", ("a",))
    assert load(tmp_path, weights=X, kind=CLASSES).facts.column_names[0] == "weights 1"


FAULTS: dict[str, tuple[dict, dict, str]] = {
    "objects": ({}, {"x": X, "y": np.array([{}] * 8)}, "“y”: holds Python objects"),
    "other lengths": ({}, {"x": X, "y": CLASSES[:7]}, "“x”: holds 8 samples, but “y” holds 7"),
    "no inputs": ({}, {"a": X, "b": X, "y": CLASSES}, "does not tell which array holds the inputs"),
    "not there": ({"inputs": "z"}, {"x": X, "y": CLASSES}, "there is no array “z”"),
    "both at once": ({"inputs": "y"}, {"x": X, "y": CLASSES}, "inputs and targets at once"),
    "text": ({}, {"x": np.array(["a"] * 8), "y": CLASSES}, "“x”: holds <U1, not real numbers"),
    "not finite": ({}, {"x": np.where(X == 4, np.nan, X), "y": CLASSES}, "sample 2 holds"),
    "targets missing": ({}, {"x": X, "y": np.full(8, np.inf)}, "“y”: sample 1 holds"),
    "one class": ({}, {"x": X, "y": np.array(["a"] * 8)}, "holds 1 different values"),
    "one value": ({"kind": "regression"}, {"x": X, "y": CLASSES * 0}, "every value is 0"),
    "text values": ({"kind": "regression"}, {"x": X, "y": np.array(["a", "b"] * 4)}, "holds text"),
    "several columns": ({"kind": "classification"}, {"x": X, "y": X}, "not one-hot"),
    "one sample": ({}, {"x": X[:1], "y": CLASSES[:1]}, "fewer than 2 samples"),
    "five axes": ({}, {"x": np.zeros((8, 1, 1, 1, 1)), "y": CLASSES}, "of shape"),
    "a number": ({}, {"x": np.float64(3), "y": CLASSES}, "is a single number"),
    "other test": (
        {},
        {"x_train": X, "y_train": CLASSES, "x_test": X[:, :2], "y_test": CLASSES},
        "“x_test”: is",
    ),
}


@pytest.mark.parametrize(("chosen", "arrays", "sentence"), FAULTS.values(), ids=FAULTS)
def test_every_fault_is_named(tmp_path: Path, chosen: dict, arrays: dict, sentence: str) -> None:
    with pytest.raises(DataError, match=sentence) as error:
        load(tmp_path, chosen, **arrays)
    assert str(error.value).startswith(str(tmp_path / "arrays.npz"))


def header(shape: tuple[int, ...], dtype: str = "|u1") -> bytes:
    stream = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        stream, {"descr": dtype, "fortran_order": False, "shape": shape}
    )
    return stream.getvalue()


@pytest.mark.parametrize(
    ("member", "content", "sentence"),
    [
        ("x.npy", header((2**20, 2**20)), "at most 4,294,967,296 can be"),
        ("x.npy", header((1000, 1000)), "is cut short: 1,000,000 bytes are promised"),
        ("x.npy", b"hello", "cannot be read as a NumPy .npz file"),
        ("../../x.txt", b"hello", "which is no array"),
    ],
)
def test_what_a_member_promises_is_checked_first(
    tmp_path: Path, member: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / "made.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, content)
    with pytest.raises(DataError, match=sentence):
        load_data(ArrayFile(path=str(path)), seed=1)
    assert [each.name for each in tmp_path.iterdir()] == ["made.npz"]  # nothing was unpacked


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        load_data(ArrayFile(path=str(tmp_path / "x.npz")), seed=1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=80),
    place=st.integers(0, 800),
    how=st.sampled_from(["bytes", "changed", "cut", "member"]),
)
def test_whatever_the_bytes_it_loads_or_raises_a_data_error(
    tmp_path: Path, content: bytes, place: int, how: str
) -> None:
    path = Path(write(tmp_path, x=X, y=CLASSES))
    good = path.read_bytes()
    if how == "member":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("x.npy", header((8, 3))[:-1] + content)
            archive.writestr("y.npy", content)
    else:
        rest = {"bytes": b"", "changed": good[place + len(content) :], "cut": b""}[how]
        path.write_bytes((b"" if how == "bytes" else good[:place]) + content + rest)
    try:
        load_data(ArrayFile(path=str(path)), seed=1)
        event("loaded")
    except DataError as error:
        event(f"refused, naming the file: {error.file == str(path)}")
