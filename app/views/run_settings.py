"""Run settings put an experiment into a few words each, so that runs can be told apart."""

from collections.abc import Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication

from engine.experiment.experiment import Experiment
from engine.experiment.network import AnyLayer, NetworkSpec, Residual

_MOST = 40  # characters of a setting
_SEPARATOR = " · "


def differing(experiments: Sequence[Experiment]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the experiments differ in: the name of each such setting, and its value in each."""
    every = [settings(experiment) for experiment in experiments]
    names = dict.fromkeys(name for found in every for name in found)
    columns = ((name, tuple(found.get(name, "–") for found in every)) for name in names)
    return tuple((name, values) for name, values in columns if len(set(values)) > 1)


def settings(experiment: Experiment) -> dict[str, str]:
    """Every setting of an experiment by its name, in the order data, network, training, seed."""
    translate = QCoreApplication.translate
    data = msgspec.to_builtins(experiment.data)
    training = msgspec.to_builtins(experiment.training)
    optimizer, schedule = training.pop("optimizer"), training.pop("schedule")
    found = {translate("RunSettings", "data"): words(data.pop("source"))}
    found |= {words(name): _text(value) for name, value in data.items()}
    found[translate("RunSettings", "network")] = network_words(experiment.network)
    found[translate("RunSettings", "initialization")] = _inits(experiment.network)
    found[translate("RunSettings", "optimizer")] = words(optimizer.pop("type"))
    found |= {words(name): _text(value) for name, value in optimizer.items()}
    found |= {words(name): _text(value) for name, value in training.items()}
    found[translate("RunSettings", "schedule")] = _schedule(schedule)
    found[translate("RunSettings", "seed")] = str(experiment.seed)
    return found


def network_words(network: NetworkSpec) -> str:
    """The layers in a row: `8 ReLU · 8 ReLU · 2`."""
    return _shortened(" ".join(_layer(layer) for layer in network.layers))


def words(name: str) -> str:
    """A field's name as words: `learning_rate` is “learning rate”."""
    return name.replace("_", " ")


def _layer(layer: AnyLayer) -> str:
    if isinstance(layer, Residual):
        return "[" + " ".join(_layer(inner) for inner in layer.layers) + "]"
    kind = words(str(layer.__struct_config__.tag))
    size = getattr(layer, "units", None) or getattr(layer, "filters", None)
    if size is not None:
        return str(size) if kind == "dense" else f"{kind} {size}"
    rate = getattr(layer, "rate", None)
    return kind if rate is None else f"{kind} {rate:g}"


def _inits(network: NetworkSpec) -> str:
    """How the weights begin: each way once."""
    ways = (getattr(layer, "init", None) for layer in network.layers)
    texts = (_text(msgspec.to_builtins(way)) for way in ways if way is not None)
    return _shortened(_SEPARATOR.join(dict.fromkeys(texts))) or "–"


def _schedule(schedule: dict[str, Any]) -> str:
    kind = words(str(schedule.pop("type")))
    return _shortened(_SEPARATOR.join([kind, *(f"{words(n)} {v}" for n, v in schedule.items())]))


def _text(value: Any) -> str:
    """A value as it is read: numbers short, nothing as a dash, lists by their length."""
    match value:
        case None | () | []:
            return "–"
        case bool():
            yes, no = (QCoreApplication.translate("RunSettings", word) for word in ("yes", "no"))
            return yes if value else no
        case int() | float():
            return f"{value:g}"
        case str():
            return _shortened(words(value))
        case dict():
            kind = words(str(value.pop("type", "")))
            return _shortened(" ".join([kind, *(f"{words(n)} {v}" for n, v in value.items())]))
        case _ if all(isinstance(each, str) for each in value):
            return _shortened(", ".join(value))
    return str(len(value))


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"
