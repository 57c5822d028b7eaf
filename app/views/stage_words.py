"""The words for a stage of a step: its name, its formula, and the lines that compute it."""

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.look.latex import formula_lines
from engine.layers import LAYERS, Layer
from engine.losses import LOSSES
from engine.probes import ShownStage, StageName
from engine.source_text import Excerpt, ran_source

_LAYERS: dict[str, type[Layer]] = {kind.__name__: kind for kind in LAYERS.values()}
_LOSSES = {kind.__name__: kind for kind in LOSSES.values()}


def stage_title(stage: StageName) -> str:
    """A stage in a few words: "→ 1 Dense"."""
    translate = QCoreApplication.translate
    match stage.kind:
        case "input":
            return translate("StepView", "Input x")
        case "forward":
            return f"→  {place_words(stage.place)}  {stage.name}"
        case "loss":
            return translate("StepView", "Loss")
        case "backward":
            return f"←  {place_words(stage.place)}  {stage.name}"
    layer, _, tensor = stage.place.split(".", 2)
    return translate("StepView", "Update  {layer}  {tensor}").format(
        layer=place_words(layer), tensor=tensor
    )


def stage_sentence(shown: ShownStage) -> str:
    """What happens in a stage, in one sentence."""
    translate, stage = QCoreApplication.translate, shown.stages[shown.index]
    if len(shown.pieces) > 1:
        told = translate("StepView", "Update, in this order: {pieces}.")
        return told.format(pieces=", ".join(_piece_words(shown)))
    texts = {
        "input": translate("StepView", "The inputs of the samples, as the first layer sees them."),
        "forward": translate("StepView", "Forward: the layer turns its input x into its output y."),
        "loss": translate(
            "StepView",
            "Loss: how wrong the scores are, and how it changes with each score.",
        ),
        "backward": translate(
            "StepView",
            "Backward: from ∂L/∂y the layer finds its parameters' gradients and ∂L/∂x.",
        ),
        "update": translate(
            "StepView", "Update: the optimizer moves each parameter θ by its gradient g."
        ),
    }
    return texts[stage.kind]


def _piece_words(shown: ShownStage) -> list[str]:
    """The pieces of an update by name."""
    translate = QCoreApplication.translate
    words = {
        "schedule": translate("StepView", "learning rate by schedule"),
        "penalties": translate("StepView", "penalties on the weights"),
        "clipping": translate("StepView", "clipping of the gradient"),
        "decay": translate("StepView", "weight decay"),
        "optimizer": shown.stages[shown.index].name,
        "max_norm": translate("StepView", "max-norm"),
        "frozen": translate("StepView", "frozen weights put back"),
    }
    return [words[name] for name, _ in shown.pieces]


def place_words(place: str) -> str:
    """A layer's place, counted from 1 as people do; a block's own layers behind a point."""
    return ".".join(str(int(part) + 1) if part.isdigit() else part for part in place.split("."))


def stage_formulas(shown: ShownStage) -> tuple[str, ...]:
    """The formulas of a stage, as the engine states them; of an update, those of all its pieces."""
    stage = shown.stages[shown.index]
    match stage.kind:
        case "forward":
            return _side(_LAYERS[stage.name].formula, backward=False)
        case "backward":
            return _side(_LAYERS[stage.name].formula, backward=True)
        case "loss":
            return formula_lines(_LOSSES[stage.name].formula)
        case "update":
            return tuple(line for _, formula in shown.pieces for line in formula_lines(formula))
    return ()


def _side(formula: str, backward: bool) -> tuple[str, ...]:
    """Those formulas of a layer that are about gradients, or the others; all where that is none."""
    lines = formula_lines(formula)
    chosen = tuple(line for line in lines if line.startswith("∂") == backward)
    return chosen or lines


def stage_source(shown: ShownStage) -> tuple[Excerpt, ...]:
    """The engine's functions that computed a stage, with the lines that ran."""
    return ran_source(shown.lines)


def exact(value: float) -> str:
    """A number with all the digits that tell it from any other of its kind."""
    single = np.float32(value)
    return str(single if float(single) == value else value).replace("-", "−")
