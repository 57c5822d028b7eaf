"""The note below the diagram: how many weights it leaves out."""

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from app.look.theme import Theme


def weights_words(drawn: int, near: int, there: int) -> str:
    """What is said where not all weights are drawn; empty where they are.

    `near` are those between neurons that are drawn, `there` all of them.
    """
    tr = QCoreApplication.translate
    if drawn == there:
        return ""
    text = tr("WeightsNote", "the strongest {drawn} of {there} weights are drawn")
    if drawn == near:
        text = tr(
            "WeightsNote", "all {near} weights between the neurons drawn here; {there} in all"
        )
    elif near < there:
        text = tr(
            "WeightsNote",
            "the strongest {drawn} of {near} weights between the neurons drawn here; "
            "{there} in all",
        )
    return text.format(drawn=f"{drawn:,}", near=f"{near:,}", there=f"{there:,}")


def paint_note(painter: QPainter, room: QRect, words: str, font: QFont, theme: Theme) -> None:
    """Write the note at the bottom left of a room, on a ground of its own."""
    if not words:
        return
    painter.setFont(font)
    painter.setPen(QColor(theme.muted))
    area = room.adjusted(12, 0, -12, -6)
    side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
    place = painter.boundingRect(area, side, words).adjusted(-4, -2, 4, 2)
    painter.fillRect(place, QColor(theme.panel))
    painter.drawText(area, side, words)
