"""Field words name each setting of a layer, say what it does, and from where to where it goes."""

from PySide6.QtCore import QCoreApplication

from app.panels.layer_families import Kind
from app.widgets.number_scale import NumberScale
from engine.experiment.network import GRU, LSTM, RNN, Dense, Embedding

# Sliders for what is usual; what the engine allows beyond can be typed.
_SIDE = NumberScale(1, 11, integer=True, highest=1_000)
_SCALES = {
    "units": NumberScale(1, 64, integer=True, highest=10_000, judged=True),
    "filters": NumberScale(1, 64, integer=True, highest=10_000, judged=True),
    "size": _SIDE,
    "stride": NumberScale(1, 8, integer=True, highest=1_000),
    "padding": NumberScale(0, 5, integer=True, highest=999),
    "bias": NumberScale(-1, 1, lowest=-100, highest=100),
    "rate": NumberScale(0, 0.9, highest=0.99),
    "group": NumberScale(1, 16, integer=True, highest=100_000),
    "p": NumberScale(1, 10, decimals=1, highest=100),
    "momentum": NumberScale(0, 1),
    "epsilon": NumberScale(1e-8, 0.1, logarithmic=True, lowest=1e-12, highest=1),
    "slope": NumberScale(0, 1),
    "alpha": NumberScale(0, 3, highest=100),
    "vocabulary": NumberScale(1, 10_000, logarithmic=True, integer=True, highest=1_000_000),
    "std": NumberScale(0.001, 10, logarithmic=True, zero=True, lowest=1e-9, highest=100),
    "limit": NumberScale(0.001, 10, logarithmic=True, zero=True, lowest=1e-9, highest=100),
}
_OWN_SCALES: dict[tuple[Kind, str], NumberScale] = {
    (Dense, "units"): NumberScale(1, 64, integer=True, highest=100_000, judged=True),
    (Embedding, "size"): NumberScale(1, 64, integer=True, highest=10_000),
}


def field_scale(kind: Kind, name: str) -> NumberScale:
    """The numbers that a setting may have. KeyError for one that is no number."""
    return _OWN_SCALES.get((kind, name)) or _SCALES[name]


def field_label(kind: Kind, name: str) -> str:
    """What a setting is called."""
    tr = QCoreApplication.translate
    if (kind, name) == (Embedding, "size"):
        return tr("Layers", "Vector size")
    names = {
        "units": tr("Layers", "Units"),
        "filters": tr("Layers", "Filters"),
        "size": tr("Layers", "Window size"),
        "stride": tr("Layers", "Stride"),
        "padding": tr("Layers", "Padding"),
        "init": tr("Layers", "Weights"),
        "std": tr("Layers", "Deviation σ"),
        "limit": tr("Layers", "Limit"),
        "bias": tr("Layers", "First bias"),
        "rate": tr("Layers", "Rate p"),
        "group": tr("Layers", "Group"),
        "p": tr("Layers", "Norm p"),
        "momentum": tr("Layers", "Momentum"),
        "epsilon": tr("Layers", "ε"),
        "slope": tr("Layers", "Slope"),
        "alpha": tr("Layers", "Limit α"),
        "vocabulary": tr("Layers", "Vocabulary"),
        "output": tr("Layers", "Output"),
        "shape": tr("Layers", "New shape"),
    }
    return names.get(name, name)


def field_sentence(kind: Kind, name: str) -> str:
    """What a setting does to the training."""
    tr = QCoreApplication.translate
    if (kind, name) == (Embedding, "size"):
        return tr("Layers", "More numbers a token tell finer shades apart, and take more samples.")
    if name == "units" and kind in (RNN, LSTM, GRU):
        return tr("Layers", "A larger state remembers more of the sequence, and learns slower.")
    sentences = {
        "units": tr(
            "Layers", "More units can draw a more intricate boundary, and overfit more easily."
        ),
        "filters": tr("Layers", "Each filter looks for one pattern; more find more and take time."),
        "size": tr("Layers", "How many pixels a window sees each way: larger sees more at once."),
        "stride": tr("Layers", "How far the window moves: 2 halves the image and what follows."),
        "padding": tr("Layers", "Zeros around the image, so that its edges count as its middle."),
        "init": tr(
            "Layers", "How the weights begin: too small and signals fade, too large and they grow."
        ),
        "std": tr("Layers", "The standard deviation of the weights as they begin."),
        "limit": tr("Layers", "The weights begin evenly between minus and plus this."),
        "bias": tr("Layers", "Where every unit's bias begins; training moves it."),
        "rate": tr("Layers", "The share of numbers set to 0 in each step: more overfits less."),
        "group": tr("Layers", "So many neighbouring features become one."),
        "p": tr("Layers", "1 adds the features of a group, 2 is their length, a large p the max."),
        "momentum": tr("Layers", "How much the newest mini-batch counts in the running mean."),
        "epsilon": tr("Layers", "Added to the variance, so that nothing is divided by 0."),
        "slope": tr("Layers", "The slope where x < 0: how much gradient still passes there."),
        "alpha": tr("Layers", "How far below 0 the output can go; 0 makes it a ReLU."),
        "vocabulary": tr("Layers", "The number of different tokens; each has a vector of its own."),
        "output": tr("Layers", "What goes on: the state at the end, or the state at every step."),
        "shape": tr("Layers", "The same numbers in other axes, such as 1, 8, 8 for an image."),
    }
    return sentences.get(name, "")
