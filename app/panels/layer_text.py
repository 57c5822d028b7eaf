"""Layers as text, for the clipboard: JSON as it stands in an experiment's file."""

import msgspec
from PySide6.QtCore import QCoreApplication

from engine.errors import ExperimentError
from engine.experiment.network import AnyLayer, Residual

MOST_LAYERS = 500  # that are taken from a text at once
_MOST_LEVELS = 8
_MOST_CHARACTERS = 1_000_000


class _Clip(msgspec.Struct, frozen=True):
    """What a text holds; the `network` of an experiment's file reads the same."""

    layers: tuple[AnyLayer, ...]


def layers_text(layers: tuple[AnyLayer, ...]) -> str:
    """The layers as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(_Clip(layers)), indent=2).decode()


def layers_from(text: str) -> tuple[AnyLayer, ...]:
    """The layers in a text; ExperimentError, whose message is a sentence, where it holds none."""
    if len(text) > _MOST_CHARACTERS:
        raise ExperimentError("", _no_layers())
    try:
        layers = msgspec.json.decode(text, type=_Clip).layers
    except msgspec.ValidationError as error:
        cause = error.__cause__
        why = cause.message if isinstance(cause, ExperimentError) else str(error)
        if ".layers[" not in str(error):  # other JSON
            raise ExperimentError("", _no_layers()) from None
        sentence = QCoreApplication.translate("Clipboard", "The copied layers cannot be: {why}.")
        raise ExperimentError("", sentence.format(why=why.partition(" - at ")[0])) from None
    except (msgspec.DecodeError, RecursionError):
        raise ExperimentError("", _no_layers()) from None
    if not layers:
        raise ExperimentError("", _no_layers())
    _check_size(layers)
    return layers


def _check_size(layers: tuple[AnyLayer, ...]) -> None:
    """Refuse more layers, or deeper blocks, than anyone can look at."""
    level, depth, count = layers, 0, 0
    while level:
        depth, count = depth + 1, count + len(level)
        blocks = [layer for layer in level if isinstance(layer, Residual)]
        level = tuple(inner for block in blocks for inner in block.layers)
    tr = QCoreApplication.translate
    if count > MOST_LAYERS:
        sentence = tr("Clipboard", "At most {most} layers can be pasted at once.")
        raise ExperimentError("", sentence.format(most=MOST_LAYERS))
    if depth > _MOST_LEVELS:
        sentence = tr("Clipboard", "Blocks can be pasted up to {most} levels deep.")
        raise ExperimentError("", sentence.format(most=_MOST_LEVELS))


def _no_layers() -> str:
    return QCoreApplication.translate(
        "Clipboard", "The clipboard holds no layers; copy some with Ctrl+C first."
    )
