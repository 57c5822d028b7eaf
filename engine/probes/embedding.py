"""The probe of the representation: where the last hidden layer puts each sample."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.arrays import to_host
from engine.principal_components import PrincipalComponents
from engine.probes.probe import Probe, Values
from engine.probes.share import Share, first_inputs, first_targets
from engine.run import Run


@dataclass(frozen=True)
class EmbeddedSamples:
    """`points` (samples, components), one for each sample, about their mean.

    `explained` (components,) is the share of the layer's variance along each component, `targets`
    the samples' classes (samples,) or values (samples, targets).
    """

    points: Values
    explained: NDArray[np.float64]
    targets: NDArray


@dataclass(frozen=True)
class HiddenEmbedding(Probe):
    """The first samples of a share as the network's output layer sees them, by PCA.

    That is what goes into the last dense layer: the outputs of the last hidden layer, or the
    inputs where there is none. None without samples, and where the outputs are not finite.
    """

    share: Share = "train"
    samples: int = 500
    components: int = 2

    def measure(self, run: Run) -> EmbeddedSamples | None:
        x = first_inputs(run, self.share, self.samples)
        if not len(x):
            return None
        with np.errstate(all="ignore"):
            network = run.network
            outputs = network.outputs_of(network.spec.output_index, x)
            hidden = to_host(outputs).reshape(len(x), -1)
        if not np.isfinite(hidden).all():
            return None
        found = PrincipalComponents.of(hidden, self.components)
        targets = first_targets(run, self.share, self.samples)
        return EmbeddedSamples(found.coordinates.astype(np.float32), found.explained, targets)
