"""The recorder films a view while it changes, and loses nothing on the way to the file."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.session.session import Session
from app.trainer.messages import StepUnit
from app.window.exports import Exports
from app.window.film import Film
from app.window.recorder import Recorder
from app.window.view_dock import ViewDock
from app.window.view_docks import ViewDocks
from tests.app.window.test_exports import (  # noqa: F401 (fixtures)
    appearance,
    docks,
    exports,
    named,
    session,
)


@pytest.fixture
def recorder(docks: ViewDocks, session: Session, exports: Exports) -> Recorder:  # noqa: F811
    return Recorder(docks, session, exports)


@pytest.fixture
def said(session: Session) -> list[tuple[str, str]]:  # noqa: F811
    heard: list[tuple[str, str]] = []
    session.said.connect(lambda text, level: heard.append((text, level)))
    return heard


def answer_with(path: Path | str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def record(
    recorder: Recorder,
    dock: ViewDock,
    docks: ViewDocks,  # noqa: F811
    session: Session,  # noqa: F811
    qtbot: QtBot,
) -> None:
    """Film some epochs."""
    recorder.start(dock)
    for _ in range(3):
        session.step(StepUnit.EPOCH)
        taken = len(recorder._film)

        def filmed(taken: int = taken) -> bool:
            snapshot = session.tick(docks.wants)
            if snapshot is not None:
                docks.show_snapshot(snapshot)
            return len(recorder._film) > taken

        qtbot.waitUntil(filmed, timeout=20_000)


def test_a_view_is_filmed_and_saved(
    recorder: Recorder,
    docks: ViewDocks,  # noqa: F811
    session: Session,  # noqa: F811
    said: list[tuple[str, str]],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    recorder.changed.connect(told.append)
    record(recorder, named(docks, "boundary"), docks, session, qtbot)
    assert told[-1].startswith("Recording Decision boundary: ")
    answer_with(tmp_path / "boundary.gif", monkeypatch)
    recorder.toggle()
    assert told[-1] == ""
    qtbot.waitUntil(lambda: ("Saved boundary.gif.", "info") in said, timeout=20_000)
    with Image.open(tmp_path / "boundary.gif") as film:
        assert film.n_frames >= 3


def test_a_name_without_an_ending_becomes_a_gif(
    recorder: Recorder,
    docks: ViewDocks,  # noqa: F811
    said: list[tuple[str, str]],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recorder.start(named(docks, "network"))
    answer_with(tmp_path / "network", monkeypatch)
    recorder.finish()
    qtbot.waitUntil(lambda: (tmp_path / "network.gif").is_file(), timeout=20_000)


def test_no_file_is_no_fault(
    recorder: Recorder,
    docks: ViewDocks,  # noqa: F811
    said: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recorder.start(named(docks, "loss"))
    answer_with("", monkeypatch)
    recorder.finish()
    assert said[-1] == ("The recording was not saved.", "info")
    assert not recorder.is_recording


def test_a_film_that_ends_while_another_is_made_is_made_after_it(
    recorder: Recorder,
    docks: ViewDocks,  # noqa: F811
    said: list[tuple[str, str]],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("network", "loss", "boundary"):
        recorder.start(named(docks, name))
        answer_with(tmp_path / f"{name}.gif", monkeypatch)
        recorder.finish()
    qtbot.waitUntil(lambda: ("Saved boundary.gif.", "info") in said, timeout=20_000)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "boundary.gif",
        "loss.gif",
        "network.gif",
    ]


def test_the_window_waits_for_a_film_and_closes_at_the_second_try(
    recorder: Recorder,
    docks: ViewDocks,  # noqa: F811
    said: list[tuple[str, str]],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left: list[bool] = []

    def leave() -> None:
        left.append(recorder.may_leave(leave))

    assert recorder.may_leave(leave)
    recorder.start(named(docks, "network"))
    answer_with(tmp_path / "network.gif", monkeypatch)
    assert not recorder.may_leave(leave)  # what is recorded ends, and is made first
    assert said[-1][0].startswith("The window closes when network.gif is made")
    assert recorder.may_leave(leave)
    assert left == []
    qtbot.waitUntil(lambda: left == [True], timeout=20_000)
    assert (tmp_path / "network.gif").is_file()


def test_what_cannot_be_written_is_said(
    recorder: Recorder,
    docks: ViewDocks,  # noqa: F811
    said: list[tuple[str, str]],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recorder.start(named(docks, "loss"))
    answer_with(tmp_path / "missing" / "loss.webp", monkeypatch)
    recorder.finish()
    qtbot.waitUntil(lambda: any(level == "error" for _, level in said), timeout=20_000)
    assert "its folder does not exist" in said[-1][0]


def test_a_full_film_ends_by_itself(
    recorder: Recorder,
    docks: ViewDocks,  # noqa: F811
    said: list[tuple[str, str]],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Film, "is_full", property(lambda _: True))
    answer_with("", monkeypatch)
    recorder.start(named(docks, "loss"))
    assert not recorder.is_recording
    assert ("The recording is as long as it can be.", "info") in said


def test_without_a_focused_view_it_says_how_to_choose_one(
    recorder: Recorder, said: list[tuple[str, str]]
) -> None:
    told: list[str] = []
    recorder.changed.connect(told.append)
    focus = QApplication.focusWidget()
    if focus is not None:
        focus.clearFocus()
    recorder.toggle()
    assert not recorder.is_recording
    assert told == [""]
    assert said[-1][0].startswith("Click into a view first")
