"""Downloads go on after a cut, trust only the right sum, and try one mirror after another."""

import hashlib
import socket
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.data import download as module
from engine.data.download import adopt, download, fetch
from engine.data.known_sets import KnownFile, KnownSet
from engine.data.report import Cancelled
from engine.errors import DataError
from tests.engine.data.archives import known
from tests.engine.data.mirror import Mirror, mirror

CONTENT = np.random.default_rng(1).bytes(100_000)
FILES = {"a.gz": CONTENT, "b.gz": CONTENT[:5_000]}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BACKPROP_LAB_CACHE", str(tmp_path))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path


@pytest.fixture
def good() -> Iterator[Mirror]:
    with mirror(FILES) as server:
        yield server


def wanted(*mirrors: str) -> KnownSet:
    return known("mnist", FILES, *mirrors)


def one(*mirrors: str) -> KnownFile:
    return wanted(*mirrors).files[0]


def part_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def test_all_files_arrive_and_it_tells_how_much_is_there(good: Mirror) -> None:
    small, told = wanted(good.address), []
    download(small, told.append)
    assert {path.name: path.read_bytes() for path in small.folder.iterdir()} == FILES
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, 105_000)
    assert small.missing() == ()
    download(small, told.append)
    assert len(good.asked) == 2  # what is there is not asked for again


def test_of_a_set_only_what_is_missing_is_got(good: Mirror) -> None:
    small = wanted(good.address)
    small.folder.mkdir(parents=True)
    small.path(small.files[0]).write_bytes(CONTENT)
    told: list[int] = []
    download(small, told.append)
    assert good.asked == [("b.gz", None)]
    assert (told[0], told[-1]) == (100_000, 105_000)


def test_a_cut_is_said_and_the_next_try_goes_on_there(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    with mirror(FILES, cut_after=40_000) as server:
        with pytest.raises(DataError, match="broke off; download it again to go on from there"):
            fetch(one(server.address), path, lambda done: None)
        assert not path.exists()
        assert part_of(path).read_bytes() == CONTENT[:40_000]
        server.cut_after = None
        told: list[int] = []
        fetch(one(server.address), path, told.append)
        assert server.asked == [("a.gz", None), ("a.gz", "bytes=40000-")]
    assert told[0] == 40_000
    assert path.read_bytes() == CONTENT
    assert not part_of(path).exists()


def test_after_a_cut_the_next_mirror_goes_on(good: Mirror, tmp_path: Path) -> None:
    with mirror(FILES, cut_after=40_000) as cut:
        fetch(one(cut.address, good.address), tmp_path / "a.gz", lambda done: None)
    assert good.asked == [("a.gz", "bytes=40000-")]
    assert (tmp_path / "a.gz").read_bytes() == CONTENT


def test_a_server_that_cannot_go_on_in_the_middle_begins_anew(tmp_path: Path) -> None:
    part_of(tmp_path / "a.gz").write_bytes(CONTENT[:40_000])
    with mirror(FILES, ranges=False) as server:
        fetch(one(server.address), tmp_path / "a.gz", lambda done: None)
    assert (tmp_path / "a.gz").read_bytes() == CONTENT


def test_a_part_that_was_wrong_is_thrown_away_and_got_anew(good: Mirror, tmp_path: Path) -> None:
    part_of(tmp_path / "a.gz").write_bytes(b"x" * 40_000)
    fetch(one(good.address), tmp_path / "a.gz", lambda done: None)
    assert good.asked == [("a.gz", "bytes=40000-"), ("a.gz", None)]
    assert (tmp_path / "a.gz").read_bytes() == CONTENT


@pytest.mark.parametrize("size", [100_000, 100_001])
def test_a_part_as_long_as_the_file_is_checked_too(good: Mirror, tmp_path: Path, size: int) -> None:
    part_of(tmp_path / "a.gz").write_bytes(b"x" * size)
    fetch(one(good.address), tmp_path / "a.gz", lambda done: None)
    assert (tmp_path / "a.gz").read_bytes() == CONTENT


def test_a_whole_part_needs_no_network(tmp_path: Path) -> None:
    part_of(tmp_path / "a.gz").write_bytes(CONTENT)
    fetch(one("http://127.0.0.1:1"), tmp_path / "a.gz", lambda done: None)
    assert (tmp_path / "a.gz").read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (b"x" * 100_000, "sent another file: its SHA-256 is wrong"),
        (CONTENT + b"x", "sent more than the 100,000 bytes"),
        (CONTENT[:99_999], "sent 99,999 of 100,000 bytes"),
    ],
)
def test_a_wrong_file_is_deleted_and_the_old_one_kept(
    tmp_path: Path, wrong: bytes, sentence: str
) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(b"the old one")
    with mirror({"a.gz": wrong}) as server, pytest.raises(DataError, match=sentence) as error:
        fetch(one(server.address), path, lambda done: None)
    assert path.read_bytes() == b"the old one"
    assert part_of(path).exists() == (len(wrong) < len(CONTENT))
    assert str(error.value).startswith("a.gz: could not be downloaded: 127.0.0.1 ")
    assert hashlib.sha256(CONTENT).hexdigest() in str(error.value)


