"""A film: pictures of a view, one after another."""

import shutil
import zlib
from collections.abc import Callable, Iterator

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

    def pictures(self, tell: Tell) -> Iterator[tuple[bytes, int]]:
        """Red, green and blue of each picture's pixels, and for how many intervals it is shown.

        `tell` hears how much is done, 0 to 1.
        """
        for number, picture in enumerate(self._pictures):
            tell(number / len(self._pictures))
            yield zlib.decompress(picture), self._ticks[number]


def ffmpeg() -> str | None:
    """Where the program ffmpeg is; None where it is not installed."""
    return shutil.which("ffmpeg")


def endings() -> tuple[str, ...]:
    """The kinds of files that a film can become here."""
    return (GIF, WEBP, MP4) if ffmpeg() else (GIF, WEBP)


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
