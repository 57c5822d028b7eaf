"""The command line: what the words after the program's name mean.

Exit status: 0 done; 1 training diverged, or a check failed; 2 something on the command line or in
a file must be mended; 130 interrupted with Ctrl+C; 141 nobody reads the output any more.
"""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.grammar import UNUSABLE, parse
from app.headless.refusal import Refusal
from app.headless.versions import PROGRAM
from engine.errors import DataError, ExperimentError

if TYPE_CHECKING:
    from app.headless.output_folder import OutputFolder
    from engine.experiment.experiment import Experiment
    from engine.experiment.races import AnyRace
    from engine.run import Run

QT_PACKAGES = "libgl1 libegl1 libglib2.0-0 libxkbcommon0 libfontconfig1 libdbus-1-3"
FAILED, INTERRUPTED, BROKEN_PIPE = 1, 130, 141


def main(argv: Sequence[str]) -> int:
    """Do what the words ask for and return the exit status."""
    _let_every_terminal_show_every_letter()
    try:
        words = parse(argv)
        status = COMMANDS[words.word](words)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more as it ends; it must not meet the broken pipe again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except (ExperimentError, DataError, Refusal) as error:
        return _complain(str(error), UNUSABLE)
    except KeyboardInterrupt:
        return _complain("interrupted", INTERRUPTED)
    return status


# The commands. Each imports what it needs by itself: `list` must not wait for Qt, nor the window
# for anything.


def _window(words: argparse.Namespace) -> int:
    if words.file is not None and not words.file.is_file():
        known = f"{PROGRAM} --help lists the words, {PROGRAM} list experiments what run can train"
        raise Refusal(f"there is no word or file “{words.file}”; {known}")
    from app.launch import launch

    return launch(words.file, in_process=words.in_process)


def _run(words: argparse.Namespace) -> int:
    from app.examples import find_experiment, find_race
    from app.headless.job import do_job, report
    from app.headless.output_folder import OutputFolder

    race = find_race(words.experiment)
    if race is not None:
        return _run_race(race, words)
    experiment = _overridden(find_experiment(words.experiment), words)
    default = Path("runs") / Path(words.experiment).stem
    folder = OutputFolder(words.out or default)
    if words.folds is not None:
        return _run_folds(experiment, words, folder)
    outcome = do_job(experiment, words.backend, folder)
    _draw(outcome.run, folder)
    print(report(outcome, folder))
    if outcome.diverged:
        return _complain(f"{outcome.diverged}; try a smaller learning rate", FAILED)
    return INTERRUPTED if outcome.interrupted else 0


def _run_race(race: "AnyRace", words: argparse.Namespace) -> int:
    from app.headless.output_folder import OutputFolder
    from app.headless.race_job import do_race, report

    options = {"--epochs": words.epochs, "--folds": words.folds, "--seed": words.seed}
    given = [name for name, value in options.items() if value is not None]
    if words.backend != "numpy":
        given.append("--backend")
    if given:
        raise Refusal(f"{given[0]}: a race does not take it; change {words.experiment} itself")
    folder = OutputFolder(words.out or Path("runs") / Path(words.experiment).stem)
    outcome = do_race(race, folder)
    if _has_qt("losses.png and race.png"):
        from app.headless.race_pictures import draw_race

        for name, picture in draw_race(outcome).items():
            folder.write(name, picture)
    print(report(outcome, folder))
    return INTERRUPTED if outcome.interrupted else 0


def _run_folds(experiment: "Experiment", words: argparse.Namespace, folder: "OutputFolder") -> int:
    from app.headless.cross_validation import cross_validate, report

    validation = cross_validate(experiment, words.folds, words.backend, folder)
    print(report(validation, folder))
    last = validation.outcomes[-1]
    if last.diverged:
        fold = f"fold {len(validation.outcomes)}"
        return _complain(f"{fold}: {last.diverged}; try a smaller learning rate", FAILED)
    return INTERRUPTED if last.interrupted else 0


def _list(words: argparse.Namespace) -> int:
    from app.headless.catalogue import catalogue

    print(catalogue(words.section))
    return 0


def _check(words: argparse.Namespace) -> int:
    from app.examples import find_experiment
    from app.headless.gradient_check import check_table
    from engine.gradient_check import check_gradient

    result = check_gradient(find_experiment(words.experiment), words.backend)
    print(check_table(result))
    return _complain(result.complaint, FAILED) if result.complaint else 0


def _download(words: argparse.Namespace) -> int:
    from app.headless.set_download import get_set

    get_set(words.name, words.copies or ())
    return 0


def _selftest(words: argparse.Namespace) -> int:
    from app.headless.selftest import selftest

    passed = True
    for check in selftest():
        print(check.line, flush=True)
        passed = passed and not check.complaint
    return 0 if passed else FAILED


def _draw(run: "Run", folder: "OutputFolder") -> None:
    """Write the pictures, or say why they are left out: the results are there without them."""
    if not _has_qt("loss.png and boundary.png"):
        return
    from app.headless.pictures import draw_pictures

    for name, picture in draw_pictures(run).items():
        folder.write(name, picture)


def _has_qt(pictures: str) -> bool:
    """Whether Qt can start; where not, say that these pictures are left out."""
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        remedy = f"on Debian or Ubuntu: sudo apt-get install {QT_PACKAGES}"
        missing = f"{pictures} are left out, because Qt cannot start"
        print(f"{PROGRAM}: {missing} ({error}); {remedy}", file=sys.stderr)
        return False
    return True


def _overridden(experiment: "Experiment", words: argparse.Namespace) -> "Experiment":
    """Return the experiment with the seed and the number of epochs that the words ask for."""
    replace = msgspec.structs.replace
    try:
        if words.epochs is not None:
            training = replace(experiment.training, epochs=words.epochs)
            experiment = replace(experiment, training=training)
        if words.seed is not None:
            experiment = replace(experiment, seed=words.seed)
    except ExperimentError as error:
        option = "--epochs" if error.path.endswith("epochs") else "--seed"
        raise ExperimentError(option, error.message) from None
    return experiment


# What is said


def _complain(text: str, status: int) -> int:
    print(f"{PROGRAM}: {' '.join(text.split())}", file=sys.stderr)
    return status


def _let_every_terminal_show_every_letter() -> None:
    """Let a terminal that lacks a letter, such as η, show another sign instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "window": _window,
    "run": _run,
    "list": _list,
    "check": _check,
    "download": _download,
    "selftest": _selftest,
}
