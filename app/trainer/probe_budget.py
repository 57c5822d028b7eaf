"""A budget of time for measuring: what takes long is measured seldom, so that training goes on.

So is each of many things that take little, while the run trains.
"""

import math
from collections.abc import Sequence
from time import perf_counter

from engine.probes import Probe

CHEAP = 0.004  # seconds that a measurement may take and be repeated often
CHEAP_SHARE = 0.08  # of the time may be spent on cheap measurements while the run trains
MOST_SAVED = 0.01  # seconds of that may be saved up, while fewer are wanted
SHARE = 0.2  # of the time may be spent on costly measurements while the run trains
PATIENCE = 0.05  # seconds of costly measurements in one answer while the run stands still
UNFINISHED = math.nan  # the moment of what has to go on: like no other, not even itself


class ProbeBudget:
    """Chooses which of the wanted probes are measured for an answer, by what they cost last time.

    A probe that is left out keeps its last picture. While the run stands still, the answers to
    come bring what is missing; `is_complete` tells when nothing is.
    """

    def __init__(self) -> None:
        self._costs: dict[Probe, float] = {}
        self._moments: dict[Probe, float] = {}  # when the run was as it was measured
        self._ended: dict[Probe, float] = {}
        self._next = 0.0  # when a costly probe may be measured again
        self._saved = MOST_SAVED  # seconds for cheap ones; below 0 they have taken too long
        self._chosen_at = perf_counter()

    def choose(
        self, probes: Sequence[Probe], moment: float, training: bool
    ) -> tuple[tuple[Probe, ...], bool]:
        """What to measure now, and whether all is measured then that can be of this moment.

        `moment` is another number whenever the run has changed.
        """
        costly = [probe for probe in probes if self._costs.get(probe, 0.0) > CHEAP]
        # What is out of date comes first, and of that, what was measured longest ago.
        costly.sort(key=lambda probe: (self._moments[probe] == moment, self._ended[probe]))
        chosen = self._affordable(costly, training)
        cheap = [probe for probe in probes if probe not in costly]
        chosen += self._cheap_ones(cheap) if training else cheap
        measured = tuple(probe for probe in probes if probe in chosen)
        is_complete = all(self._moments.get(probe) == moment for probe in {*probes} - {*chosen})
        return measured, is_complete

    def note(self, probe: Probe, moment: float, started: float, ended: float) -> None:
        """Remember what a measurement has cost; the times are `perf_counter`'s.

        One that has to go on is of the moment UNFINISHED: it stays out of date.
        """
        cost = ended - started
        self._costs[probe], self._moments[probe], self._ended[probe] = cost, moment, ended
        if cost > CHEAP:
            self._next = ended + cost * (1 / SHARE - 1)

    def _cheap_ones(self, probes: list[Probe]) -> list[Probe]:
        """Those that there is time for: all, or of many the ones measured longest ago."""
        now = perf_counter()
        self._saved = min(self._saved + CHEAP_SHARE * (now - self._chosen_at), MOST_SAVED)
        self._chosen_at = now
        chosen = []
        for probe in sorted(probes, key=lambda probe: self._ended.get(probe, 0.0)):
            if self._saved <= 0:
                break
            self._saved -= self._costs.get(probe, 0.0)
            chosen.append(probe)
        return chosen

    def _affordable(self, costly: list[Probe], training: bool) -> list[Probe]:
        if training:
            return costly[:1] if perf_counter() >= self._next else []
        chosen, spent = costly[:1], sum(self._costs[probe] for probe in costly[:1])
        for probe in costly[1:]:
            spent += self._costs[probe]
            if spent > PATIENCE:
                break
            chosen.append(probe)
        return chosen
