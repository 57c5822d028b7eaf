"""The catalogue: everything that an experiment can be made of, with a line about each."""

import inspect
from collections.abc import Callable, Iterable
from typing import get_args

import msgspec

from app.examples import example_names, find_race, load_example, race_names
from app.headless.text_table import text_table
from engine.data.bundled_sets import BUNDLED_SETS
from engine.data.known_sets import KNOWN_SETS, KnownSet, megabytes
from engine.experiment.data import AnyData
from engine.experiment.experiment import Experiment
from engine.experiment.network import AnyLayer
from engine.experiment.races import AnyRace, NetworkRaceSpec
from engine.experiment.training import AnyOptimizer
from engine.losses import LOSSES

Row = tuple[str, str]
MOST_LAYERS = 4  # that a line has room for


def catalogue(section: str | None = None) -> str:
    """Return one section as a table, or all sections, each under its name."""
    if section is not None:
        return text_table(SECTIONS[section]())
    tables = (f"{name}\n{_indented(text_table(rows()))}" for name, rows in SECTIONS.items())
    return "\n\n".join(tables)


def describe(experiment: Experiment) -> str:
    """Return an experiment in one line: its data, its layers and its optimizer."""
    layers = " → ".join(_shortened([_layer(layer) for layer in experiment.network.layers]))
    training = experiment.training
    rate = training.optimizer.learning_rate
    return (
        f"{_tag(experiment.data)}: {layers}; {_tag(training.optimizer)} {rate:g}, "
        f"batch {training.batch_size}, {training.epochs} epochs"
    )


def _shortened(names: list[str]) -> list[str]:
    """Return the names, the middle of a long row left out, so that the line fits a terminal."""
    if len(names) <= MOST_LAYERS:
        return names
    left_out = len(names) - MOST_LAYERS + 1
    return [*names[: MOST_LAYERS - 2], f"({left_out} more)", names[-1]]


def _layer(layer: AnyLayer) -> str:
    """Return the name of a layer, with the number of its units where it has one."""
    units = getattr(layer, "units", None)
    return _tag(layer) if units is None else f"{_tag(layer)} {units}"


def _tag(value: msgspec.Struct) -> str:
    return str(value.__struct_config__.tag)


def _experiments() -> list[Row]:
    return [(name, describe(load_example(name))) for name in example_names()]


def _races() -> list[Row]:
    return [(name, _race(find_race(name))) for name in race_names()]


def _race(race: AnyRace | None) -> str:
    """Return a race in one line: its optimizers, its steps, and on what."""
    assert race is not None  # it is a shipped one
    if isinstance(race, NetworkRaceSpec):
        data, count = race.experiment.data, len(race.experiment.network.layers)
        place = f"network of {count} layers on {getattr(data, 'name', _tag(data))}"
    else:
        place = f"surface {race.surface}"
    optimizers = ", ".join(_tag(each) for each in race.optimizers)
    return f"{race.steps} steps of {optimizers}; {place}"


def _tagged(union: object) -> list[Row]:
    """Return the name of each struct of a tagged union with the first line of its docstring."""
    return [(str(kind.__struct_config__.tag), _first_line(kind)) for kind in get_args(union)]


def _data_sets() -> list[Row]:
    """Return the kinds of data, and below them the known sets by their own names."""
    bundled = [(str(name), f"bundled: {what}") for name, what in BUNDLED_SETS.items()]
    return [*_tagged(AnyData), *bundled, *map(_download, KNOWN_SETS.values())]


def _download(known: KnownSet) -> Row:
    where = "not here yet" if known.missing() else "on this computer"
    return known.name, f"download ({megabytes(known.size)}, {where}): {known.what}"


def _losses() -> list[Row]:
    return [(name, _first_line(loss)) for name, loss in LOSSES.items()]


def _first_line(kind: type) -> str:
    return (inspect.getdoc(kind) or "").partition("\n")[0]


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


SECTIONS: dict[str, Callable[[], Iterable[Row]]] = {
    "experiments": _experiments,
    "races": _races,
    "datasets": _data_sets,
    "layers": lambda: _tagged(AnyLayer),
    "optimizers": lambda: _tagged(AnyOptimizer),
    "losses": _losses,
}
