"""The list of keyboard shortcuts."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget


class Shortcuts(QDialog):
    """Every key that does something, and what."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        for row, (keys, effect) in enumerate(self._rows()):
            key_label = QLabel(keys)
            key_label.setProperty("role", "value")
            grid.addWidget(key_label, row, 0)
            grid.addWidget(QLabel(effect), row, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(16)
        layout.addLayout(grid)
        layout.addWidget(buttons)

    def _rows(self) -> list[tuple[str, str]]:
        rows = [
            ("Space", self.tr("Play or pause; on a focused button: press it")),
            ("S", self.tr("Train on one mini-batch")),
            ("E", self.tr("Train to the end of the epoch")),
            ("Shift+S", self.tr("Step back by one mini-batch; Shift+E by one epoch")),
            ("Shift+L", self.tr("Return from the past to the present")),
            ("R", self.tr("Reset: start again from the seed")),
            ("Ctrl+1", self.tr("Bring the first instrument forward; Ctrl+2 the second, and so on")),
            ("Ctrl+Z", self.tr("Undo")),
            ("Ctrl+Shift+Z", self.tr("Redo; also Ctrl+Y")),
            ("Ctrl+D", self.tr("Duplicate the selected layer")),
            ("Ins", self.tr("On the diagram: put a layer in behind the chosen neuron's column")),
            ("Ctrl+Up", self.tr("On the diagram: a neuron more; Ctrl+Down one less")),
            ("Alt+Right", self.tr("On the diagram: move the column; Shift+Right selects more")),
            ("B", self.tr("On the diagram: a residual block of the selected columns")),
            ("Ctrl+O", self.tr("Open an experiment or a table")),
            ("Ctrl+S", self.tr("Save")),
            ("Ctrl+Shift+S", self.tr("Save as")),
            ("Ctrl+E", self.tr("Save the view that has the focus as a picture or a table")),
            ("Ctrl+Shift+C", self.tr("Copy the picture of the view that has the focus")),
            ("Ctrl+Q", self.tr("Quit")),
            ("Tab", self.tr("Move the focus to the next control")),
            ("F", self.tr("In the network: fold the chosen layer; Shift+F unfolds all")),
            ("M", self.tr("In the network: fold all layers but a few at either end")),
            ("U", self.tr("In the network: unroll the chosen recurrent layer, or roll it up")),
            ("Return", self.tr("While drawing: add a point under the cross-hair; also Space")),
            ("Del", self.tr("While drawing: erase the points within the circle")),
            ("1", self.tr("While drawing: draw points of the first class; 2 of the second")),
            ("[", self.tr("While drawing: a smaller brush; ] a larger one")),
            ("Esc", self.tr("While drawing: take back the stroke under way")),
            ("F1", self.tr("Explain what has the focus")),
        ]
        native = QKeySequence.SequenceFormat.NativeText
        return [(QKeySequence(keys).toString(native), effect) for keys, effect in rows]
