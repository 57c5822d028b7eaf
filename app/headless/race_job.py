"""A race on the command line: run from beginning to end, and what it leaves behind."""

import csv
import io
import sys
import time
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.headless.interruption import Interruption
from app.headless.output_folder import OutputFolder
from app.headless.progress import step_progress
from app.headless.reading import read
from app.headless.versions import versions
from app.jobs.race_on_surface import RaceOnSurface, RaceRecord
from engine.divergence import finishing_order
from engine.experiment.optimizers import AnyOptimizer
from engine.experiment.races import AnyRace, NetworkRaceSpec, SurfaceRaceSpec
from engine.network_race import NetworkRace
from engine.pooled_paths import RaceOutlook, RacePicture

_SECONDS = 0.2  # of racing, from one look at the terminal to the next
_LAST = 11  # losses at the end of which the mean decides the order


@dataclass(frozen=True)
class RaceOutcome:
    """How a race ended: the losses (n, R), and what there is to draw of it."""

    race: AnyRace
    losses: NDArray[np.floating]
    drawn: RaceRecord | RacePicture | None
    seconds: float
    interrupted: bool = False

    @property
    def ends(self) -> list[tuple[AnyOptimizer, float]]:
        """The optimizers in the order of their losses at the end; NaN for those that diverged.

        On a network that is the mean of the last few mini-batches, on a surface the height.
        """
        last = _LAST if isinstance(self.race, NetworkRaceSpec) else 1
        means = self.losses[-last:].mean(axis=0, dtype=np.float64)
        order = finishing_order(means)
        return [(self.race.optimizers[runner], float(means[runner])) for runner in order]


def do_race(race: AnyRace, folder: OutputFolder) -> RaceOutcome:
    """Race, and write what needs no Qt: losses.csv and summary.json.

    ExperimentError, DataError or Refusal before the first step where something must be mended.
    """
    outcome = (
        _on_surface(race, folder) if isinstance(race, SurfaceRaceSpec) else _race(race, folder)
    )
    folder.write("losses.csv", losses_table(outcome))
    folder.write("summary.json", msgspec.json.format(summary(outcome), indent=2) + b"\n")
    return outcome


def report(outcome: RaceOutcome, folder: OutputFolder) -> str:
    """Return the order at the finish, a line for each, and where the results are."""
    steps = len(outcome.losses) - (1 if isinstance(outcome.race, SurfaceRaceSpec) else 0)
    ended = f" of {outcome.race.steps} (interrupted)" if outcome.interrupted else ""
    lines = [f"{outcome.race.name}: {steps}{ended} steps in {outcome.seconds:.1f} s"]
    for place, (optimizer, loss) in enumerate(outcome.ends, start=1):
        told = f"{loss:.4g}" if np.isfinite(loss) else "diverged"
        lines.append(f"{place:3}. {type(optimizer).__name__:9} {told}")
    files = ", ".join(path.name for path in folder.written)
    return "\n".join([*lines, f"{folder.path}: {files}"])


def losses_table(outcome: RaceOutcome) -> bytes:
    """Return the losses as CSV, a row for each step and a column for each optimizer.

    On a surface the first row is the start, step 0; on a network row n is the loss of mini-batch n
    before its step. Empty where a runner had diverged.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["step", *column_names(outcome.race)])
    first = 0 if isinstance(outcome.race, SurfaceRaceSpec) else 1
    for step, losses in enumerate(outcome.losses.tolist(), start=first):
        table.writerow([step, *(repr(loss) if np.isfinite(loss) else "" for loss in losses)])
    return text.getvalue().encode()


def column_names(race: AnyRace) -> list[str]:
    """Return a name for each optimizer; those of one kind are told apart by number."""
    kinds = [type(each).__name__ for each in race.optimizers]
    counts = [kinds[: place + 1].count(kind) for place, kind in enumerate(kinds)]
    return [
        f"{kind} {count}" if kinds.count(kind) > 1 else kind
        for kind, count in zip(kinds, counts, strict=True)
    ]


def summary(outcome: RaceOutcome) -> bytes:
    """Return how the race ended as JSON: the order at the finish, and of what."""
    order = [
        {"optimizer": optimizer, "loss": loss if np.isfinite(loss) else None}
        for optimizer, loss in outcome.ends
    ]
    return msgspec.json.encode(
        {
            "name": outcome.race.name,
            "interrupted": outcome.interrupted,
            "seconds": outcome.seconds,
            "order": order,
            "versions": versions(),
            "race": outcome.race,
        }
    )


def _on_surface(race: SurfaceRaceSpec, folder: OutputFolder) -> RaceOutcome:
    started = time.perf_counter()
    job = RaceOnSurface(race.surface, settings=race.optimizers, steps=race.steps)
    record = next(job.results())
    folder.prepare()
    return RaceOutcome(race, record.losses, record, time.perf_counter() - started)


def _race(race: NetworkRaceSpec, folder: OutputFolder) -> RaceOutcome:
    """Race until the end, and until the surface is drawn, or to Ctrl+C."""
    dataset = read(race.experiment, sys.stderr)
    outlook = RaceOutlook(share=race.share)
    running = NetworkRace(race.experiment, race.optimizers, race.steps, dataset, outlook=outlook)
    folder.prepare()
    started, picture = time.perf_counter(), None
    progress = step_progress(race.steps)
    with Interruption() as interruption:
        while not running.finished and not interruption.requested:
            running.advance(_SECONDS)
            picture = running.news().picture or picture
            progress.show(running.step)
    progress.close()
    seconds, interrupted = time.perf_counter() - started, not running.finished
    return RaceOutcome(race, running.losses, picture, seconds, interrupted)
