"""The words for layers: their names, what they do, and how their weights begin."""

import inspect
import re

import msgspec
from PySide6.QtCore import QCoreApplication

from app.panels.data_shape import DataShape
from app.widgets.choice import Choice
from engine.experiment.layers.sequences import SequenceOutput
from engine.experiment.network import (
    ELU,
    GELU,
    GRU,
    LSTM,
    RNN,
    AnyLayer,
    AveragePooling,
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    Identity,
    Init,
    LayerNorm,
    LeakyReLU,
    LocallyConnected2D,
    LpPooling,
    Maxout,
    MaxPooling,
    Normal,
    ReLU,
    Reshape,
    Residual,
    Sigmoid,
    SiLU,
    Softmax,
    Softplus,
    Step,
    Tanh,
    Uniform,
)
from engine.experiment.training import LossName

_MOST_SETTINGS = 2  # that a card has room for
_UNSAID = ("bias", "epsilon")  # settings that hardly ever matter


def layer_name(kind: type[AnyLayer]) -> str:
    """What a kind of layer is called; without a name of its own, as its description is."""
    tr = QCoreApplication.translate
    names: dict[type[AnyLayer], str] = {
        Dense: tr("Layers", "Dense"),
        ReLU: tr("Layers", "ReLU"),
        LeakyReLU: tr("Layers", "Leaky ReLU"),
        ELU: tr("Layers", "ELU"),
        Softplus: tr("Layers", "Softplus"),
        GELU: tr("Layers", "GELU"),
        SiLU: tr("Layers", "SiLU"),
        Tanh: tr("Layers", "Tanh"),
        Sigmoid: tr("Layers", "Sigmoid"),
        Softmax: tr("Layers", "Softmax"),
        Step: tr("Layers", "Step"),
        Identity: tr("Layers", "Identity"),
        Maxout: tr("Layers", "Maxout"),
        LpPooling: tr("Layers", "Lp pooling"),
        Dropout: tr("Layers", "Dropout"),
        BatchNorm: tr("Layers", "Batch norm"),
        LayerNorm: tr("Layers", "Layer norm"),
        Reshape: tr("Layers", "Reshape"),
        Flatten: tr("Layers", "Flatten"),
        Conv2D: tr("Layers", "Convolution"),
        LocallyConnected2D: tr("Layers", "Locally connected"),
        MaxPooling: tr("Layers", "Max pooling"),
        AveragePooling: tr("Layers", "Average pooling"),
        Embedding: tr("Layers", "Embedding"),
        RNN: tr("Layers", "RNN"),
        LSTM: tr("Layers", "LSTM"),
        GRU: tr("Layers", "GRU"),
        Residual: tr("Layers", "Residual block"),
    }
    return names.get(kind) or re.sub("([a-z])([A-Z][a-z])", r"\1 \2", kind.__name__)


def layer_sentence(kind: type[AnyLayer]) -> str:
    """What a kind of layer computes, and what that does to the training."""
    tr = QCoreApplication.translate
    sentences: dict[type[AnyLayer], str] = {
        Dense: tr("Layers", "y = x W + b: each unit a weighted sum of all inputs."),
        ReLU: tr("Layers", "max(0, x): passes gradients on unchanged where x > 0, none elsewhere."),
        LeakyReLU: tr("Layers", "ReLU with a small slope where x < 0: no unit stays silent."),
        ELU: tr("Layers", "x where x > 0, else eˣ - 1: keeps the mean nearer to 0."),
        Softplus: tr("Layers", "log(1 + eˣ): a smooth ReLU, positive everywhere."),
        GELU: tr("Layers", "x Φ(x): a smooth ReLU that dips below 0, as in transformers."),
        SiLU: tr("Layers", "x σ(x), also called swish: a smooth ReLU that dips below 0."),
        Tanh: tr("Layers", "Between -1 and 1, centred on 0; its gradient fades for large |x|."),
        Sigmoid: tr(
            "Layers", "Between 0 and 1; its gradient is at most ¼ and fades for large |x|."
        ),
        Step: tr("Layers", "1 where x > 0, else 0: no gradient passes, only 0."),
        Identity: tr("Layers", "Passes x on unchanged: the network stays linear here."),
    }
    return sentences.get(kind) or (inspect.getdoc(kind) or "").partition("\n")[0]


def settings_words(layer: AnyLayer) -> str:
    """The first numbers set in a layer, for its card: `group 2 · p 3`."""
    words = [
        f"{name} {value:g}"
        for name, value in msgspec.structs.asdict(layer).items()
        if isinstance(value, float | int) and name not in _UNSAID
    ]
    return " · ".join(words[:_MOST_SETTINGS])


