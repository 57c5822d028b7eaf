"""Network fit: whether layers go with the data, and if not, which layer is to blame and why."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from app.panels.data_shape import DataShape
from engine.errors import ExperimentError
from engine.experiment.experiment import Experiment, check_fit
from engine.experiment.network import AnyLayer, NetworkSpec

_PLACE = re.compile(r"^(?:network\.)?layers\[(\d+)\]")


def misfit(
    experiment: Experiment, layers: Sequence[AnyLayer], shape: DataShape | None
) -> ExperimentError | None:
    """Why the experiment cannot have these layers on data of this shape; None where it can.

    While the shape is not known, only what every network needs is looked at.
    """
    try:
        network = NetworkSpec(tuple(layers))
        candidate = replace(experiment, network=network)
        if shape is not None:
            check_fit(
                candidate,
                shape.task,
                shape.class_count,
                shape.target_count,
                # A drawing has no samples yet; its shapes are known all the same.
                max(shape.train_samples, 1),
                shape.input_shape,
            )
    except ExperimentError as error:
        return error
    return None


def place_of(path: str) -> int:
    """The index of the outermost layer that a field's path names; -1 for none."""
    found = _PLACE.match(path)
    return int(found[1]) if found else -1


def rest_of(path: str) -> str:
    """What follows that layer in the path: `layers[0].size` of `network.layers[2].layers[0].size`.

    Empty where the path names the layer alone.
    """
    return _PLACE.sub("", path).removeprefix(".")
