"""The words for a stage of a step: its name, its formula, and the lines that compute it."""

from PySide6.QtCore import QCoreApplication

from app.look.latex import formula_lines
from engine.layers import LAYERS, Layer
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.probes import StageName
from engine.source_text import Excerpt, method_source

_LAYERS: dict[str, type[Layer]] = {kind.__name__: kind for kind in LAYERS.values()}
_LOSSES = {kind.__name__: kind for kind in LOSSES.values()}
_OPTIMIZERS = {kind.__name__: kind for kind in OPTIMIZERS.values()}


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


def stage_sentence(stage: StageName) -> str:
    """What happens in a stage, in one sentence."""
    translate = QCoreApplication.translate
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


def place_words(place: str) -> str:
    """A layer's place, counted from 1 as people do; a block's own layers behind a point."""
    return ".".join(str(int(part) + 1) if part.isdigit() else part for part in place.split("."))


def stage_formulas(stage: StageName) -> tuple[str, ...]:
    """The formulas of a stage, as the engine states them."""
    match stage.kind:
        case "forward":
            return _side(_LAYERS[stage.name].formula, backward=False)
        case "backward":
            return _side(_LAYERS[stage.name].formula, backward=True)
        case "loss":
            return formula_lines(_LOSSES[stage.name].formula)
        case "update":
            return formula_lines(_OPTIMIZERS[stage.name].formula)
    return ()


def _side(formula: str, backward: bool) -> tuple[str, ...]:
    """Those formulas of a layer that are about gradients, or the others; all where that is none."""
    lines = formula_lines(formula)
    chosen = tuple(line for line in lines if line.startswith("∂") == backward)
    return chosen or lines


def stage_source(stage: StageName) -> tuple[Excerpt, ...]:
    """The engine's lines that computed a stage."""
    match stage.kind:
        case "forward":
            return method_source(_LAYERS[stage.name], "forward")
        case "backward":
            return method_source(_LAYERS[stage.name], "backward")
        case "loss":
            kind = _LOSSES[stage.name]
            return (*method_source(kind, "terms"), *method_source(kind, "gradient"))
        case "update":
            return method_source(_OPTIMIZERS[stage.name], "update")
    return ()
