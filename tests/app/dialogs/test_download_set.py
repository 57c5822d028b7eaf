"""The download dialog shows how far it is, goes on where it stopped, and takes a copy instead."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.dialogs import download_set as module
from app.dialogs.download_set import DownloadSet, fetch_set
from engine.data.known_sets import KnownSet
from tests.engine.data.archives import keep, known
from tests.engine.data.mirror import Mirror, mirror

FILES = {"a.gz": np.random.default_rng(1).bytes(200_000), "b.gz": b"b" * 50_000}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BACKPROP_LAB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path


@pytest.fixture
def server() -> Iterator[Mirror]:
    with mirror(dict(FILES)) as running:
        yield running


@pytest.fixture
def small(server: Mirror) -> KnownSet:
    return known("mnist", FILES, server.address)


@pytest.fixture
def show(small: KnownSet, qtbot: QtBot) -> Callable[[], DownloadSet]:
    def shown() -> DownloadSet:
        dialog = DownloadSet(small)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    return shown


def test_it_downloads_and_is_accepted(
    show: Callable[[], DownloadSet], small: KnownSet, qtbot: QtBot
) -> None:
    dialog = show()
    assert dialog.bar.isHidden()
    with qtbot.waitSignal(dialog.accepted):
        dialog.download.click()
        assert not dialog.download.isEnabled()
    assert small.missing() == ()


def test_cancelling_keeps_what_has_arrived_and_it_goes_on(
    show: Callable[[], DownloadSet], small: KnownSet, server: Mirror, qtbot: QtBot
) -> None:
    server.hold = threading.Event()
    dialog = show()
    dialog.download.click()
    qtbot.waitUntil(lambda: dialog.bar.value() > 0)
    assert "of 0.2 MB" in dialog.state.text() or "of 0.3 MB" in dialog.state.text()
    dialog.stop.click()
    assert dialog.isVisible()
    assert dialog.download.text() == "Go on"
    assert "are here already" in dialog.state.text()
    server.hold.set()
    with qtbot.waitSignal(dialog.accepted):
        dialog.download.click()
    assert server.asked[1][1].startswith("bytes=")
    assert small.path(small.files[0]).read_bytes() == FILES["a.gz"]


def test_without_a_network_it_says_what_is_expected_and_a_copy_does(
    show: Callable[[], DownloadSet], small: KnownSet, server: Mirror, cache: Path, qtbot: QtBot
) -> None:
    server.files.clear()
    dialog = show()
    dialog.download.click()
    qtbot.waitUntil(dialog.problem.isVisible)
    assert "could not be downloaded: 127.0.0.1 answers 404" in dialog.problem.text()
    for file in small.files:
        assert f"{file.name}\n{file.sha256}" in dialog.expected.text()
    (cache / "wrong").write_bytes(b"wrong")
    dialog.take([cache / "wrong"])
    qtbot.waitUntil(lambda: "is none of MNIST's files" in dialog.problem.text())
    (cache / "one").write_bytes(FILES["a.gz"])
    dialog.take([cache / "one"])
    qtbot.waitUntil(lambda: "a.gz" not in dialog.expected.text())
    assert dialog.isVisible()
    (cache / "two").write_bytes(FILES["b.gz"])
    with qtbot.waitSignal(dialog.accepted):
        dialog.take([cache / "two"])


def test_closing_ends_the_download(
    show: Callable[[], DownloadSet], server: Mirror, qtbot: QtBot
) -> None:
    server.hold = threading.Event()
    dialog = show()
    dialog.download.click()
    qtbot.waitUntil(lambda: dialog.bar.value() > 0)
    dialog.reject()
    assert not dialog.work.busy


def test_what_is_there_is_not_asked_for(
    small: KnownSet, monkeypatch: pytest.MonkeyPatch, qapp
) -> None:
    monkeypatch.setattr(module, "KNOWN_SETS", {"mnist": small})
    keep(small, FILES)
    assert fetch_set("mnist")


def test_who_closes_the_dialog_has_no_set(
    small: KnownSet, monkeypatch: pytest.MonkeyPatch, qapp
) -> None:
    monkeypatch.setattr(module, "KNOWN_SETS", {"mnist": small})
    monkeypatch.setattr(DownloadSet, "exec", lambda dialog: dialog.reject())
    assert not fetch_set("mnist")
