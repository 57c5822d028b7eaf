"""The probe of one layer's tensors: parameters, gradients, and what the optimizer keeps of them."""

from dataclasses import dataclass

from engine.arrays import to_host
from engine.probes.probe import Probe
from engine.probes.step_stage import ShownTensor, shown
from engine.run import Run


@dataclass(frozen=True)
class LayerTensors(Probe):
    """The tensors of the layer of this number as they are now: weight, ∂L/∂weight, its buffers.

    Gradients are those of the last step. Empty where the layer has no parameters; None where there
    is no such layer.
    """

    layer: int = 0

    def measure(self, run: Run) -> tuple[ShownTensor, ...] | None:
        network = run.network
        if not 0 <= self.layer < len(network.layers):
            return None
        vectors = {"": network.parameters, "∂L/∂": network.gradients}
        buffers = run.optimizer.buffers.items()
        vectors |= {f"{name} of ": buffer for name, buffer in buffers if buffer.ndim}
        prefix = f"{self.layer}."
        return tuple(
            shown(f"{word}{name.split('.', 2)[2]}", to_host(vector[place]).reshape(shape))
            for name, (place, shape) in network.places.items()
            if name.startswith(prefix)
            for word, vector in vectors.items()
        )
