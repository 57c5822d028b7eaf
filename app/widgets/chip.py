"""A chip tells one state in a few words: all well, a warning, something bad."""

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

STATES = ("ok", "warning", "bad", "neutral")


class Chip(QLabel):
    """A rounded label in the colour of its state; hidden while it has nothing to say."""

    def __init__(
        self, text: str = "", state: str = "neutral", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_status(text, state)

    def set_status(self, text: str, state: str = "neutral") -> None:
        """Show a text; `state` is "ok", "warning", "bad" or "neutral". Raises ValueError else."""
        if state not in STATES:
            raise ValueError(f"a chip is one of {', '.join(STATES)}; not {state!r}")
        self.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if self.property("chip") != state:
            self.setProperty("chip", state)
            self.style().unpolish(self)
            self.style().polish(self)
