"""The worker: does what the window commands, with one run at a time, and answers its requests."""

from time import perf_counter

from app.trainer.last_dataset import LastDataset
from app.trainer.loaded import describe_run
from app.trainer.messages import (
    Answer,
    Change,
    Command,
    Describe,
    Described,
    Load,
    Outcome,
    Pause,
    Phase,
    Play,
    Problem,
    Request,
    SetSpeed,
    SetTwin,
    SetWeights,
    Step,
    Visit,
)
from app.trainer.pace import Pace
from app.trainer.player import Player
from app.trainer.problem import failure, refusal
from app.trainer.reporter import Reporter
from app.trainer.twin import Twin
from engine.curve import Curve
from engine.data.report import Cancelled, Report, silent
from engine.errors import DataError, ExperimentError
from engine.experiment.data.drawn import Drawing
from engine.experiment.experiment import Experiment
from engine.run import Run

NOT_READ = "Reading the data was cancelled. Reset the run to read it again."
CURVE_LIMIT = 32_768  # points: 1.8 MB, and many for each pixel of a plot


class Worker:
    """What the worker's process holds. How messages come and go is not its business.

    No error in an experiment, its data or its run ends the worker.
    """

    def __init__(self) -> None:
        self._datasets = LastDataset()
        self._pace = Pace()
        self._run_id = 0
        self._player: Player | None = None
        self._reporter: Reporter | None = None
        self._twin_experiment: Experiment | None = None
        self._refused: Problem | None = None  # why there is no run
        self._is_empty = False  # there is no run yet, because nothing is drawn yet

    def wait(self) -> float | None:
        """The seconds until `train` has something to do; None: not before another command."""
        if self._player is None:
            return None
        return 0.0 if self._twin_lags(self._player) else self._player.wait()

    def train(self) -> None:
        """Train for a moment: the twin first, where it is behind."""
        if self._player is None:
            return
        if self._twin is not None and self._twin_lags(self._player):
            self._twin.train_to(self._player.run.step_count)
        else:
            self._player.train()

    @property
    def _twin(self) -> Twin | None:
        """The run beside the first, if there is one."""
        return self._reporter.twin if self._reporter else None

    def _twin_lags(self, player: Player) -> bool:
        return self._twin is not None and self._twin.lags(player.run.step_count)

    def handle(self, command: Command, report: Report = silent) -> Answer | Described | None:
        """Do what is commanded; returns the answer, where one is asked for.

        `report` is told how much of data is read. Where it raises Cancelled, this does: a Load has
        ended the run by then, a Describe has changed nothing.
        """
        match command:
            case Request():
                return self.answer(command)
            case Describe():
                return Described(command.token, self._describe(command, report))
            case Load():
                self._load(command, report)
            case SetTwin():
                self._set_twin(command.experiment)
            case SetSpeed():
                self._pace.change(command.steps_per_second, perf_counter())
            case _ if self._player:
                self._lead_twin(self._player, command)
                self._steer(self._player, command)
                if self._twin is not None and isinstance(command, Visit):
                    past = self._player.past
                    self._twin.visit(self._player.run.step_count, past.is_visited)
        return None

    def give_up(self, command: Load | Describe) -> Described | None:
        """Let it be that the reading of data was given up; returns what is to be said of it."""
        if isinstance(command, Describe):
            return Described(command.token, Cancelled())
        self._refused = Problem(NOT_READ)
        return None

    def _set_twin(self, experiment: Experiment | None) -> None:
        self._twin_experiment = experiment
        if experiment is None and self._reporter:
            self._reporter.twin = None

    def _steer(self, player: Player, command: Command) -> None:
        match command:
            case Play():
                player.play()
            case Pause():
                player.pause()
            case Step():
                player.step(command.unit)
            case Visit():
                player.visit(command.step)
            case SetWeights():
                self._set_weights(player, command)
            case Change():
                self._change(player, command.experiment)

    def _lead_twin(self, player: Player, command: Command) -> None:
        """Let the twin go on from the past, where the run is about to."""
        goes_on = isinstance(command, Play | Step | Change | SetWeights)
        if self._twin is not None and goes_on and player.past.is_visited:
            self._twin.stay(player.run.step_count)

    def _set_weights(self, player: Player, command: SetWeights) -> None:
        problem = player.set_weights(command)
        if self._reporter is not None:
            self._reporter.forget_measurements()
            if problem is not None:
                self._reporter.tell(problem)

    def _change(self, player: Player, experiment: Experiment) -> None:
        """Let the run go on with other settings or points; tell why, where that cannot be."""
        dataset = None
        try:
            if experiment.data != player.run.experiment.data:
                dataset = self._datasets.load(experiment.data, experiment.seed)
            problem = player.change(experiment, dataset)
        except (ExperimentError, DataError) as error:
            problem = refusal(error)
        if self._reporter and problem:
            self._reporter.tell(problem)
        elif self._reporter and player.run.dataset is dataset:
            self._reporter.renew(describe_run(player.run))

    def _load(self, command: Load, report: Report) -> None:
        self._run_id = command.run_id
        # The old run goes first, so that two of them need not fit into memory.
        self._player = self._reporter = self._refused = None
        data = command.experiment.data
        self._is_empty = isinstance(data, Drawing) and not data.is_ready
        if self._is_empty:
            return
        try:
            run = self._make_run(command, report)
            self._player = Player(run, self._pace)
            self._reporter = Reporter(command.run_id, self._player, describe_run(run))
            self._reporter.twin = self._make_twin(self._reporter)
        except (ExperimentError, DataError) as error:
            self._refused = refusal(error)
        except Cancelled:
            raise
        except Exception as error:  # noqa: BLE001 (see the class)
            self._refused = failure("Loading the experiment", error)

    def _make_twin(self, reporter: Reporter) -> Twin | None:
        """The run beside the one just loaded; None, and said why, where it cannot be."""
        experiment = self._twin_experiment
        if experiment is None:
            return None
        try:
            dataset = self._datasets.load(experiment.data, experiment.seed)
            return Twin(Run(experiment, dataset, curve_limit=CURVE_LIMIT))
        except (ExperimentError, DataError) as error:
            problem = refusal(error)
        except Exception as error:  # noqa: BLE001 (see the class)
            problem = failure("Loading the twin", error)
        reporter.tell(problem)
        return None

    def _make_run(self, command: Load, report: Report) -> Run:
        experiment = command.experiment
        dataset = self._datasets.load(experiment.data, experiment.seed, report)
        run = Run(experiment, dataset, curve_limit=CURVE_LIMIT)
        if command.state is not None:
            if command.curve is not None:
                run.curve.extend(command.curve[1:])  # it has the first point already
            run.restore(command.state)
        return run

    def _describe(self, command: Describe, report: Report) -> Outcome:
        try:
            return self._datasets.load(command.data, command.seed, report).facts
        except (ExperimentError, DataError) as error:
            return error
        except Cancelled:
            raise
        except Exception as error:  # noqa: BLE001 (see the class)
            return DataError(failure("Reading the data", error).message)

    @property
    def _phase_without_run(self) -> Phase:
        if self._is_empty:
            return Phase.EMPTY
        return Phase.FAILED if self._refused else Phase.LOADING

    def answer(self, request: Request) -> Answer:
        """What is asked for, measured now; also while data is being read."""
        if self._reporter:
            return self._reporter.answer(request)
        return Answer(
            serial=request.serial,
            run_id=self._run_id,
            phase=self._phase_without_run,
            epoch=0,
            step=0,
            metrics=None,
            steps_per_second=0.0,
            curve_version=0,
            curve=Curve().since(0),
            loaded=None,
            probes={},
            problem=self._refused,
            state=None,
        )
