"""The probes of what the loss and the optimizer computed in the last step."""

from dataclasses import dataclass

from engine.arrays import to_host
from engine.probes.probe import Probe
from engine.probes.step_stage import ShownTensor, shown
from engine.run import Run


@dataclass(frozen=True)
class LossTensors(Probe):
    """Scores and targets of the last mini-batch, and ∂L/∂scores; empty before the first step."""

    def measure(self, run: Run) -> tuple[ShownTensor, ...]:
        network = run.network
        if run.step_count == 0 or not hasattr(network, "last_scores"):
            return ()
        scores, targets = network.last_scores, network.last_targets
        loss = network.loss_function
        tensors = {
            "scores": scores,
            "targets": targets,
            "∂L/∂scores": loss.gradient(scores, targets),
        }
        return tuple(shown(name, to_host(values)) for name, values in tensors.items())


@dataclass(frozen=True)
class OptimizerTensors(Probe):
    """What the optimizer keeps of each parameter tensor, or the gradients where it keeps nothing.

    As they are after the last step.
    """

    def measure(self, run: Run) -> tuple[ShownTensor, ...]:
        buffers = {name: each for name, each in run.optimizer.buffers.items() if each.ndim}
        vectors = buffers or {"gradient": run.network.gradients}
        return tuple(
            shown(f"{word} of {name}", to_host(vector[place]).reshape(shape))
            for name, (place, shape) in run.network.places.items()
            for word, vector in vectors.items()
        )
