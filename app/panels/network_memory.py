"""Network memory: about how much a network takes while it is trained, and when to ask first."""

import math

from PySide6.QtCore import QCoreApplication

from app.panels.data_shape import DataShape
from app.panels.outline import outline
from engine.experiment.experiment import Experiment
from engine.optimizers import OPTIMIZERS

MOST = 1 << 30  # bytes that a network may take without being asked about
_NUMBER = 4  # bytes of a float32
_BOTH_WAYS = 2  # each layer keeps an output for its gradient


def training_memory(experiment: Experiment, shape: DataShape | None) -> int:
    """Bytes for parameters, gradients, the optimizer's buffers and the outputs of one mini-batch.

    0 while the shape of the data is not known.
    """
    if shape is None:
        return 0
    summary = outline(experiment.network, shape.input_shape)
    buffers = len(OPTIMIZERS[type(experiment.training.optimizer)].buffer_names)
    outputs = sum(math.prod(each) for each in summary.shapes if each is not None)
    batch = experiment.training.batch_size
    numbers = summary.parameter_count * (2 + buffers) + outputs * batch * _BOTH_WAYS
    return numbers * _NUMBER


def memory_words(size: int) -> str:
    """Bytes as a person reads them: `3.2 GB`."""
    if size < 1_000_000_000:
        text = QCoreApplication.translate("Memory", "{size} MB")
        return text.format(size=f"{size / 1e6:.0f}")
    return QCoreApplication.translate("Memory", "{size} GB").format(size=f"{size / 1e9:.1f}")
