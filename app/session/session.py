"""The session: the one model behind the window, with experiment, undo history, trainer and file.

Methods state intents; signals state facts. Panels and views learn of every change through the
signals, whoever asked for it.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from app.session.baselines import Baselines
from app.session.data_reader import DataQuestion, DataReader
from app.session.edit import Edit
from app.session.effect import Cause, effect_of, restart_sentence, with_learning_rate
from app.session.failure import read_failure, write_failure
from app.session.network_racing import NetworkRacing
from app.session.rate_finding import RateFinding
from app.session.recent_files import RecentFiles
from app.session.runs import RunRecord, Runs
from app.session.surface_race import SurfaceRace
from app.session.timeline import Timeline
from app.session.training import TrainingControl
from app.session.weight_edit import HandEdit, WeightEdit
from app.trainer.client import Trainer
from app.trainer.messages import (
    CancelReading,
    Phase,
    Problem,
    SetWeights,
    Snapshot,
    StepUnit,
)
from engine.data.dataset import Facts
from engine.data.drawn import drawing_facts
from engine.errors import DataError, ExperimentError
from engine.experiment.data import AnyData, DrawnCurve, Plane
from engine.experiment.data.drawn import Drawing
from engine.experiment.experiment import Experiment
from engine.experiment.files import load, save
from engine.fit import check_facts, fit_facts, fit_plane
from engine.probes import Probe

_UNDO_LIMIT = 500


class Session(QObject):
    """One experiment under way. It is a frozen value: every edit puts a new one in its place."""

    experiment_changed = Signal(object)  # Experiment
    snapshot_changed = Signal(object)  # Snapshot
    phase_changed = Signal(object)  # Phase
    problem_changed = Signal(object)  # Problem | None
    facts_changed = Signal(object)  # Facts
    data_refused = Signal(str, str)  # path and message, of data that was asked for
    file_changed = Signal(object)  # Path | None
    reading_changed = Signal(object)  # the share that is read of data, 0 to 1, or None
    twin_changed = Signal(object)  # the experiment that is trained beside the run, or None
    speed_changed = Signal(object)  # steps a second, or None for flat out
    restarted = Signal()  # from the seed, because of an edit
    stirred = Signal()  # after rest, there is something to show again
    said = Signal(str, str)  # text, level: "info", "warning" or "error"

    def __init__(
        self,
        trainer: Trainer,
        experiment: Experiment,
        recent_files: RecentFiles | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Begin with an experiment, which the trainer loads at once."""
        super().__init__(parent)
        self.experiment = experiment
        self._saved: Experiment | None = experiment  # as the file has it; None: it is nowhere
        self.snapshot: Snapshot | None = None
        self.facts = _known_facts(experiment.data)
        self.reading: float | None = None
        self.path: Path | None = None
        self.twin: Experiment | None = None
        self.recent_files = recent_files or RecentFiles()
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(_UNDO_LIMIT)
        in_process = trainer.process_id is None
        self.baselines = Baselines(in_process, self)
        self.baselines.follow(experiment)
        self.race = SurfaceRace(in_process, self)
        self.rates = RateFinding(in_process, self)
        self.network_race = NetworkRacing(in_process, self)
        for job in (self.baselines, self.rates, self.network_race):
            self.experiment_changed.connect(job.follow)
        self._trainer = trainer
        self._reader = DataReader(trainer)
        self._training = TrainingControl(trainer, self)
        self._training.stirred.connect(self.stirred)
        self.runs = Runs(lambda: trainer.kept_state, self)
        self._training.leaving.connect(self.runs.keep_present)
        self.timeline = Timeline(self._training, self)
        self._training.start(experiment)

    @property
    def phase(self) -> Phase:
        """Where the run stands."""
        return self.snapshot.phase if self.snapshot else Phase.LOADING

    @property
    def problem(self) -> Problem | None:
        """What is wrong with the run, if anything is."""
        return self.snapshot.problem if self.snapshot else None

    @property
    def speed(self) -> float | None:
        """The wanted steps a second; None is flat out."""
        return self._training.speed

    @property
    def playing(self) -> bool:
        """Whether the run plays, or is to play as soon as it is loaded."""
        return self._training.wants_play

    @property
    def modified(self) -> bool:
        """Whether the experiment differs from what was last opened or saved."""
        return self.experiment != self._saved

    @property
    def resting(self) -> bool:
        """Whether nothing moves, so that nothing has to be drawn anew."""
        return self._training.resting and not self._reader.busy

    @property
    def waits_for_points(self) -> bool:
        """Whether the data is a drawing with nothing to train on yet."""
        data = self.experiment.data
        return isinstance(data, Drawing) and not data.is_ready

    def edit(self, experiment: Experiment, text: str, merge: str = "") -> None:
        """Put another experiment in the place of the present one; `text` names it in the history.

        Edits in a row with the same `merge` are one entry. Other settings of the training keep the
        weights, as do other points of a drawing; other data, network, loss or seed start again.
        Raises ExperimentError where the experiment does not go with its data; then all stays as
        it is.
        """
        facts = None if self.waits_for_points else self.facts
        if facts is not None and experiment.data == self.experiment.data:
            check_facts(experiment, facts)
        self._edit(experiment, text, merge, None)

    def edit_data(
        self,
        data: AnyData,
        text: str,
        merge: str = "",
        refused: Callable[[str], None] | None = None,
    ) -> None:
        """Learn from other data; loss, outputs and batch size change where they have to.

        What is neither made of a formula nor drawn is read by the trainer first; it becomes the
        data once that has gone well. If not, `refused` hears why, or `said` tells everyone; and
        `data_refused` names the field.
        """
        if isinstance(data, Plane | DrawnCurve):
            self._reader.forget()
            self.edit(fit_plane(self.experiment, data), text, merge)
        else:
            question = DataQuestion(data, text, merge, refused or self._say_error)
            self._reader.ask(question, self.experiment.seed)
            self.stirred.emit()

    def cancel_reading(self) -> None:
        """Give up reading data; experiment and run stay as they are.

        A run that is only just being loaded has no data then, and says so.
        """
        self._trainer.send(CancelReading())
        if self._reader.busy:
            self._reader.forget()
            self.said.emit(self.tr("Reading was cancelled; the data stays as it was."), "info")
            self.experiment_changed.emit(self.experiment)  # editors return to what holds

    def use_learning_rate(self, rate: float) -> None:
        """Train on from the present weights at another learning rate."""
        self.edit(with_learning_rate(self.experiment, rate), self.tr("Change learning rate"))
        self.play()

    def play(self) -> None:
        """Train until paused, finished or diverged."""
        if self._has_something_to_train():
            self._begin_branch()
            self._training.play()

    def pause(self) -> None:
        """Stop after the step under way."""
        self._training.pause()

    def toggle(self) -> None:
        """Play if paused, pause if playing."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def reset(self) -> None:
        """Begin the run again from the seed, paused."""
        self._training.start(self.experiment)

    def step(self, unit: StepUnit) -> None:
        """Train one mini-batch, or to the end of the epoch, then stop."""
        if self._has_something_to_train():
            self._begin_branch()
            self._training.step(unit)

    def restore(self, record: RunRecord) -> None:
        """Go on with an earlier run where it ended; where its end was not kept, begin it again."""
        self.runs.keep_present()
        text = self.tr("Restore {run}").format(run=record.name)
        self._edit(record.experiment, text, "", record.facts)
        state = record.state
        if state is None:
            self.reset()
            return
        self._training.resume(record.experiment, state, record.curve.until(state.step_count))
        self.runs.name_next(self.tr("{run}, continued").format(run=record.name))
        told = self.tr("{run} goes on from epoch {epoch}.")
        self.said.emit(told.format(run=record.name, epoch=state.epoch), "info")

    def set_weights(self, edit: HandEdit) -> None:
        """Change weights by hand; a moment of the past that is looked at becomes a branch."""
        run = self._training.run_number
        self._send_weights(run, edit.done)
        self.undo_stack.push(WeightEdit(edit, partial(self._send_weights, run)))

    def set_twin(self, experiment: Experiment | None) -> None:
        """Train an experiment beside every run, in lockstep from the seed; None: no longer."""
        self.twin = experiment
        self._training.set_twin(experiment)
        if experiment is not None:
            self.reset()
        self.twin_changed.emit(experiment)

    def set_speed(self, steps_per_second: float | None) -> None:
        """Train at most so many steps a second; None is flat out."""
        self._training.set_speed(steps_per_second)
        self.speed_changed.emit(steps_per_second)

    def tick(self, probes: tuple[Probe, ...]) -> Snapshot | None:
        """Take what the trainer has to say, and ask it for these probes; never blocks."""
        answer = self._reader.answer()
        if answer is not None:
            self._use_data(*answer)
        snapshot = self._training.tick(probes)
        if self.reading != self._trainer.reading:
            self.reading = self._trainer.reading
            self.reading_changed.emit(self.reading)
        if snapshot is not None:
            self._take(snapshot)
        return snapshot

    def new(self, experiment: Experiment, saved: bool = True) -> None:
        """Begin with another experiment that has no file; `saved` tells whether it may be lost."""
        self._begin(experiment, None, saved)

    def open(self, path: Path) -> bool:
        """Begin with the experiment in a file. If it cannot be read, say why and keep this one."""
        try:
            experiment = load(path)
        except ExperimentError as error:
            self.said.emit(read_failure(path, error), "error")
            return False
        self.recent_files.add(path)
        self._begin(experiment, path)
        return True

    def save(self) -> bool:
        """Write the experiment to the file it has; False if it has none, or that fails."""
        return self.path is not None and self.save_as(self.path)

    def save_as(self, path: Path) -> bool:
        """Write the experiment to a file, which is its file then. If that fails, say why."""
        try:
            save(self.experiment, path)
        except OSError as error:
            self.said.emit(write_failure(path, error), "error")
            return False
        self.recent_files.add(path)
        self.path, self._saved = path, self.experiment
        self.file_changed.emit(path)
        self.said.emit(self.tr("Saved {file}.").format(file=path.name), "info")
        return True

    def close(self) -> None:
        """End the trainer, and what is done in the background."""
        self.undo_stack.blockSignals(True)  # its own end is no news
        for job in (self.baselines, self.race, self.rates, self.network_race):
            job.close()
        self._trainer.close()

    def _begin(self, experiment: Experiment, path: Path | None, saved: bool = True) -> None:
        self._reader.forget()
        self.undo_stack.clear()
        self.experiment = experiment
        self._saved = experiment if saved else None
        self.facts = _known_facts(experiment.data)
        self.path = path
        if self.twin is not None:
            self.set_twin(None)
        self._training.start(experiment)
        self.experiment_changed.emit(experiment)
        self.file_changed.emit(path)

    def _edit(self, experiment: Experiment, text: str, merge: str, facts: Facts | None) -> None:
        if experiment == self.experiment:
            return
        old, entry = self.experiment, self._newest_entry()
        cause = self._put(experiment, facts)
        self.undo_stack.push(Edit(old, experiment, text, merge, self._return_to))
        if self._newest_entry() is not entry:  # a drag says it once
            self._say_restart(cause)

    def _put(self, experiment: Experiment, facts: Facts | None) -> Cause | None:
        """Make an experiment the present one; `facts` are those of its data, where it is new."""
        effect = effect_of(self.experiment, experiment)
        if effect.change:
            self._begin_branch()
        known = _known_facts(experiment.data)
        if known is not None or effect.restart is Cause.DATA:
            self.facts = known or facts
        self.experiment = experiment
        self._training.follow(experiment, effect)
        self.experiment_changed.emit(experiment)
        return effect.restart

    def _return_to(self, experiment: Experiment) -> None:
        self._reader.forget()
        self._say_restart(self._put(experiment, None))

    def _send_weights(self, run: int, commands: tuple[SetWeights, ...]) -> bool:
        """Change weights of a run by its number; False, and said so, where it is there no more."""
        if run != self._training.run_number:
            self.said.emit(self.tr("The run whose weights these were has started again."), "info")
            return False
        self._begin_branch()
        for command in commands:
            self._training.set_weights(command)
        return True

    def _newest_entry(self) -> object:
        return self.undo_stack.command(self.undo_stack.index() - 1)

    def _say_restart(self, cause: Cause | None) -> None:
        has_trained = self.snapshot is not None and self.snapshot.step > 0
        if cause is not None and has_trained and not self.waits_for_points:
            self.said.emit(restart_sentence(cause, self.experiment.seed), "info")
            self.restarted.emit()

    def _has_something_to_train(self) -> bool:
        """Whether there is anything to train on; if not, say so."""
        if self.waits_for_points:
            text = self.tr("Paint some points on the decision boundary first.")
            self.said.emit(text, "info")
        return not self.waits_for_points

    def _begin_branch(self) -> None:
        """Keep the run as it went on, where one is about to train on from its past."""
        past = self.timeline
        if past.is_past:
            run = self.runs.keep_branch(past.epoch)
            text = self.tr("A branch from epoch {epoch}; what came after it is kept as {run}.")
            self.said.emit(text.format(epoch=past.epoch, run=run), "info")

    def _say_error(self, text: str) -> None:
        self.said.emit(text, "error")

    def _use_data(self, question: DataQuestion, facts: Facts | DataError | ExperimentError) -> None:
        try:
            if not isinstance(facts, Facts):
                raise facts
            experiment = fit_facts(self.experiment, question.data, facts)
        except (DataError, ExperimentError) as error:
            question.refused(str(error))
            self.experiment_changed.emit(self.experiment)  # editors return to what holds
            if isinstance(error, ExperimentError):
                self.data_refused.emit(error.path, error.message)
            return
        self._edit(experiment, question.text, question.merge, facts)
        self.facts_changed.emit(facts)

    def _take(self, snapshot: Snapshot) -> None:
        before, self.snapshot = self.snapshot, snapshot
        loaded = snapshot.loaded
        is_new = loaded is not None and (before is None or before.loaded is not loaded)
        # A run that an edit has outdated may still speak for a moment.
        is_ours = loaded is not None and loaded.experiment.data == self.experiment.data
        if loaded is not None and is_new and is_ours and loaded.facts != self.facts:
            self.facts = loaded.facts
            self.facts_changed.emit(loaded.facts)
        if before is None or before.problem != snapshot.problem:
            self.problem_changed.emit(snapshot.problem)
        if before is None or before.phase is not snapshot.phase:
            self.phase_changed.emit(snapshot.phase)
        self.timeline.follow(snapshot)
        self.runs.follow(snapshot, self.experiment)
        self.snapshot_changed.emit(snapshot)


def _known_facts(data: AnyData) -> Facts | None:
    """The facts of a drawing, which nobody has to read; None for other data."""
    return drawing_facts(data) if isinstance(data, Drawing) else None
