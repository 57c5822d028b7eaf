"""The recorder films a view while it changes, and loses nothing on the way to the file."""

from dataclasses import dataclass, field
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
from app.window.view_docks import ViewDocks
from tests.app.window.test_exports import (  # noqa: F401 (fixtures)
    docks,
    exports,
    named,
    session,
)


@dataclass
class Filming:
    """A recorder, what it said, and the file that is chosen when it asks for one."""

    recorder: Recorder
    docks: ViewDocks
    folder: Path
    said: list[tuple[str, str]] = field(default_factory=list)
    answer: str = ""

    def film(self, view: str, file: str) -> None:
        """Begin to film a view; `file`, in the folder, is what will be chosen. Empty: none."""
        self.answer = str(self.folder / file) if file else ""
        self.recorder.start(named(self.docks, view))

    def film_to(self, view: str, file: str) -> None:
        """Film a moment of a view."""
        self.film(view, file)
        self.recorder.finish()


@pytest.fixture
def filming(
    docks: ViewDocks,  # noqa: F811
    session: Session,  # noqa: F811
    exports: Exports,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Filming:
    filming = Filming(Recorder(docks, session, exports), docks, tmp_path)
    session.said.connect(lambda text, level: filming.said.append((text, level)))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (filming.answer, ""))
    return filming


def train(filming: Filming, session: Session, qtbot: QtBot) -> None:  # noqa: F811
    """Train some epochs, each of which is filmed."""
    for _ in range(3):
        session.step(StepUnit.EPOCH)
        taken = len(filming.recorder._film)

        def filmed(taken: int = taken) -> bool:
            snapshot = session.tick(filming.docks.wants)
            if snapshot is not None:
                filming.docks.show_snapshot(snapshot)
            return len(filming.recorder._film) > taken

        qtbot.waitUntil(filmed, timeout=20_000)


def test_a_view_is_filmed_and_saved(
    filming: Filming,
    session: Session,  # noqa: F811
    qtbot: QtBot,
) -> None:
    told: list[str] = []
    filming.recorder.changed.connect(told.append)
    filming.film("boundary", "boundary.gif")
    train(filming, session, qtbot)
    assert told[-1].startswith("Recording Decision boundary: ")
    filming.recorder.toggle()
    assert told[-1] == ""
    qtbot.waitUntil(lambda: ("Saved boundary.gif.", "info") in filming.said, timeout=20_000)
    with Image.open(filming.folder / "boundary.gif") as film:
        assert film.n_frames >= 3


def test_a_name_without_an_ending_becomes_a_gif(filming: Filming, qtbot: QtBot) -> None:
    filming.film_to("network", "network")
    qtbot.waitUntil((filming.folder / "network.gif").is_file, timeout=20_000)


def test_no_file_is_no_fault(filming: Filming) -> None:
    filming.film_to("loss", "")
    assert filming.said[-1] == ("The recording was not saved.", "info")
    assert not filming.recorder.is_recording


def test_a_film_that_ends_while_another_is_made_is_made_after_it(
    filming: Filming, qtbot: QtBot
) -> None:
    for name in ("network", "loss", "boundary"):
        filming.film_to(name, f"{name}.gif")
    qtbot.waitUntil(lambda: ("Saved boundary.gif.", "info") in filming.said, timeout=20_000)
    made = sorted(path.name for path in filming.folder.iterdir())
    assert made == ["boundary.gif", "loss.gif", "network.gif"]


def test_the_window_waits_for_a_film_and_closes_at_the_second_try(
    filming: Filming, qtbot: QtBot
) -> None:
    recorder = filming.recorder
    left: list[bool] = []

    def leave() -> None:
        left.append(recorder.may_leave(leave))

    assert recorder.may_leave(leave)
    filming.film("network", "network.gif")
    assert not recorder.may_leave(leave)  # what is recorded ends, and is made first
    assert filming.said[-1][0].startswith("The window closes when network.gif is made")
    assert recorder.may_leave(leave)
    assert left == []
    qtbot.waitUntil(lambda: left == [True], timeout=20_000)
    assert (filming.folder / "network.gif").is_file()


def test_what_cannot_be_written_is_said(filming: Filming, qtbot: QtBot) -> None:
    filming.film_to("loss", "missing/loss.webp")
    qtbot.waitUntil(lambda: any(level == "error" for _, level in filming.said), timeout=20_000)
    assert "its folder does not exist" in filming.said[-1][0]


def test_a_full_film_ends_by_itself(filming: Filming, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Film, "is_full", property(lambda _: True))
    filming.film("loss", "")
    assert not filming.recorder.is_recording
    assert ("The recording is as long as it can be.", "info") in filming.said


def test_without_a_focused_view_it_says_how_to_choose_one(
    filming: Filming,
) -> None:
    told: list[str] = []
    filming.recorder.changed.connect(told.append)
    focus = QApplication.focusWidget()
    if focus is not None:
        focus.clearFocus()
    filming.recorder.toggle()
    assert not filming.recorder.is_recording
    assert told == [""]
    assert filming.said[-1][0].startswith("Click into a view first")