def layer_choices(kinds: tuple[type[AnyLayer], ...]) -> tuple[Choice, ...]:
    """The kinds of layer as choices."""
    return tuple(Choice(kind, layer_name(kind), layer_sentence(kind)) for kind in kinds)


def init_key(init: Init) -> str:
    """The name of an initialisation without its number: he, xavier, normal, uniform or zeros."""
    return init if isinstance(init, str) else str(init.__struct_config__.tag)


def init_choices() -> tuple[Choice, ...]:
    """The initialisations as choices; each value is an `init_key`."""
    tr = QCoreApplication.translate
    return (
        Choice(
            "he", tr("Layers", "He"), tr("Layers", "σ = √(2/n): keeps signals alive behind ReLU.")
        ),
        Choice(
            "xavier",
            tr("Layers", "Xavier"),
            tr("Layers", "σ = √(1/n): keeps signals alive behind tanh and sigmoid."),
        ),
        Choice(
            "glorot_uniform",
            tr("Layers", "Glorot uniform"),
            tr("Layers", "Evenly within ±√(6/(inputs + outputs)): signals and gradients alike."),
        ),
        Choice(
            "glorot_normal",
            tr("Layers", "Glorot normal"),
            tr("Layers", "σ = √(2/(inputs + outputs)): signals and gradients alike."),
        ),
        Choice(
            "normal",
            tr("Layers", "Normal"),
            tr("Layers", "Normal distribution with a σ of your own."),
        ),
        Choice(
            "uniform",
            tr("Layers", "Uniform"),
            tr("Layers", "Evenly between minus and plus a limit of your own."),
        ),
        Choice(
            "zeros",
            tr("Layers", "Zeros"),
            tr("Layers", "All weights 0: all units of a layer stay alike and learn the same."),
        ),
    )


def init_words(init: Init) -> str:
    """An initialisation in two or three words, for a layer's card."""
    tr = QCoreApplication.translate
    if isinstance(init, Normal):
        return tr("Layers", "σ = {std}").format(std=f"{init.std:g}")
    if isinstance(init, Uniform):
        return tr("Layers", "±{limit} init").format(limit=f"{init.limit:g}")
    words = {
        "he": tr("Layers", "He init"),
        "xavier": tr("Layers", "Xavier init"),
        "glorot_uniform": tr("Layers", "Glorot init"),
        "glorot_normal": tr("Layers", "Glorot init"),
        "zeros": tr("Layers", "zero init"),
    }
    return words[init]


def block_words(count: int) -> str:
    """How many layers a residual block holds, for its card."""
    return QCoreApplication.translate("Layers", "{count} layers").format(count=count)


def output_state_words(output: SequenceOutput) -> str:
    """Which states of a recurrent layer go on, for its card."""
    tr = QCoreApplication.translate
    return tr("Layers", "every state") if output == "sequence" else tr("Layers", "last state")


def output_words(loss: LossName) -> str:
    """What stands at the output: the function that the loss applies to the last scores."""
    tr = QCoreApplication.translate
    words: dict[LossName, str] = {
        "cross_entropy": tr("Layers", "softmax output"),
        "binary_cross_entropy": tr("Layers", "sigmoid output"),
        "mean_squared_error": tr("Layers", "output"),
        "sum_of_squares": tr("Layers", "output"),
        "huber": tr("Layers", "output"),
        "hinge": tr("Layers", "output"),
        "perceptron": tr("Layers", "step output"),
    }
    return words[loss]


def tied_words(loss: LossName, shape: DataShape) -> str:
    """Why the output layer has the units it has."""
    tr = QCoreApplication.translate
    if shape.task == "regression" and shape.target_count > 1:
        words = tr("Layers", "Output layer: one unit for each of the {count} numbers.")
        return words.format(count=shape.target_count)
    if shape.task == "regression":
        return tr("Layers", "Output layer: one unit for the number to be predicted.")
    if loss == "binary_cross_entropy":
        return tr("Layers", "Output layer: binary cross-entropy takes one unit.")
    if loss != "cross_entropy" and shape.class_count == 2:
        return tr("Layers", "Output layer: this loss takes one or two units for two classes.")
    words = tr("Layers", "Output layer: one unit for each of the {count} classes.")
    return words.format(count=shape.class_count)


def change_text(name: str) -> str:
    """What the change of a setting is called in the undo history."""
    tr = QCoreApplication.translate
    initialisation = tr("Layers", "Change initialisation")
    texts = {
        "units": tr("Layers", "Change units"),
        "bias": tr("Layers", "Change bias"),
        "kind": tr("Layers", "Change kind of layer"),
        "init": initialisation,
        "std": initialisation,
        "limit": initialisation,
        "filters": tr("Layers", "Change filters"),
        "rate": tr("Layers", "Change dropout"),
    }
    return texts.get(name) or tr("Layers", "Change layer")
