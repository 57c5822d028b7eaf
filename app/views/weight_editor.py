"""The weight editor sets and freezes one neuron's weights and bias by hand."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.session.weight_edit import HandEdit
from app.trainer.messages import SetWeights
from app.views.toggle import toggle
from app.widgets.choice import Choice
from app.widgets.choice_field import ChoiceField
from app.widgets.elided_label import ElidedLabel
from app.widgets.number_scale import NumberScale
from app.widgets.slider_field import SliderField
from engine.held import Index, entries

_WIDTH = 320  # pixels
_LEAST_REACH = 2.0  # of the slider, to either side
_DECIMALS = 4  # that are shown
_TYPED = 1e6  # the largest number that may be typed

Tensors = Mapping[str, NDArray]
Place = tuple[str, tuple[int, ...]]  # a tensor's name and an entry of it
Wide = tuple[str, Index]  # or several entries


class WeightEditor(QFrame):
    """Stands beside the neuron until Escape or a click elsewhere; what it does shows at once."""

    asked = Signal(object)  # HandEdit

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(_WIDTH)
        self._names = ("", "")
        self._unit = 0
        self._title = ""
        self._drags = 0
        self._values: Tensors = {}
        self._held: Tensors = {}
        self._gradient: NDArray | None = None
        self.title = ElidedLabel()
        self.title.setProperty("role", "heading")
        self.which = ChoiceField(self.tr("Parameter"), [Choice("bias", "bias", "")])
        self.value = SliderField(self.tr("Value"), _scale(_LEAST_REACH))
        self.gradient = QLabel()
        self.gradient.setProperty("role", "caption")
        self.freeze = self._toggle(
            self.tr("Freeze"), self.tr("Hold this parameter at its value while the others train")
        )
        self.freeze_neuron = self._toggle(
            self.tr("Freeze neuron"), self.tr("Hold all weights into this neuron, and its bias")
        )
        self.freeze_layer = self._toggle(
            self.tr("Freeze layer"), self.tr("Hold all weights and biases of this layer")
        )
        self.remove = QPushButton(self.tr("Remove"))
        self.remove.setProperty("role", "toggle")
        self.remove.setToolTip(
            self.tr("Set this weight to 0 and hold it there: as if it were not there")
        )
        self._lay_out()
        self._connect()

    @property
    def place(self) -> Place:
        """The parameter that is chosen."""
        weight, bias = self._names
        source = self.which.value()
        if isinstance(source, int):
            return weight, (source, self._unit)
        return bias, (self._unit,)

    def open(
        self,
        title: str,
        names: tuple[str, str],
        unit: int,
        sources: Sequence[str],
        source: int | None,
        at: QPoint,
    ) -> None:
        """Edit a neuron: the `names` of its tensors (weights, biases), its number, those before it.

        `source` is the neuron whose weight is chosen; None: the bias.
        """
        self._names, self._unit = names, unit
        self._title = title
        self.title.setText(title)
        bias = Choice("bias", self.tr("bias"), self.tr("What is added to the weighted sum"))
        words = self.tr("weight from {name}")
        weights = [Choice(n, words.format(name=name), "") for n, name in enumerate(sources)]
        self.which.set_choices([bias, *weights])
        self.which.set_value("bias" if source is None else source)
        self._follow()
        self.adjustSize()
        area = self.screen().availableGeometry()
        left = min(at.x(), area.right() - self.width())
        self.move(left, min(at.y(), area.bottom() - self.height()))
        self.show()
        self.value.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_values(self, values: Tensors, held: Tensors, gradient: NDArray | None) -> None:
        """Follow the training: all parameters, which are frozen, the chosen tensor's gradient."""
        self._values, self._held, self._gradient = values, held, gradient
        if self.isVisible():
            self._show()

    def _follow(self) -> None:
        """Turn to the parameter that was chosen."""
        tensor = self._values.get(self.place[0])
        largest = float(np.nan_to_num(np.abs(tensor)).max()) if tensor is not None else 0.0
        self.value.set_scale(_scale(max(_LEAST_REACH, float(ceil(1.5 * largest)))))
        self.remove.setVisible(len(self.place[1]) > 1)
        self._show()

    def _show(self) -> None:
        name, index = self.place
        tensor = self._values.get(name)
        if tensor is None:
            return
        self.value.set_value(round(float(tensor[index]), _DECIMALS))
        slope = None if self._gradient is None else self._gradient
        known = slope is not None and slope.shape == tensor.shape
        text = self.tr("∂L/∂{letter} on the last mini-batch: {value}")
        told = f"{slope[index]:.3g}" if known and slope is not None else "–"
        self.gradient.setText(text.format(letter="w" if len(index) > 1 else "b", value=told))
        self.freeze.setChecked(self._is_held(name, index))
        weight, bias = self._names
        column = (slice(None), self._unit)
        self.freeze_neuron.setChecked(self._all_held(((weight, column), (bias, self._unit))))
        self.freeze_layer.setChecked(self._all_held(((weight, ...), (bias, ...))))

    def _is_held(self, name: str, index: object) -> bool:
        mask = self._held.get(name)
        return mask is not None and bool(np.all(mask[index]))  # type: ignore[call-overload]

    def _all_held(self, places: Sequence[tuple[str, object]]) -> bool:
        there = [place for place in places if place[0] in self._values]
        return bool(there) and all(self._is_held(name, index) for name, index in there)

    def _connect(self) -> None:
        self.which.value_changed.connect(lambda _: self._follow())
        self.value.editing_finished.connect(self._end_drag)
        self.value.value_changed.connect(self._set)
        self.freeze.clicked.connect(lambda on: self._freeze([self.place], on, self._of_one(on)))
        self.freeze_neuron.clicked.connect(
            lambda on: self._freeze(self._places((None, self._unit)), on, self._of_neuron(on))
        )
        self.freeze_layer.clicked.connect(
            lambda on: self._freeze(self._places((None, None)), on, self._of_layer(on))
        )
        self.remove.clicked.connect(self._remove)

    def _of_one(self, on: bool) -> str:
        return self.tr("Freeze {what}") if on else self.tr("Let {what} train")

    def _of_neuron(self, on: bool) -> str:
        return self.tr("Freeze {neuron}") if on else self.tr("Let {neuron} train")

    def _of_layer(self, on: bool) -> str:
        return self.tr("Freeze layer of {neuron}") if on else self.tr("Let layer of {neuron} train")

    def _places(self, index: tuple[int | None, int | None]) -> list[Wide]:
        """Entries of the weights, and those of the biases that go with them."""
        wanted: list[Wide] = [(self._names[0], index), (self._names[1], index[1:])]
        return [place for place in wanted if place[0] in self._values]

    def _set(self, value: float) -> None:
        name, index = self.place
        merge = f"{name} {index} {self._drags}"
        self._ask([SetWeights(name, index, value)], self.tr("Set {what}"), merge)

    def _end_drag(self) -> None:
        """What follows is an entry of its own in the undo history."""
        self._drags += 1

    def _remove(self) -> None:
        self._ask([SetWeights(*self.place, 0.0, True)], self.tr("Remove {what}"))

    def _freeze(self, places: Sequence[Wide], on: bool, text: str) -> None:
        self._ask([SetWeights(*place, held=on) for place in places], text)

    def _ask(self, commands: Sequence[SetWeights], text: str, merge: str = "") -> None:
        """Ask for changes, and say what takes them back."""
        before = [each for command in commands for each in self._undoing(command)]
        words = self.tr("{parameter} of {neuron}")
        what = words.format(parameter=self.which.text, neuron=self._title)
        told = text.format(what=what, neuron=self._title)
        self.asked.emit(HandEdit(tuple(commands), tuple(before), told, merge))

    def _undoing(self, command: SetWeights) -> Iterator[SetWeights]:
        """What gives the entries back the values that they have, and what is frozen of them."""
        place = command.tensor, command.index
        if command.value is not None:
            old = float(self._values[command.tensor][entries(command.index)])
            yield SetWeights(*place, old)
        if command.held is not None:
            yield SetWeights(*place, held=False)
            mask = self._held.get(command.tensor)
            if mask is not None:
                held = _held_in(mask, command.index)
                yield from (SetWeights(command.tensor, at, held=True) for at in held)

    def _toggle(self, text: str, tip: str) -> QPushButton:
        return toggle(text, tip)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        for widget in (self.title, self.which, self.value, self.gradient):
            column.addWidget(widget)
        rows: tuple[tuple[QPushButton, ...], ...] = (
            (self.freeze, self.remove),
            (self.freeze_neuron, self.freeze_layer),
        )
        for row in rows:
            line = QHBoxLayout()
            line.setSpacing(6)
            for button in row:
                line.addWidget(button)
            line.addStretch(1)
            column.addLayout(line)


def _held_in(mask: NDArray, index: Index) -> Iterator[Index]:
    """The entries among some of a tensor's that are held: whole columns, and single ones."""
    inside = np.zeros_like(mask)
    inside[entries(index)] = True
    held = mask & inside
    if held.ndim > 1:
        whole = np.flatnonzero(held.all(axis=0))
        yield from ((None, int(column)) for column in whole)
        held[:, whole] = False
    yield from (tuple(map(int, at)) for at in np.argwhere(held))


def _scale(reach: float) -> NumberScale:
    return NumberScale(-reach, reach, decimals=_DECIMALS, lowest=-_TYPED, highest=_TYPED)
