"""The probe of a recurrent layer's states: what it has kept after each step of one sample."""

from dataclasses import dataclass

import numpy as np

from engine.arrays import to_host
from engine.layers.recurrent import Recurrent
from engine.probes.one_sample import prepared_sample
from engine.probes.probe import Probe, Values
from engine.run import Run


@dataclass(frozen=True)
class RecurrentStates(Probe):
    """The states (states, time, units) of the layer of this number for the sample of this number.

    The first is the hidden state h; an LSTM hands on its cell c too. None where there is no such
    sample or the layer is none that keeps a state.
    """

    number: int = 0
    layer: int = 0

    def measure(self, run: Run) -> Values | None:
        layers = run.network.layers
        found = prepared_sample(run, self.number)
        if found is None or not 0 <= self.layer < len(layers):
            return None
        layer = layers[self.layer]
        if not isinstance(layer, Recurrent):
            return None
        with np.errstate(all="ignore"):
            states = layer.states(run.network.outputs_of(self.layer, found[0]))
        return np.stack([to_host(state)[0] for state in states]).astype(np.float32)
