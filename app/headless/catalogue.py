"""The catalogue: everything that an experiment can be made of, with a line about each."""

import inspect
from collections.abc import Callable, Iterable
from typing import get_args

from app.examples import example_names, load_example
from app.headless.text_table import text_table
from engine.experiment.data import AnyData
from engine.experiment.experiment import Experiment
from engine.experiment.network import AnyLayer, Dense
from engine.experiment.training import AnyOptimizer
from engine.losses import LOSSES

Row = tuple[str, str]


def catalogue(section: str | None = None) -> str:
    """Return one section as a table, or all sections, each under its name."""
    if section is not None:
        return text_table(SECTIONS[section]())
    tables = (f"{name}\n{_indented(text_table(rows()))}" for name, rows in SECTIONS.items())
    return "\n\n".join(tables)


def describe(experiment: Experiment) -> str:
    """Return an experiment in one line: its data, its dense layers and its optimizer."""
    data = str(experiment.data.__struct_config__.tag)
    dense = [layer for layer in experiment.network.layers if isinstance(layer, Dense)]
    units = "-".join(str(layer.units) for layer in dense)
    training = experiment.training
    optimizer = str(training.optimizer.__struct_config__.tag)
    rate = training.optimizer.learning_rate
    return (
        f"{data} data, dense layers {units}, {optimizer} at learning rate {rate:g}, "
        f"batch size {training.batch_size}, {training.epochs} epochs"
    )


def _experiments() -> list[Row]:
    return [(name, describe(load_example(name))) for name in example_names()]


def _tagged(union: object) -> list[Row]:
    """Return the name of each struct of a tagged union with the first line of its docstring."""
    return [(str(kind.__struct_config__.tag), _first_line(kind)) for kind in get_args(union)]


def _losses() -> list[Row]:
    return [(name, _first_line(loss)) for name, loss in LOSSES.items()]


def _first_line(kind: type) -> str:
    return (inspect.getdoc(kind) or "").partition("\n")[0]


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


SECTIONS: dict[str, Callable[[], Iterable[Row]]] = {
    "experiments": _experiments,
    "datasets": lambda: _tagged(AnyData),
    "layers": lambda: _tagged(AnyLayer),
    "optimizers": lambda: _tagged(AnyOptimizer),
    "losses": _losses,
}
