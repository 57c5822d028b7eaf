"""A film becomes a file that other programs play: its pictures, in order and as long as shown."""

import io
import stat
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QColor, QImage

from app.window.film import GIF, INTERVAL_MS, MP4, WEBP, WIDEST, Film, endings, ffmpeg
from app.window.film_file import encoded

COLOURS = ("#d02020", "#20d020", "#2020d0")


def picture(colour: str, width: int = 61, height: int = 40) -> QImage:
    """An odd width, whose rows Qt pads."""
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(colour))
    return image


def film() -> Film:
    """Red for one interval, green for three, blue for one."""
    made = Film()
    for colour in (COLOURS[0], COLOURS[1], COLOURS[1], COLOURS[1], COLOURS[2]):
        made.add(picture(colour))
    return made


def ignore(share: float) -> None:
    assert 0 <= share <= 1


def test_equal_pictures_are_kept_once() -> None:
    assert len(film()) == 3
    assert film().seconds == pytest.approx(5 * INTERVAL_MS / 1000)


@pytest.mark.parametrize("ending", [GIF, WEBP])
def test_an_animation_has_the_pictures_and_their_times(ending: str) -> None:
    animation = Image.open(io.BytesIO(encoded(film(), ending, ignore)))
    assert animation.n_frames == 3
    durations = []
    for number, colour in enumerate(COLOURS):
        animation.seek(number)
        animation.load()
        durations.append(animation.info["duration"])
        red, green, blue, *_ = QColor(colour).getRgb()
        middle = animation.convert("RGB").getpixel((30, 20))
        assert np.allclose(middle, (red, green, blue), atol=12)
    if ending == GIF:
        assert durations == [INTERVAL_MS, 3 * INTERVAL_MS, INTERVAL_MS]
    assert animation.info["loop"] == 0


def test_a_view_that_changes_its_size_stays_in_the_film() -> None:
    made = Film()
    made.add(picture(COLOURS[0], 80, 40))
    made.add(picture(COLOURS[1], 40, 80))
    animation = Image.open(io.BytesIO(encoded(made, GIF, ignore)))
    assert animation.size == (80, 40)
    assert animation.n_frames == 2


def test_a_wide_view_is_made_smaller() -> None:
    made = Film()
    made.add(picture(COLOURS[0], 2 * WIDEST, 600))
    assert (made.size.width(), made.size.height()) == (WIDEST, 300)


def test_a_single_picture_is_a_film_too() -> None:
    made = Film()
    made.add(picture(COLOURS[0]))
    assert Image.open(io.BytesIO(encoded(made, GIF, ignore))).n_frames == 1


@pytest.mark.skipif(ffmpeg() is None, reason="ffmpeg is not installed")
def test_a_video_is_as_long_as_the_film(tmp_path: Path) -> None:
    assert MP4 in endings()
    path = tmp_path / "film.mp4"
    path.write_bytes(encoded(film(), MP4, ignore))
    program = ffmpeg()
    assert program is not None
    words = (program, "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-")
    raw = subprocess.run(words, capture_output=True, check=True).stdout
    frames = np.frombuffer(raw, np.uint8).reshape(-1, 40, 60, 3)
    assert len(frames) == 5
    for number, colour in ((0, COLOURS[0]), (2, COLOURS[1]), (4, COLOURS[2])):
        assert np.allclose(frames[number, 20, 30], QColor(colour).getRgb()[:3], atol=12)


def test_without_ffmpeg_there_is_no_video(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert endings() == (GIF, WEBP)
    with pytest.raises(OSError, match="ffmpeg is not installed; choose GIF or WebP"):
        encoded(film(), MP4, ignore)


def test_what_ffmpeg_complains_of_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "ffmpeg"
    broken.write_text("#!/bin/sh\necho 'no encoder for this' >&2\nexit 1\n")
    broken.chmod(broken.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(OSError, match="no encoder for this"):
        encoded(film(), MP4, ignore)
