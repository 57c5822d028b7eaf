"""The rules of health in words: what a chip says, what it means, and what to try."""

import math
from dataclasses import astuple, dataclass

from PySide6.QtCore import QCoreApplication

from app.panels.figures import count_text, percent_text
from engine.health import Finding

_BAD = ("exploding",)


@dataclass(frozen=True)
class HealthWords:
    """One finding as it is told: the chip, the measurement, the meaning, the remedies."""

    chip: str
    measured: str
    meaning: str
    remedies: str

    @property
    def whole(self) -> str:
        """All of it as plain text, for a screen reader."""
        return " ".join(astuple(self))


def state_of(finding: Finding) -> str:
    """The state of a chip: whether a finding is a warning or worse."""
    return "bad" if finding.rule in _BAD else "warning"


def words_of(finding: Finding) -> HealthWords:
    """What is told of a finding, in the window's language."""
    texts = (_of_gradients() | _of_activations() | _of_curves())[finding.rule]
    value, bound = finding.value, finding.threshold
    is_jump = finding.rule == "rate_too_high"  # measured as a logarithm, told as a factor
    numbers = {
        "value": f"{math.exp(value) if is_jump else value:.3g}",
        "bound": f"{math.exp(bound) if is_jump else bound:.3g}",
        "share": percent_text(value),
        "share_bound": percent_text(bound),
        "place": _place(finding.place),
        "epoch": count_text(finding.epoch or 0),
    }
    return HealthWords(*(text.format(**numbers) for text in astuple(texts)))


def _of_gradients() -> dict[str, HealthWords]:
    tr = QCoreApplication.translate
    return {
        "exploding": HealthWords(
            tr("Health", "gradients explode"),
            tr("Health", "Mean |∂L/∂w| of {place} is {value}; the bound is {bound}."),
            tr("Health", "Layers enlarge the gradient on its way back, and steps become wild."),
            tr("Health", "Try: clip gradients, start from smaller weights (He, Xavier)."),
        ),
        "vanishing": HealthWords(
            tr("Health", "gradients vanish"),
            tr(
                "Health",
                "Mean |∂L/∂w|, first layer / last layer: {value}; the bound is {bound}.",
            ),
            tr("Health", "The first layers hardly learn. A sigmoid passes a quarter at most."),
            tr("Health", "Try: ReLU with He, residual blocks, normalisation, fewer layers."),
        ),
    }


def _of_activations() -> dict[str, HealthWords]:
    tr = QCoreApplication.translate
    return {
        "dead": HealthWords(
            tr("Health", "{share} of a layer dead"),
            tr("Health", "{share} of {place} is 0 for every sample; the bound is {share_bound}."),
            tr("Health", "No gradient passes a ReLU that is always 0, so it stays so."),
            tr("Health", "Try: a smaller learning rate, He, leaky ReLU or ELU, then Reset."),
        ),
        "saturated": HealthWords(
            tr("Health", "activations saturated"),
            tr(
                "Health",
                "{share} of {place} lies where it is flat; the bound is {share_bound}.",
            ),
            tr("Health", "Where the function is flat, no gradient passes."),
            tr("Health", "Try: smaller first weights (Xavier), scaled inputs, a smaller rate."),
        ),
    }


def _of_curves() -> dict[str, HealthWords]:
    tr = QCoreApplication.translate
    return {
        "rate_too_high": HealthWords(
            tr("Health", "learning rate too high"),
            tr("Health", "The loss jumps by a factor of {value} an epoch; the bound is {bound}."),
            tr("Health", "Steps leap over the valley instead of going down into it."),
            tr("Health", "Try: a third of the learning rate, a larger batch, a schedule."),
        ),
        "rate_too_low": HealthWords(
            tr("Health", "learning rate too low"),
            tr("Health", "A step moves {place} most: {value} of its size; the bound is {bound}."),
            tr("Health", "About 0.001 is usual: learning takes very long so."),
            tr("Health", "Try: ten times the learning rate."),
        ),
        "overfitting": HealthWords(
            tr("Health", "test loss rising since epoch {epoch}"),
            tr("Health", "It is {value} times its lowest; the bound is {bound}."),
            tr("Health", "The training loss still falls: samples are learned by heart."),
            tr("Health", "Try: more data, early stopping, weight decay, dropout, fewer units."),
        ),
        "plateau": HealthWords(
            tr("Health", "plateau since epoch {epoch}"),
            tr("Health", "The training loss fell by {share} since; the bound is {share_bound}."),
            tr("Health", "The loss is flat here, or this network cannot tell more."),
            tr("Health", "Try: another learning rate, momentum or Adam, more units, other inputs."),
        ),
    }


def _place(place: str) -> str:
    """A tensor's or a layer's place as the cards number it: from 1."""
    number, _, rest = place.partition(".")
    if not number.isdigit():
        return place
    kind = rest.partition(".")[0]
    layer = QCoreApplication.translate("Health", "layer {number}").format(number=int(number) + 1)
    return f"{layer} ({kind})" if kind else layer
