"""The drawing bar: tools, classes or a value, the brush's radius, and how to begin."""

from functools import partial

import numpy as np
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from app.look.appearance import Appearance
from app.look.icons import icon
from app.look.theme import class_colours
from app.views.pencil import LARGEST, SMALLEST, TOOLS, Pencil
from app.views.scatter import paint_point
from app.views.value_scale import ValueScale
from app.widgets.flow_layout import FlowLayout
from app.widgets.slider import Slider
from engine.experiment.data.drawn import MOST_CLASSES, Drawing

_ICON = QSize(16, 16)
_RADIUS_WIDTH, _VALUE_WIDTH = 52, 64
_VALUE_PLACES = 20  # of the value's slider, to each side of zero


class DrawingBar(QWidget):
    """Shows and changes what the pencil draws with."""

    def __init__(self, pencil: Pencil, appearance: Appearance) -> None:
        super().__init__()
        self._pencil = pencil
        self._appearance = appearance
        self.tools = {name: self._tool_button(name) for name in TOOLS}
        self.classes = [self._class_button(number) for number in range(MOST_CLASSES)]
        self.add_class = self._button("add", self.tr("Add a class; training starts again"))
        self.value = Slider()
        self.swatch = QLabel()
        self.radius = Slider()
        self.from_set = QPushButton(self.tr("From this set"))
        self.empty = QPushButton()
        self._groups = [_exclusive(self, list(self.tools.values())), _exclusive(self, self.classes)]
        self._explain()
        self._lay_out()
        self._connect()
        self.refresh()

    def _tool_button(self, name: str) -> QToolButton:
        texts = {
            "brush": self.tr("Brush: a click adds a point, dragging adds a line of them"),
            "spray": self.tr("Spray: points at random within the circle"),
            "move": self.tr("Move: drag the nearest point"),
            "erase": self.tr("Erase: take points away; the right button does so too"),
        }
        button = self._button(name, texts[name])
        button.setCheckable(True)
        button.clicked.connect(partial(self._pencil.set_tool, name))
        return button

    def _class_button(self, number: int) -> QToolButton:
        button = self._button("", "")
        button.setIcon(_dot(class_colours(MOST_CLASSES)[number]))
        button.setCheckable(True)
        button.clicked.connect(partial(self._pencil.set_class, number))
        return button

    def _button(self, picture: str, text: str) -> QToolButton:
        button = QToolButton()
        if picture:
            button.setIcon(icon(picture))
        button.setIconSize(_ICON)
        button.setToolTip(text)
        button.setAccessibleName(text)
        return button

    def _explain(self) -> None:
        self.value.setRange(-_VALUE_PLACES, _VALUE_PLACES)
        self.value.setFixedWidth(_VALUE_WIDTH)
        self.radius.setRange(SMALLEST, LARGEST)
        self.radius.setFixedWidth(_RADIUS_WIDTH)
        texts = {
            self.value: self.tr("The value that new points have"),
            self.radius: self.tr("The brush's radius ([ and ]): how far spray and eraser reach"),
            self.from_set: self.tr("Turn the present set into points of your own, to draw on"),
        }
        for widget, text in texts.items():
            widget.setToolTip(text)
            widget.setAccessibleName(text)
        for button in (self.from_set, self.empty):
            button.setProperty("role", "flat")

    def _lay_out(self) -> None:
        flow = FlowLayout(self, spacing=2)
        flow.setContentsMargins(10, 0, 10, 2)
        self._classes = _line(*self.classes, self.add_class)
        self._values = _line(self.value, self.swatch)
        begin = _line(self.from_set, self.empty)
        for part in (
            _line(*self.tools.values()),
            self._classes,
            self._values,
            _line(self.radius),
            begin,
        ):
            flow.addWidget(part)

    def _connect(self) -> None:
        pencil = self._pencil
        self.add_class.clicked.connect(pencil.add_class)
        self.value.valueChanged.connect(lambda place: pencil.set_value(self._value_at(place)))
        self.radius.valueChanged.connect(pencil.set_radius)
        self.from_set.clicked.connect(pencil.take_set)
        self.empty.clicked.connect(pencil.start_empty)
        pencil.settings_changed.connect(self.refresh)
        self._appearance.theme_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what the pencil draws with, and what it can begin from."""
        pencil = self._pencil
        is_drawing = isinstance(pencil.session.experiment.data, Drawing)
        self.setVisible(pencil.is_active)
        self.tools[pencil.tool].setChecked(True)
        for tool in (*self.tools.values(), self.radius):
            tool.setEnabled(pencil.can_draw)
        self._name_classes()
        for number, button in enumerate(self.classes):
            button.setVisible(number < pencil.class_count)
            button.setChecked(number == pencil.chosen_class)
        self.add_class.setVisible(0 < pencil.class_count < MOST_CLASSES)
        self._classes.setVisible(pencil.class_count > 0)
        has_value = pencil.can_draw and not pencil.class_count and not pencil.is_curve
        self._values.setVisible(has_value)
        for slider, place in (
            (self.value, self._place_of(pencil.value)),
            (self.radius, pencil.radius),
        ):
            slider.blockSignals(True)
            slider.setValue(place)
            slider.blockSignals(False)
        self._show_swatch()
        self.from_set.setVisible(not is_drawing)
        why_not = pencil.source.why_not
        self.from_set.setEnabled(not why_not)
        self.from_set.setToolTip(why_not or self.from_set.accessibleName())
        self.empty.setText(self.tr("Clear") if is_drawing else self.tr("Empty"))
        tooltip = (
            self.tr("Take all points away")
            if is_drawing
            else self.tr("Begin a drawing without points")
        )
        self.empty.setToolTip(tooltip)
        self.empty.setAccessibleName(tooltip)
        self.updateGeometry()

    def _name_classes(self) -> None:
        text = self.tr("Draw points of class {name} ({key})")
        for number, name in enumerate(self._pencil.class_names):
            tooltip = text.format(name=name, key=number + 1)
            self.classes[number].setToolTip(tooltip)
            self.classes[number].setAccessibleName(tooltip)

    def _value_at(self, place: int) -> float:
        """The value that a place of the slider stands for."""
        low, high = self._pencil.value_range
        return low + (place + _VALUE_PLACES) / (2 * _VALUE_PLACES) * (high - low)

    def _place_of(self, value: float) -> int:
        low, high = self._pencil.value_range
        return round((value - low) / (high - low) * 2 * _VALUE_PLACES) - _VALUE_PLACES

    def _show_swatch(self) -> None:
        """Show the colour that the chosen value has."""
        theme = self._appearance.theme
        value = np.array([self._pencil.value], dtype=np.float32)
        low, high = self._pencil.value_range
        scale = ValueScale((low + high) / 2, (high - low) / 2)
        colour = QColor(*scale.rgba(value, theme)[0].tolist())
        self.swatch.setPixmap(_dot(colour.name(), theme.muted).pixmap(_ICON))
        self.swatch.setToolTip(f"{self._pencil.value:.4g}")


def _line(*parts: QWidget) -> QWidget:
    """Parts that stay side by side."""
    line = QWidget()
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 8, 0)
    layout.setSpacing(1)
    for part in parts:
        layout.addWidget(part)
    return line


def _exclusive(parent: QWidget, buttons: list[QToolButton]) -> QButtonGroup:
    group = QButtonGroup(parent)
    for button in buttons:
        group.addButton(button)
    return group


def _dot(colour: str, edge: str = "#FFFFFF") -> QIcon:
    """A point as the boundary draws it."""
    pixmap = QPixmap(_ICON * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_point(painter, QPointF(8, 8), 5.4, colour, edge, is_test=False)
    painter.end()
    return QIcon(pixmap)
