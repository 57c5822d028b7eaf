"""The shipped experiments, and the way from a word on the command line to an experiment."""

import difflib
from pathlib import Path

from engine.errors import ExperimentError
from engine.experiment.experiment import Experiment
from engine.experiment.files import load
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
