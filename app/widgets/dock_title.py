"""The title of a dock: its name, a note, and buttons to tear it off and to close it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QToolButton, QWidget

from app.look.icons import icon
from app.widgets.elided_label import ElidedLabel

_ICON_SIZE = QSize(14, 14)
_LEAST_TITLE = 72  # pixels to which a longer title is shortened where the room is narrow


class DockTitle(QWidget):
    """A title bar for one dock: `dock.setTitleBarWidget(DockTitle(dock))`. It is also dragged."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._dock = dock
        self._line = QHBoxLayout(self)
        self._title = ElidedLabel(dock.windowTitle())
        self._title.setProperty("role", "heading")
        self._note = ElidedLabel()
        self._note.setProperty("role", "muted")
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._float = self._button("float", self.tr("Tear this panel off, or put it back"))
        self.export = self._button("save", self.tr("Save this view as a picture, or its numbers"))
        self._float.clicked.connect(lambda: dock.setFloating(not dock.isFloating()))
        self._close = self._button("close", self.tr("Close this panel; View opens it again"))
        self._close.clicked.connect(dock.close)
        self._note.hide()
        self._lay_out()
        dock.windowTitleChanged.connect(self._show_title)
        dock.featuresChanged.connect(self._show_features)
        dock.topLevelChanged.connect(self._show_floating)
        self._show_title(dock.windowTitle())
        self._show_features()

    def set_note(self, text: str) -> None:
        """Say in a few muted words what the dock shows; shortened where the room is narrow."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def set_named(self, named: bool) -> None:
        """Write the name, or leave it out where a tab above says it already."""
        self._title.setVisible(named)

    def add_controls(self, controls: QWidget) -> None:
        """Put a view's own small controls beside the note."""
        self._line.insertWidget(self._line.indexOf(self.export), controls)

    def _button(self, name: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name, "muted"))
        button.setIconSize(_ICON_SIZE)
        button.setToolTip(text)
        button.setAccessibleName(text)
        return button

    def _lay_out(self) -> None:
        layout = self._line
        layout.setContentsMargins(12, 4, 8, 4)
        layout.setSpacing(2)
        layout.addWidget(self._title)
        layout.addSpacing(4)
        layout.addStretch()
        layout.addWidget(self._note, 1)
        layout.addSpacing(4)
        layout.addWidget(self.export)
        layout.addWidget(self._float)
        layout.addWidget(self._close)

    def _show_title(self, title: str) -> None:
        self._title.setText(title)
        self._title.ensurePolished()
        self._title.setMinimumWidth(min(self._title.sizeHint().width(), _LEAST_TITLE))

    def _show_features(self) -> None:
        features = self._dock.features()
        feature = QDockWidget.DockWidgetFeature
        self._float.setVisible(bool(features & feature.DockWidgetFloatable))
        self._close.setVisible(bool(features & feature.DockWidgetClosable))

    def _show_floating(self, floating: bool) -> None:
        self._float.setIcon(icon("dock" if floating else "float", "muted"))
