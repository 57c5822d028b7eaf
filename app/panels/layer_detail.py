"""A layer detail holds the settings of the selected layer and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.look.icons import icon
from app.panels.activation_editor import ActivationEditor
from app.panels.dense_editor import DenseEditor
from engine.experiment.network import ACTIVATIONS, AnyLayer, Dense


class LayerDetail(QWidget):
    """The editor of one layer, above the buttons move, duplicate, remove.

    Dense layers and activations have an editor; what others are set to stands on their cards.

    `changed` is as in DenseEditor; `finished` ends a drag; `move_asked` carries -1 for up, 1 for
    down.
    """

    changed = Signal(object, str)
    finished = Signal()
    move_asked = Signal(int)
    duplicate_asked = Signal()
    remove_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.dense = DenseEditor()
        self.activation = ActivationEditor()
        self.up = _button("up", self.tr("Move this layer up (Alt+Up)"))
        self.down = _button("down", self.tr("Move this layer down (Alt+Down)"))
        self.duplicate = _button("add", self.tr("Put a copy of this layer after it (Ctrl+D)"))
        self.duplicate.setText(self.tr("Duplicate"))
        self.duplicate.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.remove = _button("remove", self.tr("Take this layer out of the network (Delete)"))
        self._lay_out()
        self.dense.changed.connect(self.changed)
        self.dense.finished.connect(self.finished)
        self.activation.changed.connect(self.changed)
        self.up.clicked.connect(lambda: self.move_asked.emit(-1))
        self.down.clicked.connect(lambda: self.move_asked.emit(1))
        self.duplicate.clicked.connect(self.duplicate_asked)
        self.remove.clicked.connect(self.remove_asked)

    def show_layer(self, layer: AnyLayer, allowed_units: tuple[int, ...], tied: str) -> None:
        """Show a layer; the last two arguments are those of DenseEditor.show_layer."""
        self.dense.setVisible(isinstance(layer, Dense))
        self.activation.setVisible(isinstance(layer, ACTIVATIONS))
        if isinstance(layer, Dense):
            self.dense.show_layer(layer, allowed_units, tied)
        elif isinstance(layer, ACTIVATIONS):
            self.activation.show_layer(layer)

    def allow(self, up: bool, down: bool, copy: bool) -> None:
        """Enable the buttons for what can be done; removing goes with copying."""
        self.up.setEnabled(up)
        self.down.setEnabled(down)
        self.duplicate.setEnabled(copy)
        self.remove.setEnabled(copy)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        for button in (self.up, self.down, self.duplicate):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 4)
        layout.setSpacing(4)
        layout.addWidget(self.dense)
        layout.addWidget(self.activation)
        layout.addLayout(buttons)


def _button(name: str, tooltip: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name, "muted"))
    button.setToolTip(tooltip)
    button.setAccessibleName(tooltip)
    return button
