"""The probe of the updates: how far one step moves each tensor, measured by its own size."""

import math
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from engine.probes.probe import Probe
from engine.run import Run
from engine.update import Update


@dataclass(frozen=True)
class UpdateSize:
    """The norm √ΣΔ² of a tensor's change in one step, and the norm √Σw² of the tensor itself."""

    update_norm: float
    tensor_norm: float

    @property
    def ratio(self) -> float:
        """Their quotient, about 1e-3 in healthy training; NaN for a tensor of zeros."""
        return self.update_norm / self.tensor_norm if self.tensor_norm else math.nan


@dataclass(frozen=True)
class UpdateSizes(Probe):
    """The update of each parameter tensor by name: what the last mini-batch would do once more.

    The step is made on copies of network and optimizer as they are now, with everything that
    belongs to it: penalties, clipping, decay, the present learning rate, max-norm. So training
    keeps no parameters from before its last step, and pays nothing when nobody asks. It differs
    from that last step in what the step itself has changed, which is little.
    """

    def measure(self, run: Run) -> dict[str, UpdateSize]:
        network, optimizer = run.network, run.optimizer
        copy = network.with_parameters(network.parameters.copy())
        update = Update(run.experiment.training, copy)
        own = update.optimizer
        own.buffers = {name: buffer.copy() for name, buffer in optimizer.buffers.items()}
        own.steps = optimizer.steps
        own.learning_rate[...] = optimizer.learning_rate
        with np.errstate(all="ignore"):
            copy.gradient(*run.last_batch)
            update.apply()
            after, before = copy.views, network.views
            return {
                name: UpdateSize(norm(after[name] - tensor), norm(tensor))
                for name, tensor in before.items()
            }


def norm(tensor: Array) -> float:
    """√Σw², of a tensor of any shape."""
    return float(np.sqrt(np.square(tensor).sum()))
