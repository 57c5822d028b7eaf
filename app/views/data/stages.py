"""The stages of a sample on its way: the data, what was made of it, and each layer's output."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from app.look.theme import Theme, layer_colour
from app.trainer.messages import Loaded
from app.views.columns import layer_name
from app.views.data.sample_words import number_text
from engine.probes import SampleFlow


@dataclass(frozen=True, eq=False)
class Stage:
    """Numbers with a title; `colour` marks their layer, "": none. `names` name single numbers.

    `is_raw`: numbers as they were measured, in the units of the data.
    """

    title: str
    values: NDArray[Any]
    colour: str = ""
    names: tuple[str, ...] = ()
    is_raw: bool = False

    @property
    def shape_text(self) -> str:
        """The shape, as the field writes it."""
        return " × ".join(str(size) for size in self.values.shape)

    @property
    def limit(self) -> float:
        """The largest magnitude; where all are 0, 1."""
        finite = abs(self.values[abs(self.values) < float("inf")])
        return float(finite.max(initial=0)) or 1.0

    @property
    def limit_text(self) -> str:
        """The largest magnitude in words: the scale of the colours."""
        return f"±{number_text(self.limit, 3)}"


def stages_of(flow: SampleFlow, loaded: Loaded, theme: Theme) -> Iterator[Stage]:
    """What is drawn of a sample, from the data to the network's last layer."""
    translate = QCoreApplication.translate
    facts = loaded.facts
    raw = flow.raw if facts.kind == "rows" else flow.raw.reshape(facts.input_shape)
    yield Stage(translate("DataView", "As measured"), raw, "", facts.column_names, True)
    names = facts.input_names if facts.kind == "rows" else ()
    yield Stage(translate("DataView", "Scaled input"), flow.prepared, "", names)
    if flow.augmented is not None:
        yield Stage(translate("DataView", "Augmented"), flow.augmented, "", names)
    count = len(flow.activations)
    layers = loaded.experiment.network.layers
    for number, (layer, values) in enumerate(zip(layers, flow.activations, strict=True)):
        title = f"{number + 1} · {layer_name(layer)}"
        yield Stage(title, values, layer_colour(number, count, theme))
    if facts.class_count:
        is_one_hot = len(flow.coded) > 1
        title = translate("DataView", "Target, one-hot") if is_one_hot else ""
        names = facts.class_names if is_one_hot else ()
        yield Stage(title or translate("DataView", "Target"), flow.coded, "", names)
