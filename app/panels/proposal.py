"""A proposal is a change of layers that is asked for; who owns the network makes or refuses it."""

from collections.abc import Callable
from dataclasses import dataclass

from app.panels.layer_order import Layers


@dataclass(frozen=True)
class Proposal:
    """Other layers, and what the change is called in the undo history.

    Proposals in a row with the same `merge` are one entry. With `repairs`, what else
    has to change is changed along. `at` is the place of the card that it was asked for at; -1:
    that of the selected one.
    """

    layers: Layers
    text: str
    merge: str = ""
    repairs: bool = False
    at: int = -1


@dataclass(frozen=True)
class Verdict:
    """Whether some layers fit the data: `reason` says why not; `remedy` what would mend it.

    `note` says what else there is to know of it.
    """

    reason: str = ""
    remedy: str = ""
    note: str = ""

    @property
    def fits(self) -> bool:
        return not self.reason


@dataclass(frozen=True)
class Owner:
    """What who owns the network tells of some layers, were they its own.

    `judge` tells whether they fit; `memory` the bytes that training them takes, 0 where that is
    not known. `gesture` makes a name for the drag that is going on.
    """

    judge: Callable[[Layers], Verdict]
    memory: Callable[[Layers], int]
    gesture: Callable[[str], str]
