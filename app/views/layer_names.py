"""The short names of layers, from the first to the output, below bars and beside histograms."""

from PySide6.QtCore import QCoreApplication


def layer_labels(count: int) -> tuple[str, ...]:
    """Return L1, L2 … and "out" for the last of `count` layers."""
    out = QCoreApplication.translate("LayerNames", "out")
    return (*(f"L{number}" for number in range(1, count)), out)[:count]
