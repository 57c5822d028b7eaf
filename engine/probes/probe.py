"""A probe is a measurement on request: what nobody looks at is not computed.

A probe is a frozen value that says what to measure; `measure(run)` does it and gives NumPy arrays
on the host. Measuring changes nothing in the run.
"""

from abc import ABC, abstractmethod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.run import Run

Values = NDArray[np.float32]


class Probe(ABC):
    """What every probe can do."""

    @abstractmethod
    def measure(self, run: Run) -> Any:
        """The measurement, now. None where this run has nothing of the kind to measure."""

    def is_complete(self, result: Any) -> bool:
        """Whether measuring again, while the run stands still, would bring nothing more."""
        del result
        return True
