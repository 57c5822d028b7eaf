"""A chip that can be pressed: one state in a few words, with more to say about it."""

from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget


class ChipButton(QPushButton):
    """A rounded button in the colour of its state: "ok", "warning", "bad" or "neutral"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_status(self, text: str, state: str, description: str) -> None:
        """Show a text; `description` is what a screen reader tells of it."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
        self.setAccessibleDescription(description)
        if self.property("chip") != state:
            self.setProperty("chip", state)
            self.style().unpolish(self)
            self.style().polish(self)
