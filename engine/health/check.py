"""The probe of health: the rules of `engine.health`, applied to a run as it stands."""

from dataclasses import dataclass

from engine.health.finding import Finding
from engine.health.rules import findings
from engine.health.vitals import Vitals
from engine.probes.probe import Probe
from engine.run import Run


@dataclass(frozen=True)
class HealthCheck(Probe):
    """What is wrong with the run, worst first; an empty tuple where all is well."""

    def measure(self, run: Run) -> tuple[Finding, ...]:
        return findings(run.curve, Vitals.of(run))
