"""A mode choice picks which of its pictures a view shows."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QSignalBlocker

from app.widgets.combo_box import ComboBox

_WIDTH = 110  # pixels


class ModeChoice(QObject):
    """A combo box over modes, each a plain word with the name that a person reads."""

    def __init__(self, names: Mapping[str, str], tooltip: str, chosen: Callable[[], None]) -> None:
        """`chosen` is called whenever a person has picked another mode."""
        self.box = ComboBox()
        super().__init__(self.box)
        self._modes = tuple(names)
        self.box.addItems(list(names.values()))
        self.box.setToolTip(tooltip)
        self.box.setAccessibleName(tooltip)
        self.box.setMinimumWidth(_WIDTH)
        self.box.currentIndexChanged.connect(lambda _: chosen())

    @property
    def mode(self) -> str:
        """The mode that shows; empty while none is offered."""
        return self._modes[max(self.box.currentIndex(), 0)] if self._modes else ""

    def set_mode(self, mode: object) -> None:
        """Show a mode, if there is one of this name."""
        if mode in self._modes:
            self.box.setCurrentIndex(self._modes.index(str(mode)))

    def set_names(self, names: Mapping[str, str]) -> None:
        """Offer other modes; the present one stays where it is among them."""
        if tuple(names) == self._modes:
            return
        mode = self.mode
        self._modes = tuple(names)
        with QSignalBlocker(self.box):
            self.box.clear()
            self.box.addItems(list(names.values()))
            self.set_mode(mode)
