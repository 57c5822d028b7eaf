"""Getting a set from the terminal says its size first, and how to go on where it fails."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.headless import set_download
from app.headless.refusal import Refusal
from app.headless.set_download import get_set
from engine.errors import DataError
from tests.engine.data.archives import known
from tests.engine.data.mirror import Mirror, mirror

FILES = {"a.gz": bytes(50_000), "b.gz": b"b" * 70_000}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BACKPROP_LAB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path / "cache" / "datasets" / "mnist"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mirror]:
    with mirror(dict(FILES)) as running:
        small = known("mnist", FILES, running.address)
        monkeypatch.setattr(set_download, "KNOWN_SETS", {"mnist": small})
        yield running


def test_the_size_comes_first_then_the_way_then_the_place(
    server: Mirror, cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    get_set("mnist")
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        f"MNIST: 0.1 MB to download into {cache}",
        f"MNIST is on this computer: {cache}",
    ]
    assert said.err.splitlines()[-1] == "100 % of 0.1 MB"
    get_set("mnist")
    assert capsys.readouterr().out.splitlines() == [f"MNIST is on this computer: {cache}"]


def test_without_a_network_a_copy_does(server: Mirror, tmp_path: Path, cache: Path) -> None:
    server.files.clear()
    with pytest.raises(Refusal, match=r"a\.gz: could not.*SHA-256 is .*mnist --from FILE$"):
        get_set("mnist")
    copies = []
    for name, content in FILES.items():
        copies.append(tmp_path / f"my-{name}")
        copies[-1].write_bytes(content)
    asked = len(server.asked)
    get_set("mnist", copies)
    assert len(server.asked) == asked
    assert {path.name: path.read_bytes() for path in cache.iterdir()} == FILES


def test_a_wrong_copy_is_refused(server: Mirror, tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(b"other")
    with pytest.raises(DataError, match="is none of MNIST's files"):
        get_set("mnist", [tmp_path / "a.gz"])
