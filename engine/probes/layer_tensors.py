"""The probe of one layer's tensors: parameters, gradients, what comes in and what goes out."""

from dataclasses import dataclass

from engine.arrays import to_host
from engine.probes.probe import Probe, Values
from engine.probes.step_stage import ShownTensor, shown
from engine.run import Run

SAMPLES = 32  # of the last mini-batch that are looked at


@dataclass(frozen=True)
class LayerTensors(Probe):
    """The tensors of the layer of this number as they are now: weight, ∂L/∂weight, buffers, x, y.

    Gradients are those of the last step. x and y are for the first samples of the last mini-batch,
    as the network answers outside of training. None where there is no such layer.
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
        tensors = {
            f"{word}{name.split('.', 2)[2]}": to_host(vector[place]).reshape(shape)
            for name, (place, shape) in network.places.items()
            if name.startswith(prefix)
            for word, vector in vectors.items()
        }
        return tuple(shown(*each) for each in (tensors | self._values(run)).items())

    def _values(self, run: Run) -> dict[str, Values]:
        """What comes into the layer and what goes out."""
        network = run.network
        x = network.outputs_of(self.layer, run.last_batch[0][:SAMPLES])
        y = network.layers[self.layer].forward(x, training=False)
        return {"x": to_host(x), "y": to_host(y)}
