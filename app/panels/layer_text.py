"""Layers as text, for the clipboard: JSON as it stands in an experiment's file."""

import msgspec
from PySide6.QtCore import QCoreApplication

from engine.errors import ExperimentError
from engine.experiment.network import AnyLayer

MOST_LAYERS = 500  # that are taken from a text at once
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
    if len(layers) > MOST_LAYERS:
        sentence = QCoreApplication.translate("Clipboard", "At most {most} layers at once.")
        raise ExperimentError("", sentence.format(most=MOST_LAYERS))
    return layers


def _no_layers() -> str:
    return QCoreApplication.translate(
        "Clipboard", "The clipboard holds no layers; copy some with Ctrl+C first."
    )
