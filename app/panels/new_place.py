"""A new place: where a layer that is added goes, and whether it can stand there."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from app.panels.layer_families import Kind
from app.panels.layer_order import inserted
from app.panels.layer_words import layer_name
from app.panels.new_layers import new_layer
from app.panels.proposal import Layers, Verdict
from app.panels.stack_content import StackContent
from engine.experiment.network import Embedding, Flatten

Judge = Callable[[Layers], Verdict]


def with_new(content: StackContent, kind: Kind, place: int) -> Layers:
    """The layers with a new one of a kind at a place."""
    before = content.shape_before(place)
    new = new_layer(kind, content.layers, place, before, content.tokens)
    return inserted(content.layers, place, new)


def place_for(content: StackContent, kind: Kind, place: int, judge: Judge) -> tuple[int, Verdict]:
    """Where a new layer goes that is wanted at a place, and what would mend it if it does not fit.

    What fits before a flatten only, goes there: a convolution, where images are still images.
    """
    if kind is Embedding:
        return 0, _judge_embedding(content, judge)
    verdict = judge(with_new(content, kind, place))
    if verdict.fits:
        return place, verdict
    flattens = [at for at in range(place) if isinstance(content.layers[at], Flatten)]
    for earlier in reversed(flattens):
        if judge(with_new(content, kind, earlier)).fits:
            note = QCoreApplication.translate("Layers", "It goes before {layer}, where it fits.")
            return earlier, Verdict(note=note.format(layer=layer_name(Flatten)))
    return place, verdict


def _judge_embedding(content: StackContent, judge: Judge) -> Verdict:
    """Whether there are tokens for an embedding, which are found at the input only."""
    tr = QCoreApplication.translate
    if not content.tokens:
        return Verdict(tr("Layers", "Takes tokens, such as the codes of a text's characters."))
    if isinstance(content.layers[0], Embedding):
        return Verdict(tr("Layers", "The tokens go through an embedding already."))
    return judge(with_new(content, Embedding, 0))
