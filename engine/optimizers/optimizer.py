"""An optimizer turns gradients into a change of the parameters.

All parameters of a network are one vector θ (..., P), all gradients another, g; so each rule is
the formula of its paper, whatever the layers are.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np

from engine.arrays import Array, full

TRACE = 1e4  # times the smallest normal number: what lies below is not worth keeping


class Optimizer(ABC):
    """A rule of update, with the buffers it keeps between steps.

    `learning_rate` is an array: without axes for one network, (R, 1) for R replicas, which may
    each have their own; a schedule changes it from step to step. All other settings are shared.
    """

    formula: ClassVar[str]
    source: ClassVar[str]
    buffer_names: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self, settings: Any, parameters: Array, learning_rates: Sequence[float] | None = None
    ) -> None:
        """`learning_rates`: one for each replica; None: that of the settings, for all."""
        self.settings = settings
        self.parameters = parameters
        shape = (len(parameters), 1) if learning_rates else ()
        self.learning_rate = full(shape, settings.learning_rate, parameters)
        for row, rate in enumerate(learning_rates or ()):
            self.learning_rate[row] = rate
        self.steps = 0
        self.buffers = {name: np.zeros_like(parameters) for name in self.buffer_names}

    @abstractmethod
    def update(self, gradients: Array) -> None:
        """Change the parameters by one step, in place."""

    def forget_traces(self) -> None:
        """Set to 0 what the buffers hold of gradients long gone: below 1e-34 in float32.

        A dead neuron's running means shrink until they are subnormal, below 1e-38, and rounding
        keeps them from ever reaching 0. A processor computes many times more slowly with those.
        """
        for buffer in self.buffers.values():
            buffer[np.abs(buffer) < TRACE * np.finfo(buffer.dtype).tiny] = 0
