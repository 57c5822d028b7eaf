"""A layer family holds the layers of one purpose; the menu of layers lists them by it."""

from typing import get_args

from msgspec.structs import fields
from PySide6.QtCore import QCoreApplication

from engine.experiment.network import (
    ACTIVATIONS,
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
    LayerNorm,
    LocallyConnected2D,
    LpPooling,
    Maxout,
    MaxPooling,
    Reshape,
    Residual,
    Softmax,
)

Kind = type[AnyLayer]

RECURRENT = (RNN, LSTM, GRU)
KINDS: tuple[Kind, ...] = get_args(AnyLayer)
# Layers that take each other's place, with what they have in common.
_EXCHANGEABLE: tuple[tuple[Kind, ...], ...] = (
    (*ACTIVATIONS, Softmax),
    (Conv2D, LocallyConnected2D),
    (MaxPooling, AveragePooling),
    (Maxout, LpPooling),
    RECURRENT,
    (BatchNorm, LayerNorm),
)


COUNTED = ("units", "filters")  # settings that say how many neurons or maps there are


def counted(layer: AnyLayer) -> str:
    """The setting that says how many units or kernels a layer has; empty where it has none."""
    return next((name for name in COUNTED if hasattr(layer, name)), "")


def families() -> tuple[tuple[str, tuple[Kind, ...]], ...]:
    """The families in the order of the menu, each with its name and its kinds of layer."""
    tr = QCoreApplication.translate
    return (
        (tr("Layers", "Dense"), (Dense,)),
        (tr("Layers", "Activations"), (*ACTIVATIONS, Softmax)),
        (tr("Layers", "Convolution"), (Conv2D, LocallyConnected2D)),
        (tr("Layers", "Pooling"), (MaxPooling, AveragePooling, Maxout, LpPooling)),
        (tr("Layers", "Recurrent"), (Embedding, RNN, LSTM, GRU)),
        (tr("Layers", "Regularisation"), (Dropout, BatchNorm, LayerNorm)),
        (tr("Layers", "Shape"), (Flatten, Reshape)),
        (tr("Layers", "Residual"), (Residual,)),
    )


def kin(kind: Kind) -> tuple[Kind, ...]:
    """The kinds that can take the place of one of this kind, itself among them; else nothing."""
    return next((kinds for kinds in _EXCHANGEABLE if kind in kinds), ())


def as_kind(layer: AnyLayer, kind: Kind) -> AnyLayer:
    """A layer of another kind, with those settings of `layer` that the kind has too."""
    names = [field.name for field in fields(kind) if field.name in layer.__struct_fields__]
    return kind(**{name: getattr(layer, name) for name in names})