def test_the_next_mirror_is_tried_after_404_and_after_a_wrong_file(
    good: Mirror, tmp_path: Path
) -> None:
    with mirror({}) as empty, mirror({"a.gz": b"x" * 100_000}) as wrong:
        mirrors = (empty.address, wrong.address, good.address)
        fetch(one(*mirrors), tmp_path / "a.gz", lambda done: None)
        assert len(empty.asked) == len(wrong.asked) == 1
    assert (tmp_path / "a.gz").read_bytes() == CONTENT


def test_without_a_network_every_mirror_is_named(tmp_path: Path) -> None:
    with mirror({}) as empty, pytest.raises(DataError) as error:
        fetch(one("http://127.0.0.1:1", empty.address), tmp_path / "a.gz", lambda done: None)
    reasons = "127.0.0.1 cannot be reached; 127.0.0.1 answers 404 Not Found"
    assert reasons in str(error.value)


def test_a_server_that_falls_silent_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SILENT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(DataError, match="does not answer"):
            fetch(one(address), tmp_path / "a.gz", lambda done: None)


def test_cancelling_keeps_what_has_arrived(good: Mirror, tmp_path: Path) -> None:
    def give_up(done: int) -> None:
        if done > 40_000:
            raise Cancelled

    path = tmp_path / "a.gz"
    with pytest.raises(Cancelled):
        fetch(one(good.address), path, give_up)
    there = part_of(path).read_bytes()
    assert 40_000 < len(there) < 100_000
    assert CONTENT.startswith(there)
    fetch(one(good.address), path, lambda done: None)
    assert good.asked[1] == ("a.gz", f"bytes={len(there)}-")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, good: Mirror) -> None:
    (tmp_path / "folder").write_bytes(b"a file")
    with pytest.raises(DataError, match=r"cannot be kept in .*folder"):
        fetch(one(good.address), tmp_path / "folder" / "a.gz", lambda done: None)


def test_a_file_on_the_disk_is_told_by_its_sum(tmp_path: Path) -> None:
    small, own = wanted(), tmp_path / "my copy"
    own.write_bytes(CONTENT[:5_000])
    assert adopt(small, own).name == "b.gz"
    assert small.path(small.files[1]).read_bytes() == CONTENT[:5_000]
    assert [file.name for file in small.missing()] == ["a.gz"]
    assert own.exists()


def test_another_file_on_the_disk_is_refused_with_what_is_expected(tmp_path: Path) -> None:
    small, own = wanted(), tmp_path / "a.gz"
    own.write_bytes(b"another")
    expected = f"a.gz has {hashlib.sha256(CONTENT).hexdigest()}"
    with pytest.raises(DataError, match=rf"is none of MNIST's files.*{expected}"):
        adopt(small, own)
    assert not small.folder.exists()
    with pytest.raises(DataError, match="cannot be copied"):
        adopt(small, tmp_path / "nowhere")
