"""Network memory: about how much a network takes while it is trained, and when to ask first."""

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from app.panels.data_shape import DataShape
from app.panels.layer_form import Setting
from app.panels.layer_order import Layers, exchanged
from app.panels.outline import outline, shapes_of
from engine.errors import ExperimentError
from engine.experiment.experiment import Experiment
from engine.experiment.network import AnyLayer, Residual
from engine.layers import Shape
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
    outputs = _outputs(experiment.network.layers, shape.input_shape)
    batch = experiment.training.batch_size
    numbers = summary.parameter_count * (2 + buffers) + outputs * batch * _BOTH_WAYS
    return numbers * _NUMBER


def _outputs(layers: Sequence[AnyLayer], input_shape: Shape) -> int:
    """The numbers that all layers give for one sample, those inside of blocks among them."""
    shapes, _ = shapes_of(layers, input_shape)
    count = sum(math.prod(shape) for shape in shapes if shape is not None)
    for layer, before in zip(layers, (input_shape, *shapes), strict=False):
        if isinstance(layer, Residual) and before is not None:
            count += _outputs(layer.layers, before)
    return count


def memory_of_many(memory_of: Callable[[int], int], present: int, wanted: int) -> int:
    """Bytes with more units than a layer can have, from those with units that it can have; else 0.

    Parameters grow at most with the square of a layer's units, so what the present units, twice
    and three times as many take (`memory_of`, 0: not known) tells all (Newton's interpolation).
    """
    once, twice, thrice = (memory_of(times * present) for times in (1, 2, 3))
    if not (once and twice and thrice):
        return 0
    times = wanted / present
    rise, bend = twice - once, (thrice - 2 * twice + once) / 2
    return round(once + rise * (times - 1) + bend * (times - 1) * (times - 2))


def memory_of_setting(
    memory: Callable[[Layers], int], layers: Layers, index: int, setting: Setting
) -> int:
    """The bytes that training takes with a count that layer `index` cannot have; 0: not known."""

    def memory_of(count: int) -> int:
        try:
            layer = Setting(setting.name, count)(layers[index])
        except ExperimentError:
            return 0
        return memory(exchanged(layers, index, layer))

    return memory_of_many(memory_of, getattr(layers[index], setting.name), setting.value)


def memory_words(size: int) -> str:
    """Bytes as a person reads them: `3.2 GB`."""
    if size >= 1_000_000_000_000:
        text = QCoreApplication.translate("Memory", "{size} TB")
        return text.format(size=f"{size / 1e12:.1f}")
    if size < 1_000_000_000:
        text = QCoreApplication.translate("Memory", "{size} MB")
        return text.format(size=f"{size / 1e6:.0f}")
    return QCoreApplication.translate("Memory", "{size} GB").format(size=f"{size / 1e9:.1f}")
