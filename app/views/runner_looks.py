"""What the runners of a race are called, and the colour of each."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from app.look.style import mix
from app.views.optimizer_looks import optimizer_colour
from engine.divergence import finishing_order
from engine.experiment.optimizers import AnyOptimizer

SYMBOLS = {
    "learning_rate": "η",
    "momentum": "α",
    "rho": "ρ",
    "beta1": "β₁",
    "beta2": "β₂",
    "epsilon": "ε",
    "weight_decay": "λ",
    "momentum_decay": "ψ",
}
_AGAIN, _GREY = 0.45, "#808080"  # over the colour of an optimizer that races a second time


def settings_text(optimizer: AnyOptimizer) -> str:
    """All settings of an optimizer, each behind its symbol."""
    return "  ".join(_setting(optimizer, name) for name in optimizer.__struct_fields__)


def runner_names(optimizers: Sequence[AnyOptimizer]) -> list[str]:
    """Each runner's name; where one kind races more than once, with what tells it apart."""
    names = []
    for place, own in enumerate(optimizers):
        kin = [each for each in optimizers if type(each) is type(own)]
        differing = [
            name for name in own.__struct_fields__ if len({getattr(each, name) for each in kin}) > 1
        ]
        parts = [type(own).__name__, *(_setting(own, name) for name in differing)]
        if kin.count(own) > 1:  # the same in everything
            parts.append(f"({optimizers[: place + 1].count(own)})")
        names.append(" ".join(parts))
    return names


def runner_colours(optimizers: Sequence[AnyOptimizer]) -> list[str]:
    """Each runner's colour: greyer each time that one kind races again."""
    kinds = [type(each) for each in optimizers]
    times = [kinds[:place].count(kind) for place, kind in enumerate(kinds)]
    shares = [1 - (1 - _AGAIN) ** time for time in times]
    return [
        mix(optimizer_colour(kind), _GREY, share) if share else optimizer_colour(kind)
        for kind, share in zip(kinds, shares, strict=True)
    ]


def titles(optimizers: Sequence[AnyOptimizer], losses: NDArray[np.floating]) -> list[str]:
    """Each runner's place, name and loss, as it is written beside its colour."""
    tr = QCoreApplication.translate
    names, order = runner_names(optimizers), finishing_order(losses)
    found = [""] * len(names)
    for place, runner in enumerate(order, start=1):
        loss = float(losses[runner])
        told = f"{loss:.3g}" if np.isfinite(loss) else tr("NetworkRace", "diverged")
        found[runner] = f"{place}  {names[runner]}  {told}"
    return found


def _setting(optimizer: AnyOptimizer, name: str) -> str:
    return f"{SYMBOLS[name]} {getattr(optimizer, name):g}"
