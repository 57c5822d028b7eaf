"""The Help menu: what has the focus, the keys, and the program itself."""

from PySide6.QtWidgets import QApplication, QWhatsThis, QWidget

from app.window.about import About
from app.window.menu import Menu
from app.window.shortcuts import Shortcuts

_LARGE = 200  # pixels; the explanation of anything higher stands in its middle


class HelpMenu(Menu):
    """Explains the window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window.tr("&Help"), window)
        self.entry(
            self.tr("&What is this?"),
            self.tr("Explain what has the focus"),
            self.explain_focus,
            "F1",
            "info",
        )
        self.entry(
            self.tr("&Keyboard shortcuts"),
            self.tr("List every key that does something"),
            lambda: Shortcuts(window).open(),
        )
        self.addSeparator()
        self.entry(
            self.tr("&About Backprop Lab"),
            self.tr("Version, licence and what it is built with"),
            lambda: About(window).open(),
        )

    def explain_focus(self) -> None:
        """Show what the widget with the focus does, beside it."""
        widget = QApplication.focusWidget() or self._window
        is_large = widget.height() > _LARGE
        place = widget.rect().center() if is_large else widget.rect().bottomLeft()
        QWhatsThis.showText(widget.mapToGlobal(place), self.explanation(widget), widget)

    def explanation(self, widget: QWidget) -> str:
        """What a widget says of itself, or the nearest one around it that says something."""
        around: QWidget | None = widget
        while around is not None:
            if text := around.whatsThis() or around.toolTip():
                return text
            around = around.parentWidget()
        return self.tr(
            "Build a network at the left and press Space: it learns, and every picture shows how "
            "it stands. Tab moves the focus; F1 explains what has it."
        )
