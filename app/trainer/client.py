"""The window's end of the trainer: sends commands, asks for snapshots, survives the worker."""

import weakref
from collections import deque
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.trainer.curve_copy import CurveCopy
from app.trainer.deaths import ENOUGH, Deaths
from app.trainer.host import Host
from app.trainer.keepsake import Keepsake
from app.trainer.line import Ended
from app.trainer.messages import (
    Answer,
    Command,
    Describe,
    Described,
    Load,
    Loaded,
    OfTwin,
    Outcome,
    Phase,
    Problem,
    Reading,
    Request,
    Snapshot,
)
from engine.errors import DataError
from engine.experiment.experiment import Experiment
from engine.probes import Probe
from engine.run import RunState

UNEXPECTED = "The training process ended unexpectedly"


class Trainer:
    """Trains experiments in a worker process. No method waits for the worker, save `close`.

    A worker that dies is replaced, and the new one goes on from the last state that was kept; the
    next snapshot's problem says so.
    """

    def __init__(self, in_process: bool = False) -> None:
        """Start the worker; in a thread if `in_process`, or where a process is refused."""
        self.restarts = 0
        self.reading: float | None = None  # the share that is read of data, where that takes long
        self.alive = True  # False when closed, or when workers died too often
        self._host = Host(in_process)
        self._close_host = weakref.finalize(self, self._host.close)  # at exit at the latest
        self._keepsake = Keepsake()
        self._deaths = Deaths()
        self._run_id = 0
        self._serial = 0
        self._is_asked = False
        self._curve = CurveCopy()
        self._loaded: Loaded | None = None
        self._twin_curve = CurveCopy()
        self._twin_loaded: Loaded | None = None
        self._latest: Snapshot | None = None
        self._unread: Snapshot | None = None
        self._news: deque[Problem] = deque()
        self._undescribed: set[int] = set()
        self._described: list[tuple[int, Outcome]] = []
        self._tell_refusal()

    @property
    def process_id(self) -> int | None:
        """The worker's process; None where it is a thread of this one."""
        return self._host.process_id

    @property
    def kept_state(self) -> RunState | None:
        """The newest state of the present run that is known here."""
        return self._keepsake.state

    def load(
        self,
        experiment: Experiment,
        state: RunState | None = None,
        curve: NDArray[np.float64] | None = None,
    ) -> int:
        """Begin a run of this experiment; returns the number that its snapshots carry.

        Given a state, it goes on from there, with the `curve` (points, columns) until then.
        """
        self.send(Load(self._run_id + 1, experiment, state, curve))
        return self._run_id

    def send(self, command: Command) -> None:
        """Send a command. A Load also brings back a trainer that gave up."""
        if isinstance(command, Load):
            self._begin_run(command)
        if isinstance(command, Describe):
            self._undescribed.add(command.token)
        self._keepsake.commanded(command)
        if self.alive:
            self._host.line.send(command)
        else:
            self._refuse_descriptions("there is no training process; load the experiment again")

    def request(self, probes: tuple[Probe, ...] = ()) -> bool:
        """Ask for a snapshot with these probes, unless one is outstanding; True if asked."""
        self._read()
        if self._is_asked or not self._run_id or not self.alive:
            return False
        self._serial += 1
        self._is_asked = True
        has, want_state = self._curve, self._keepsake.asks_for_state()
        twins = self._twin_curve
        request = Request(
            self._serial,
            probes,
            has.version,
            len(has.curve),
            want_state,
            twins.version,
            len(twins.curve),
        )
        self._host.line.send(request)
        return True

    def poll(self) -> Snapshot | None:
        """The newest snapshot, if there is one that was not returned yet."""
        self._read()
        snapshot, self._unread = self._unread, None
        return snapshot

    def described(self) -> list[tuple[int, Outcome]]:
        """The answers to Describe that came since this was called last, each with its token."""
        self._read()
        described, self._described = self._described, []
        return described

    def close(self) -> None:
        """End the worker, by force if need be; within a few seconds. May be called again."""
        self.alive = False
        self._close_host()

    def _begin_run(self, load: Load) -> None:
        if not self.alive and self._close_host.alive:
            self._deaths.forget()
            self._restart()
        self._run_id = load.run_id
        self._curve, self._loaded = CurveCopy(), None
        self._twin_curve, self._twin_loaded = CurveCopy(), None
        curve = self._curve.curve
        self._publish(Snapshot(load.run_id, Phase.LOADING, 0, 0, None, curve, 0.0, None))

    def _read(self) -> None:
        """Take in everything that the worker sent."""
        while self.alive:
            # The end of a process may be known before the last that it sent is read.
            message = self._host.line.receive(0 if self._host.alive else 0.05)
            match message:
                case Answer():
                    self._take(message)
                case Described():
                    self._undescribed.discard(message.token)
                    self._described.append((message.token, message.outcome))
                case Reading():
                    self.reading = message.share
                case None if self._host.alive:
                    return
                case None | Ended():
                    self._survive()

    def _take(self, answer: Answer) -> None:
        """Make a snapshot of an answer, unless it is about an older run."""
        self._is_asked = False
        self._deaths.answered()
        if answer.run_id != self._run_id:
            return
        self._keepsake.answered(answer)
        self._curve.take(answer)
        if answer.loaded is not None and not self._knows(answer.loaded):
            self._loaded = answer.loaded
        snapshot = Snapshot(
            run_id=answer.run_id,
            phase=answer.phase,
            epoch=answer.epoch,
            step=answer.step,
            metrics=answer.metrics,
            curve=self._curve.curve,
            steps_per_second=answer.steps_per_second,
            loaded=self._loaded,
            probes={p: r for p, r in answer.probes.items() if not isinstance(p, OfTwin)},
            complete=answer.complete,
            problem=answer.problem,
            present=answer.present,
            twin=self._twin_snapshot(answer),
        )
        self._publish(replace(snapshot, problem=self._news.popleft()) if self._news else snapshot)

    def _twin_snapshot(self, answer: Answer) -> Snapshot | None:
        """How the twin stands, as a snapshot of its own."""
        twin = answer.twin
        if twin is None:
            return None
        self._twin_curve.take(twin)
        self._twin_loaded = twin.loaded or self._twin_loaded
        return Snapshot(
            run_id=answer.run_id,
            phase=twin.phase,
            epoch=twin.epoch,
            step=twin.step,
            metrics=twin.metrics,
            curve=self._twin_curve.curve,
            steps_per_second=answer.steps_per_second,
            loaded=self._twin_loaded,
            probes={p.probe: r for p, r in answer.probes.items() if isinstance(p, OfTwin)},
            problem=Problem(twin.problem) if twin.problem else None,
            present=answer.present,
        )

    def _knows(self, loaded: Loaded) -> bool:
        """Whether this was told before, by a worker that another one has replaced."""
        known = self._loaded
        return known is not None and known.experiment.data == loaded.experiment.data

    def _publish(self, snapshot: Snapshot) -> None:
        self._latest = self._unread = snapshot

    def _survive(self) -> None:
        """Replace a worker that died, unless that happens again and again."""
        how = self._host.ending()
        self.reading = None
        self._refuse_descriptions(f"the training process ended while it read the data ({how})")
        deaths = self._deaths.count()
        if deaths >= ENOUGH:
            self._give_up(f"{UNEXPECTED} {deaths} times in a row (last: {how})")
            return
        self._restart()
        self._twin_curve = CurveCopy()
        for command in self._keepsake.commands(self._curve.curve):
            self._host.line.send(command)
        state = self._keepsake.state
        if not self._run_id:
            went_on = ""
        elif state is None:
            self._curve = CurveCopy()
            went_on = " and begins again from the start"
        else:
            self._curve.go_back(state.step_count)
            went_on = f" and goes on from step {state.step_count}"
        self._news.append(Problem(f"{UNEXPECTED} ({how}); it was restarted{went_on}."))

    def _restart(self) -> None:
        self._host.restart()
        self._is_asked = False
        self.alive = True
        self.restarts += 1
        self._tell_refusal()

    def _give_up(self, why: str) -> None:
        """Stop starting workers until a run is loaded again."""
        self.alive = False
        self._host.close()
        problem = Problem(f"{why}. It is not started again by itself; reset the run to try again.")
        if self._latest is None:
            self._news.append(problem)
            return
        self._publish(
            replace(self._latest, phase=Phase.FAILED, steps_per_second=0.0, problem=problem)
        )

    def _refuse_descriptions(self, why: str) -> None:
        self._described += [(token, DataError(why)) for token in sorted(self._undescribed)]
        self._undescribed.clear()

    def _tell_refusal(self) -> None:
        """Say once that the system gave no process."""
        if self._host.refusal:
            why, self._host.refusal = self._host.refusal, ""
            self._news.append(
                Problem(
                    f"The system refused a process for training ({why}). Training shares the "
                    "window's process: both are slower."
                )
            )
