"""A layer detail holds the settings of the selected layer and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from app.look.icons import icon
from app.panels.layer_families import Kind, as_kind, kin
from app.panels.layer_form import LayerForm
from app.panels.layer_words import layer_choices
from app.widgets.choice_field import ChoiceField
from app.widgets.slider_field import SliderField
from engine.experiment.network import ACTIVATIONS, AnyLayer


class LayerDetail(QWidget):
    """The editor of one layer, above the buttons move, duplicate, more, remove.

    `changed` is as in LayerForm; `finished` ends a drag; `move_asked` carries -1 for up, 1 for
    down. Of several layers, only what can be done with all of them shows.
    """

    changed = Signal(object, str)
    finished = Signal()
    move_asked = Signal(int)
    duplicate_asked = Signal()
    remove_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kind = ChoiceField(self.tr("Kind"), ())
        self.tied = QLabel()
        self.forms: dict[Kind, LayerForm] = {}
        self.form: LayerForm | None = None
        self.block: QWidget | None = None
        self.several = QLabel()
        self.up = _button("up", self.tr("Move this layer up (Alt+Up)"))
        self.down = _button("down", self.tr("Move this layer down (Alt+Down)"))
        self.duplicate = _button("add", self.tr("Put a copy of this layer after it (Ctrl+D)"))
        self.duplicate.setText(self.tr("Duplicate"))
        self.duplicate.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more = _button("more", self.tr("Cut, copy, paste, and make a residual block"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.remove = _button("remove", self.tr("Take this layer out of the network (Delete)"))
        self._lay_out()
        self.kind.value_changed.connect(self._choose_kind)
        self.up.clicked.connect(lambda: self.move_asked.emit(-1))
        self.down.clicked.connect(lambda: self.move_asked.emit(1))
        self.duplicate.clicked.connect(self.duplicate_asked)
        self.remove.clicked.connect(self.remove_asked)

    def show_layer(self, layer: AnyLayer, allowed_units: tuple[int, ...], tied: str) -> None:
        """Show a layer. `tied` says why an output layer's units cannot be chosen, else is empty."""
        self._show_kinds(layer)
        self._show_form(type(layer))
        assert self.form is not None
        self.form.show_layer(layer)
        units = self.form.field("units")
        if isinstance(units, SliderField):
            units.setEnabled(not tied or len(allowed_units) > 1)
        self.tied.setText(tied)
        self.tied.setVisible(bool(tied))
        self.several.hide()

    def show_several(self, count: int) -> None:
        """Show that several layers are selected."""
        for widget in (self.kind, self.form, self.tied, self.block):
            if widget is not None:
                widget.hide()
        self.several.setText(self.tr("%n layers are selected.", "", count))
        self.several.show()

    def set_block(self, block: QWidget | None) -> None:
        """Show the cards of the layers that a block holds; None: the layer is no block."""
        if block is None and self.block is not None:
            self.block.hide()
        elif block is not None:
            if self.block is None:
                self._forms.addWidget(block)
            self.block = block
            block.show()

    def allow(self, up: bool, down: bool, copy: bool, remove: bool) -> None:
        """Enable the buttons for what can be done."""
        self.up.setEnabled(up)
        self.down.setEnabled(down)
        self.duplicate.setEnabled(copy)
        self.remove.setEnabled(remove)

    def set_menu(self, menu: QMenu) -> None:
        """Give the button with the dots its menu."""
        self.more.setMenu(menu)

    def _show_kinds(self, layer: AnyLayer) -> None:
        kinds = kin(type(layer))
        self.kind.setVisible(bool(kinds))
        if kinds:
            self.kind.set_choices(layer_choices(kinds))
            self.kind.set_value(type(layer))
            self.kind.setToolTip(self._kind_sentence(layer))

    def _kind_sentence(self, layer: AnyLayer) -> str:
        if isinstance(layer, ACTIVATIONS):
            return self.tr(
                "What bends the network's function: it decides how gradients pass backward."
            )
        return self.tr("Another layer of this family; the settings that both have stay.")

    def _show_form(self, kind: Kind) -> None:
        if kind not in self.forms:
            form = self.forms[kind] = LayerForm(kind)
            form.changed.connect(self.changed)
            form.finished.connect(self.finished)
            self._forms.insertWidget(0, form)
        if self.form is not None:
            self.form.hide()
        self.form = self.forms[kind]
        self.form.setVisible(bool(self.form.editors))

    def _choose_kind(self, kind: Kind) -> None:
        self.changed.emit(lambda layer: as_kind(layer, kind), "kind")

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        for button in (self.up, self.down, self.duplicate, self.more):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self.remove)
        self._forms = QVBoxLayout()
        self._forms.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 4)
        layout.setSpacing(4)
        layout.addWidget(self.several)
        layout.addWidget(self.kind)
        layout.addLayout(self._forms)
        layout.addWidget(self.tied)
        layout.addLayout(buttons)
        for label in (self.tied, self.several):
            label.setProperty("role", "muted")
            label.setWordWrap(True)


def _button(name: str, tooltip: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name, "muted"))
    button.setToolTip(tooltip)
    button.setAccessibleName(tooltip)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
