"""The optimizers that something is to be done with, picked from all there are."""

from collections.abc import Sequence

from app.views.optimizer_looks import KINDS, NAMES
from app.widgets.choice import Choice
from app.widgets.pick_button import PickButton
from engine.experiment.optimizers import AnyOptimizer


class OptimizerPick(PickButton):
    """A pick button over the kinds of optimizer."""

    def __init__(self, text: str, tooltip: str, first: Sequence[type[AnyOptimizer]]) -> None:
        """`text` tells the "{count}" that is picked; `first` are picked to begin with."""
        choices = [Choice(kind, kind.__name__) for kind in KINDS]
        super().__init__(choices, lambda count: text.format(count=count), tooltip)
        self.set_values(first)

    @property
    def kinds(self) -> list[type[AnyOptimizer]]:
        """What is picked, in the order in which optimizers are always listed."""
        return [kind for kind in KINDS if kind in self.values()]

    @property
    def names(self) -> list[str]:
        """What is picked, as plain words."""
        return [kind.__name__ for kind in self.kinds]

    def set_names(self, names: object) -> None:
        """Pick what `names` returned; without a name that is known, all stays as it is."""
        if isinstance(names, list | tuple) and any(name in NAMES for name in names):
            self.set_values([NAMES[name] for name in names if name in NAMES])
