"""The shipped experiments and races, and the way to them from a word on the command line."""

import difflib
from pathlib import Path

from engine.errors import ExperimentError
from engine.experiment.experiment import Experiment
from engine.experiment.files import is_race, load, load_race
from engine.experiment.races import AnyRace
from resources import resource_path


def example_names() -> tuple[str, ...]:
    """Return the names of the shipped experiments, in the order of the alphabet."""
    folder = resource_path("experiments")
    return tuple(sorted(path.stem for path in folder.glob("*.json")))


def load_example(name: str) -> Experiment:
    """Return a shipped experiment; ExperimentError names the shipped ones if there is none such."""
    names = example_names()
    if name not in names:
        close = difflib.get_close_matches(name.lower(), names, n=1)
        meant = f"; did you mean {close[0]}?" if close else ";"
        shipped = f"the shipped ones are {', '.join(names)}"
        raise ExperimentError("", f"there is no experiment or file “{name}”{meant} {shipped}")
    return load(resource_path("experiments", f"{name}.json"))


def find_experiment(name_or_file: str) -> Experiment:
    """Return the experiment that a word names: a shipped one by its name, any other by its file.

    A shipped name wins over a file of that name; `./spiral` is always the file.
    """
    path = Path(name_or_file)
    is_plain_word = path.name == name_or_file and not path.suffix
    if name_or_file in example_names() or (is_plain_word and not path.is_file()):
        return load_example(name_or_file)
    if not path.exists():
        shipped = ", ".join(example_names())
        raise ExperimentError(
            "", f"there is no file {path}; check its path, or name one of {shipped}"
        )
    return load(path)


def race_names() -> tuple[str, ...]:
    """Return the names of the shipped races, in the order of the alphabet."""
    return tuple(sorted(path.stem for path in resource_path("races").glob("*.json")))


def find_race(name_or_file: str) -> AnyRace | None:
    """Return the race that a word names, a shipped one or a file; None where it names no race."""
    if name_or_file in race_names():
        return load_race(resource_path("races", f"{name_or_file}.json"))
    path = Path(name_or_file)
    return load_race(path) if is_race(path) else None
