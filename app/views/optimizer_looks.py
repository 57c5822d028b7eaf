"""What optimizers look like: the name and the colour that each has in every picture."""

from app.look.theme import class_colours
from engine.experiment.optimizers import (
    SGD,
    AdaDelta,
    AdaGrad,
    Adam,
    AdamW,
    AnyOptimizer,
    Lion,
    Momentum,
    NAdam,
    Nesterov,
    RMSprop,
)

KINDS: tuple[type[AnyOptimizer], ...] = (
    SGD,
    Momentum,
    Nesterov,
    AdaGrad,
    RMSprop,
    Adam,
    NAdam,
    Lion,
    AdamW,
    AdaDelta,
)
NAMES = {kind.__name__: kind for kind in KINDS}
# The class colours in order, but yellow, which is faint as a line on white, comes last.
_ORDER = (0, 1, 2, 3, 9, 5, 6, 7, 8, 4)


def optimizer_colour(kind: type) -> str:
    """Return the colour of an optimizer, "#RRGGBB"."""
    return class_colours(len(KINDS))[_ORDER[KINDS.index(kind)]]
