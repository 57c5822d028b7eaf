"""What one sample gives in each column: the numbers of every tile."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.views.columns import Column
from engine.data.dataset import Facts
from engine.probes import SampleFlow

Floats = NDArray[np.floating]


@dataclass(frozen=True)
class SampleTiles:
    """A measured sample with the states of the layers that are unrolled, by their numbers.

    `brightness` is the range of the data's pixels. `states` are (states, time, units), the hidden
    state first. `sums`: before activation.
    """

    flow: SampleFlow
    facts: Facts
    brightness: tuple[float, float] = (0.0, 1.0)
    states: Mapping[int, Floats] = field(default_factory=dict)
    sums: bool = False

    def fits(self, columns: tuple[Column, ...]) -> bool:
        """Whether it was measured on a network with these columns."""
        last = max(c.map_index for column in columns for c in (column.hides or (column,)))
        if last != len(self.flow.activations):
            return False
        return all(
            column.form == "band" or column.units == self.numbers(column).size
            for column in columns
            if not column.is_unrolled
        )

    def values(self, column: Column) -> Floats | None:
        """The numbers of a column in the shape of its tiles; None where they are not measured.

        (units,) for neurons, (channels, height, width) for maps, (time, features) for steps.
        """
        if column.is_unrolled:
            states = self.states.get(column.start)
            is_there = states is not None and states.shape[1:] == column.shape
            return states[0] if is_there and states is not None else None
        numbers = self.numbers(column)
        shape = column.shape or (column.units,)
        return numbers.reshape(shape) if numbers.size == column.units else None

    def cell(self, column: Column) -> Floats | None:
        """The cell state (time, units) of an unrolled LSTM; None for other columns."""
        states = self.states.get(column.start) if column.is_unrolled else None
        return states[1] if states is not None and len(states) > 1 else None

    def answer(self, column: Column) -> Floats | None:
        """What the network says, one number for each output; None for other columns."""
        if not column.is_output or self.sums:
            return None
        answer = self.flow.answer
        return answer[-column.units :] if len(answer) >= column.units else None

    def numbers(self, column: Column) -> Floats:
        """The numbers of a column as the layer gives them, in one row or not."""
        if column.origin != "values":
            return np.asarray(self.flow.raw, dtype=np.float32)
        place = column.sum_index if self.sums else column.map_index
        return self.flow.activations[place - 1] if place else self.flow.prepared

    def token(self, column: Column, step: int) -> str:
        """The character of a step of the inputs; "" where they are no text."""
        names = self.facts.class_names
        if column.start >= 0 or column.form != "steps":
            return ""
        if column.origin == "codes":
            code = int(self.flow.raw[step])
            return names[code] if self._is_text and code < len(names) else str(code)
        values = self.values(column)
        is_one_hot = self.facts.kind == "sequences" and self._is_text
        if values is None or not is_one_hot or values.shape[1] != len(names):
            return ""
        return names[int(values[step].argmax())]

    @property
    def _is_text(self) -> bool:
        """Whether the classes are the characters that the inputs are made of."""
        return len(self.facts.class_names) > 2 and all(len(n) == 1 for n in self.facts.class_names)
