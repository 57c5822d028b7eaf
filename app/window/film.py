"""A film: pictures of a view, one after another, and the animated file that they make."""

import io
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter

INTERVAL_MS = 100  # from one picture to the next
MOST_TICKS = 1_800  # three minutes
MOST_BYTES = 256 * 2**20  # of all pictures together, compressed
WIDEST = 1_000  # pixels
GIF, WEBP, MP4 = ".gif", ".webp", ".mp4"

Tell = Callable[[float], None]


class Film:
    """Pictures of one size, each with the number of intervals for which it is shown.

    They are kept compressed: a minute of a small view takes some ten megabytes.
    """

    def __init__(self) -> None:
        self.size = QSize()
        self._pictures: list[bytes] = []
        self._ticks: list[int] = []

    def __len__(self) -> int:
        return len(self._pictures)

    @property
    def seconds(self) -> float:
        """How long it runs."""
        return sum(self._ticks) * INTERVAL_MS / 1000

    @property
    def is_full(self) -> bool:
        """Whether there is no room for more."""
        nbytes = sum(len(picture) for picture in self._pictures)
        return sum(self._ticks) >= MOST_TICKS or nbytes >= MOST_BYTES

    def add(self, picture: QImage) -> None:
        """Show a picture for an interval; one like the last only lasts longer."""
        if self.size.isEmpty():
            width = min(picture.width(), WIDEST)
            height = picture.height() * width // max(picture.width(), 1)
            # Even numbers: common video formats keep one colour for each two by two pixels.
            self.size = QSize(max(width // 2 * 2, 2), max(height // 2 * 2, 2))
        compressed = zlib.compress(_pixels(_fitted(picture, self.size)), 1)
        if self._pictures and self._pictures[-1] == compressed:
            self._ticks[-1] += 1
            return
        self._pictures.append(compressed)
        self._ticks.append(1)

    def encoded(self, ending: str, tell: Tell) -> bytes:
        """The film as a GIF, a WebP or an MP4; `tell` hears how much is done, 0 to 1.

        MP4 needs ffmpeg. OSError where that fails.
        """
        if ending == MP4:
            return self._mp4(tell)
        buffer = io.BytesIO()
        durations = [ticks * INTERVAL_MS for ticks in self._ticks]
        frames = self._frames(tell)
        if ending == GIF:
            # A palette of each picture's own, without dots, which would flicker.
            frames = (frame.quantize(256, dither=Image.Dither.NONE) for frame in frames)
        first = next(frames)
        kind, more = ("GIF", {}) if ending == GIF else ("WEBP", {"quality": 85, "method": 2})
        first.save(
            buffer,
            kind,
            save_all=True,
            append_images=frames,
            duration=durations if len(durations) > 1 else durations[0],
            loop=0,
            **more,
        )
        return buffer.getvalue()

    def _frames(self, tell: Tell) -> Iterator[Image.Image]:
        size = (self.size.width(), self.size.height())
        for number, picture in enumerate(self._pictures):
            tell(number / len(self._pictures))
            yield Image.frombytes("RGB", size, zlib.decompress(picture))

    def _mp4(self, tell: Tell) -> bytes:
        program = ffmpeg()
        if program is None:
            raise OSError("ffmpeg is not installed; choose GIF or WebP")
        size, rate = f"{self.size.width()}x{self.size.height()}", str(1000 // INTERVAL_MS)
        source = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-r", rate, "-i", "-")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "film.mp4"
            words = (program, "-loglevel", "error", *source, "-pix_fmt", "yuv420p", str(path))
            with subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
                fault = _feed(process, self._shown(tell))
            if process.returncode or not path.is_file():
                raise OSError(f"ffmpeg could not make the film ({fault or 'no reason given'})")
            return path.read_bytes()

    def _shown(self, tell: Tell) -> Iterator[bytes]:
        """The pixels of each interval."""
        for frame, ticks in zip(self._frames(tell), self._ticks, strict=True):
            for _ in range(ticks):
                yield frame.tobytes()


def ffmpeg() -> str | None:
    """Where the program ffmpeg is; None where it is not installed."""
    return shutil.which("ffmpeg")


def endings() -> tuple[str, ...]:
    """The kinds of files that a film can become here."""
    return (GIF, WEBP, MP4) if ffmpeg() else (GIF, WEBP)


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


def _fitted(picture: QImage, size: QSize) -> QImage:
    """A picture of this size: shrunk, with margins where it has another shape."""
    smooth = Qt.TransformationMode.SmoothTransformation
    if picture.size() != size:
        scaled = picture.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        whole = QImage(size, QImage.Format.Format_RGB888)
        whole.fill(picture.pixelColor(0, 0))
        painter = QPainter(whole)
        painter.drawImage(
            (size.width() - scaled.width()) // 2, (size.height() - scaled.height()) // 2, scaled
        )
        painter.end()
        return whole
    return picture.convertToFormat(QImage.Format.Format_RGB888)


def _pixels(picture: QImage) -> bytes:
    """Red, green and blue of each pixel, row by row, without the padding of Qt's rows."""
    width, height, stride = 3 * picture.width(), picture.height(), picture.bytesPerLine()
    data = bytes(picture.constBits())
    if stride == width:
        return data[: width * height]
    return b"".join(data[row * stride : row * stride + width] for row in range(height))
