"""A trajectory is the way that training has taken: the network's states, from the first on."""

import numpy as np
from numpy.typing import NDArray

from engine.arrays import to_host
from engine.network import Network

MOST_STATES = 400
MOST_BYTES = 32 << 20
FEWEST_STATES = 8  # below that a way would say nothing, and none is kept


class Trajectory:
    """States along a run, evenly spaced in steps, in float32.

    When there are too many, every second one is let go, and those to come lie twice as far apart.
    A state is what a network consists of: its parameters, and behind them its layers' statistics.
    """

    def __init__(self, most_states: int = MOST_STATES, most_bytes: int = MOST_BYTES) -> None:
        self._most_states, self._most_bytes = most_states, most_bytes
        self._steps: list[int] = []
        self._states: list[NDArray[np.float32]] = []
        self._interval = 1

    @property
    def steps(self) -> NDArray[np.int64]:
        """The step of each state, (n,)."""
        return np.array(self._steps, dtype=np.int64)

    @property
    def states(self) -> tuple[NDArray[np.float32], ...]:
        """The n states, (P + S,) each."""
        return tuple(self._states)

    def __len__(self) -> int:
        return len(self._steps)

    def note(self, step: int, network: Network) -> None:
        """Keep the network's state, if it is time for the next; costs next to nothing if not.

        A step before the last says that the run went back: what came after it is let go.
        """
        if self._steps and step < self._steps[-1]:
            self._go_back(step)
        if self._steps and step < self._steps[-1] + self._interval:
            return
        self._steps.append(step)
        self._states.append(state_of(network))
        if len(self._steps) > self._limit():
            del self._steps[1::2], self._states[1::2]
            self._interval *= 2

    def _go_back(self, step: int) -> None:
        while self._steps and self._steps[-1] > step:
            del self._steps[-1], self._states[-1]

    def _limit(self) -> int:
        fitting = self._most_bytes // max(self._states[0].nbytes, 1)
        return min(self._most_states, fitting) if fitting >= FEWEST_STATES else 1


def state_of(network: Network) -> NDArray[np.float32]:
    """A copy of all that a network is made of: (P + S,), or (R, P + S) of replicas."""
    parts = (to_host(network.parameters), to_host(network.statistics))
    return np.concatenate(parts, axis=-1).astype(np.float32, copy=False)
