"""A reference label says where a book or a paper treats something, with links to go there."""

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from engine.references import Part, parts_of


class ReferenceLabel(QLabel):
    """The text of a source. Links open in the browser; Tab goes from one to the next."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "muted")
        self.setWordWrap(True)
        self.setAccessibleName(name)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setOpenExternalLinks(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.linkHovered.connect(self.setToolTip)

    def show_source(self, source: str) -> None:
        """Show this source."""
        self.setText("".join(map(_marked_up, parts_of(source))))
        self.setAccessibleDescription(source)
        self.setVisible(bool(source))


def _marked_up(part: Part) -> str:
    text = html.escape(part.text)
    return f'<a href="{html.escape(part.address)}">{text}</a>' if part.address else text
