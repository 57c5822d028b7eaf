"""The runs of a session: what was trained before the present run, kept to be compared with it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from app.session.effect import effect_of
from app.trainer.messages import Phase, Snapshot
from engine.curve import Curve
from engine.data.dataset import Facts
from engine.experiment.experiment import Experiment
from engine.run import RunState

MOST_RUNS = 100
MOST_BYTES = 128 * 2**20  # of all states together
LEAST_SECONDS = 1.0  # since it began: what a slider under the hand starts is not worth a line


@dataclass(frozen=True, eq=False)
class RunRecord:
    """A run that has ended, or the present one: its experiment, its curve, how it can go on.

    `state` is None where it was not kept; the run can then only be begun again from its seed.
    """

    number: int
    name: str
    experiment: Experiment
    facts: Facts
    curve: Curve
    phase: Phase
    state: RunState | None = None

    @property
    def epochs(self) -> int:
        """How many epochs were trained."""
        return int(self.curve.column("epoch")[-1])

    @property
    def seconds(self) -> float:
        """How long was trained."""
        return float(self.curve.column("seconds")[-1])

    @property
    def nbytes(self) -> int:
        """The memory that its state takes, in bytes; nothing where there is none."""
        return 0 if self.state is None else self.state.nbytes


class Runs(QObject):
    """Keeps each run when another one takes its place; the newest come last.

    States are dropped, the oldest first, when together they take too much memory; curves stay.
    """

    changed = Signal()  # the list, a name, or which run is pinned

    def __init__(
        self, newest_state: Callable[[], RunState | None], parent: QObject | None = None
    ) -> None:
        """`newest_state` tells the newest state of the present run that is known, if any."""
        super().__init__(parent)
        self._newest_state = newest_state
        self._records: tuple[RunRecord, ...] = ()
        self._snapshot: Snapshot | None = None
        self._experiment: Experiment | None = None
        self._kept_id: int | None = None
        self._began = 0.0
        self._present_name = ""
        self._count = 0
        self.pinned: RunRecord | None = None

    @property
    def records(self) -> tuple[RunRecord, ...]:
        """The runs that have ended, in the order in which they began."""
        return self._records

    @property
    def present(self) -> RunRecord | None:
        """The run under way; None before it has trained an epoch."""
        snapshot, experiment = self._snapshot, self._experiment
        if snapshot is None or experiment is None or snapshot.loaded is None:
            return None
        if len(snapshot.curve) < 2 or snapshot.run_id == self._kept_id:
            return None
        name = self._present_name or self._name(self._count + 1)
        facts, curve = snapshot.loaded.facts, snapshot.curve
        return RunRecord(self._count + 1, name, experiment, facts, curve, snapshot.phase)

    def follow(self, snapshot: Snapshot, experiment: Experiment) -> None:
        """Take note of how the present run stands."""
        begun = self.present is None
        if self._snapshot is None or self._snapshot.run_id != snapshot.run_id:
            self._began = time.monotonic()
        has_trained = self._snapshot is None or self._snapshot.step != snapshot.step
        self._snapshot = snapshot
        if has_trained and _is_of(snapshot, experiment):
            self._experiment = experiment  # not what was changed after its last step
        if begun and self.present is not None:
            self.changed.emit()

    def keep_present(self) -> None:
        """Keep the run under way, because another one is about to take its place."""
        record = self.present
        if record is None or self._snapshot is None:
            return
        is_brief = time.monotonic() - self._began < LEAST_SECONDS
        if is_brief and record.phase is not Phase.FINISHED:
            return
        self._kept_id, self._present_name = self._snapshot.run_id, ""
        self._count = record.number
        record = replace(record, curve=record.curve.copy(), state=self._newest_state())
        self._records = self._within_bounds((*self._records, record))
        self.changed.emit()

    def keep_branch(self, epoch: int) -> str:
        """Keep the run as it is, because it goes on otherwise from an earlier epoch.

        Returns the name of what is kept.
        """
        record = self.present
        if record is None:
            return ""
        self._count = record.number
        record = replace(record, curve=record.curve.copy(), state=self._newest_state())
        self._records = self._within_bounds((*self._records, record))
        name = self.tr("{run}, branch at epoch {epoch}")
        self._present_name = name.format(run=record.name, epoch=epoch)
        self.changed.emit()
        return record.name

    def name_next(self, name: str) -> None:
        """Call the run that begins now so."""
        self._present_name = name

    def rename(self, number: int, name: str) -> None:
        """Give a run another name; an empty one returns to the one that it had first."""
        name = name.strip() or self._name(number)
        if self.present is not None and number == self.present.number:
            self._present_name = name
        self._records = tuple(
            replace(each, name=name) if each.number == number else each for each in self._records
        )
        if self.pinned is not None and self.pinned.number == number:
            self.pinned = replace(self.pinned, name=name)
        self.changed.emit()

    def remove(self, number: int) -> None:
        """Forget a run that has ended."""
        self._records = tuple(each for each in self._records if each.number != number)
        if self.pinned is not None and self.pinned.number == number:
            self.pinned = None
        self.changed.emit()

    def pin(self, record: RunRecord | None) -> None:
        """Show a run as it is now beside all others; None: no longer."""
        self.pinned = None if record is None else replace(record, curve=record.curve.copy())
        self.changed.emit()

    def _name(self, number: int) -> str:
        return self.tr("Run {number}").format(number=number)

    def _within_bounds(self, records: tuple[RunRecord, ...]) -> tuple[RunRecord, ...]:
        """The newest runs, and states of as many of them as there is room for."""
        room, kept = MOST_BYTES, []
        for record in reversed(records[-MOST_RUNS:]):
            room -= record.nbytes
            kept.append(record if room >= 0 else replace(record, state=None))
        return tuple(reversed(kept))


def _is_of(snapshot: Snapshot, experiment: Experiment) -> bool:
    """Whether a snapshot tells of a run of this experiment, settings of the training aside."""
    loaded = snapshot.loaded
    return loaded is not None and effect_of(loaded.experiment, experiment).restart is None
