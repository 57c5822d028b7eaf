"""A race is played back, at any of a few speeds."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.views.playback import Playback


@pytest.fixture
def playback(qtbot: QtBot, appearance: Appearance) -> Playback:
    del appearance  # which dresses the application
    picture = QWidget()
    qtbot.addWidget(picture)
    made = Playback(picture, 10.0, "Play")
    for control in made.controls:
        control.setParent(picture)
    with qtbot.waitExposed(picture):
        picture.show()
    made.set_race(1000, 1000)
    return made


@pytest.mark.parametrize(("speed", "expected"), [("0.25", 25), ("1", 100), ("4", 400)])
def test_steps_go_by_as_fast_as_is_chosen(
    playback: Playback, speed: str, expected: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    playback.speed.set_mode(speed)
    monkeypatch.setattr(playback, "_since_frame", _Clock())
    playback._advance()  # a second has passed
    assert playback.moment == expected


class _Clock:
    """An elapsed timer by which a second passes from frame to frame."""

    def restart(self) -> int:
        return 1000


def test_it_ends_at_the_end_and_begins_anew(playback: Playback, qtbot: QtBot) -> None:
    playback.set_race(20, 20)
    playback.speed.set_mode("4")
    playback.go_to(18)
    playback.play.click()
    qtbot.waitUntil(lambda: not playback.is_playing)
    assert playback.moment == 20
    playback.play.click()
    assert playback.moment < 20
    playback.pause()


def test_a_race_that_grows_is_waited_for(playback: Playback, qtbot: QtBot) -> None:
    playback.set_race(1000, 5, is_growing=True)
    playback.play.click()
    qtbot.waitUntil(lambda: playback.moment == 5)
    assert playback.is_playing
    playback.set_race(1000, 7, is_growing=True)
    qtbot.waitUntil(lambda: playback.moment == 7)
    playback.go_to(99)
    assert (playback.moment, playback.is_playing) == (7, False)
