"""The file of a film: an animated GIF or WebP, or an MP4 where ffmpeg is installed."""

import io
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from app.window.film import GIF, INTERVAL_MS, MP4, Film, Tell, ffmpeg


def encoded(film: Film, ending: str, tell: Tell) -> bytes:
    """A film as a GIF, a WebP or an MP4, by the `ending`; `tell` hears how much is done, 0 to 1.

    MP4 needs ffmpeg. OSError where that fails.
    """
    return _mp4(film, tell) if ending == MP4 else _animation(film, ending, tell)


def _animation(film: Film, ending: str, tell: Tell) -> bytes:
    size, durations = (film.size.width(), film.size.height()), []
    frames = []
    for pixels, ticks in film.pictures(tell):
        frame = Image.frombytes("RGB", size, pixels)
        # A palette of each picture's own, without dots, which would flicker.
        frames.append(frame.quantize(256, dither=Image.Dither.NONE) if ending == GIF else frame)
        durations.append(ticks * INTERVAL_MS)
    buffer = io.BytesIO()
    kind, more = ("GIF", {}) if ending == GIF else ("WEBP", {"quality": 85, "method": 2})
    frames[0].save(
        buffer,
        kind,
        save_all=True,
        append_images=frames[1:],
        duration=durations if len(durations) > 1 else durations[0],
        loop=0,
        **more,
    )
    return buffer.getvalue()


def _mp4(film: Film, tell: Tell) -> bytes:
    program = ffmpeg()
    if program is None:
        raise OSError("ffmpeg is not installed; choose GIF or WebP")
    size, rate = f"{film.size.width()}x{film.size.height()}", str(1000 // INTERVAL_MS)
    source = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-r", rate, "-i", "-")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        words = (program, "-loglevel", "error", *source, "-pix_fmt", "yuv420p", str(path))
        with subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            shown = (pixels for pixels, ticks in film.pictures(tell) for _ in range(ticks))
            fault = _feed(process, shown)
        if process.returncode or not path.is_file():
            raise OSError(f"ffmpeg could not make the film ({fault or 'no reason given'})")
        return path.read_bytes()


def _feed(process: "subprocess.Popen[bytes]", pictures: Iterator[bytes]) -> str:
    """Give a process its pictures; returns the last line of what it complains of."""
    assert process.stdin is not None
    assert process.stderr is not None
    try:
        for picture in pictures:
            process.stdin.write(picture)
        process.stdin.close()
    except BrokenPipeError:
        pass  # it has ended, and says why
    complaint = process.stderr.read().decode(errors="replace").strip()
    return complaint.splitlines()[-1] if complaint else ""
