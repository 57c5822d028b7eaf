"""The sidebar holds the panels of the experiment, one below the other, in one scroll area."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.panels.panel import Panel
from app.settings import Settings

SMALLEST_WIDTH = 256
_NAME = "folded"
_MARGIN = 24  # pixels kept in view above and below what has the focus


class Sidebar(QScrollArea):
    """The panels, as wide as the sidebar; which are folded is remembered."""

    def __init__(self, panels: Sequence[Panel], settings: Settings) -> None:
        super().__init__()
        self.panels = tuple(panels)
        self._settings = settings
        content = QWidget()
        content.setProperty("role", "panel")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(12, 4, 12, 12)
        layout.setSpacing(4)
        for panel in panels:
            layout.addWidget(panel)
        layout.addStretch(1)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(SMALLEST_WIDTH)
        self._restore()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)

    def unfold(self) -> None:
        """Unfold every panel."""
        for panel in self.panels:
            panel.section.set_folded(False)

    def _follow_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what the keyboard reaches, such as the fiftieth layer."""
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, _MARGIN)

    def _restore(self) -> None:
        folded = self._settings.choices(_NAME)
        for panel in self.panels:
            panel.section.set_folded(folded.get(type(panel).__name__) is True)
            panel.section.folded_changed.connect(self._remember)

    def _remember(self) -> None:
        folded = {type(panel).__name__: panel.section.folded for panel in self.panels}
        self._settings.set_choices(_NAME, folded)
