"""The probe of the loss landscape: the loss around the way that training takes."""

from dataclasses import dataclass, field

from engine.outlook import LossPicture, Outlook
from engine.probes.probe import Probe
from engine.run import Run


@dataclass(frozen=True)
class LossLandscape(Probe):
    """The loss on a plane, a little more of it at each measurement; None without samples."""

    outlook: Outlook = field(default_factory=Outlook)

    def measure(self, run: Run) -> LossPicture | None:
        return run.landscape.look(self.outlook, run.step_count)

    def is_complete(self, result: LossPicture) -> bool:
        return result.progress == 1
