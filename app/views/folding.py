"""Which columns are folded into bands, and which recurrent layers are unrolled over time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from PySide6.QtCore import QCoreApplication

from app.views.columns import Column
from engine.experiment.network import AnyLayer

DEEP = 8  # columns from which the middle can be folded away
_KEPT = 2  # columns at either end of a folded middle, beside inputs and output

Layers = Sequence[AnyLayer]
_NOTHING: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Folding:
    """Columns are known by the number of their first layer, -1 for the inputs.

    Folded columns that are neighbours make one band.
    """

    folded: frozenset[int] = _NOTHING
    unrolled: frozenset[int] = _NOTHING

    def arrange(self, columns: Sequence[Column]) -> tuple[Column, ...]:
        """Return the columns as they are shown: some as bands, some unrolled."""
        shown: list[Column] = []
        for is_folded, run in groupby(columns, key=lambda column: column.start in self.folded):
            several = tuple(run)
            shown += [_band(several)] if is_folded else map(self._unroll, several)
        return tuple(shown)

    def toggled(self, column: Column) -> "Folding":
        """Fold a column, or unfold all that a band hides."""
        starts = {hidden.start for hidden in column.hides}
        return replace(
            self, folded=self.folded - starts if starts else self.folded | {column.start}
        )

    def turned(self, column: Column) -> "Folding":
        """Unroll a recurrent layer, or roll it up; nothing changes for other columns."""
        return replace(self, unrolled=self.unrolled ^ {column.start}) if column.steps else self

    def turned_all(self, columns: Sequence[Column], is_unrolled: bool) -> "Folding":
        """Unroll every recurrent layer, or roll all of them up."""
        starts = (column.start for column in columns if column.steps and is_unrolled)
        return replace(self, unrolled=frozenset(starts))

    def without_middle(self, columns: Sequence[Column]) -> "Folding":
        """Fold all columns but a few at either end."""
        middle = [column for shown in columns for column in (shown.hides or (shown,))]
        middle = middle[1 + _KEPT : -1 - _KEPT]
        return replace(self, folded=frozenset(column.start for column in middle))

    def unfolded(self) -> "Folding":
        """Fold nothing."""
        return replace(self, folded=_NOTHING)

    def carried(self, old: Layers, new: Layers) -> "Folding":
        """Return the same for edited layers: those before and behind the edit keep their state.

        Of the edited ones only so many as there were keep it. Of another network nothing is kept.
        """
        before = _common(old, new)
        behind = min(_common(old[::-1], new[::-1]), min(len(old), len(new)) - before)
        if before + behind == 0:
            return Folding()
        places = {-1: -1} | {place: place for place in range(before)}
        places |= {len(old) - 1 - end: len(new) - 1 - end for end in range(behind)}
        if len(old) == len(new):
            places = {place: place for place in range(-1, len(old))}
        return Folding(_moved(self.folded, places), _moved(self.unrolled, places))

    def to_settings(self, layers: int) -> dict[str, object]:
        """As plain values, for a network of so many layers; empty where all is as at first."""
        if self == Folding():
            return {}
        folded, unrolled = sorted(self.folded), sorted(self.unrolled)
        return {"layers": layers, "folded": folded, "unrolled": unrolled}

    @classmethod
    def from_settings(cls, settings: object, layers: int) -> "Folding":
        """What `to_settings` returned; nothing folded where that was for another network."""
        if not isinstance(settings, Mapping) or settings.get("layers") != layers:
            return cls()
        found = (settings.get(name) for name in ("folded", "unrolled"))
        numbers = (value if isinstance(value, list | tuple) else () for value in found)
        return cls(*(frozenset(n for n in some if isinstance(n, int)) for some in numbers))

    def _unroll(self, column: Column) -> Column:
        if column.start not in self.unrolled or not column.steps:
            return column
        shape = (column.steps, column.shape[-1] if column.shape else column.units)
        return replace(column, shape=shape, is_unrolled=True)


def _band(columns: tuple[Column, ...]) -> Column:
    """A column that stands for others."""
    last, layers = columns[-1], len(columns)
    text = QCoreApplication.translate("NetworkView", "{count} layers").format(count=layers)
    return replace(
        last,
        title=text if layers > 1 else last.title,
        labels=(),
        layer=None,
        kernels="",
        memory="",
        shape=(),
        start=columns[0].start,
        hides=columns,
    )


def _common(some: Layers, others: Layers) -> int:
    """How many layers at the beginning are the same."""
    pairs = zip(some, others, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(some), len(others)))


def _moved(numbers: frozenset[int], places: Mapping[int, int]) -> frozenset[int]:
    return frozenset(places[number] for number in numbers if number in places)
