"""Probes of the plane: what the network, and each neuron in it, gives over two of the columns."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.arrays import to_host
from engine.plane import ComponentPlane, Range
from engine.probes.probe import Probe, Values
from engine.run import Run


@dataclass(frozen=True)
class Surface:
    """The network's answer over the plane: (height, width, answers), the lowest row first.

    The answers are the probabilities of the classes, or predicted values in the data's own units.
    """

    values: Values
    x_range: Range
    y_range: Range


@dataclass(frozen=True)
class DecisionSurface(Probe):
    """The network's answer over two columns of the data, the others at their training mean.

    With `components`: over the first two principal components instead (see `PrincipalPlane`).
    """

    resolution: int = 100
    x_axis: int = 0
    y_axis: int = 1
    components: bool = False

    def measure(self, run: Run) -> Surface | None:
        plane = run.planes.grid(self.resolution, self.x_axis, self.y_axis, self.components)
        if plane is None:
            return None
        grid, x = plane
        values = answers(run, run.network.output(x))
        shape = (grid.height, grid.width, values.shape[-1])
        return Surface(values.reshape(shape), grid.x_range, grid.y_range)


@dataclass(frozen=True)
class PrincipalPlane(Probe):
    """The plane of the training inputs' first two principal components, through their mean.

    It stays as it is while the data does; None where the data has none.
    """

    def measure(self, run: Run) -> ComponentPlane | None:
        return run.planes.components


@dataclass(frozen=True)
class NeuronPictures:
    """What each neuron gives over the plane, every picture (height, width), lowest row first.

    `maps[0]` holds the network's inputs, `maps[i + 1]` the outputs of layer i, each (units,
    height, width) with at most `max_units` units; `output` (answers, height, width) is the
    network's answer.
    """

    maps: tuple[Values, ...]
    output: Values
    x_range: Range
    y_range: Range


@dataclass(frozen=True)
class NeuronMaps(Probe):
    """Every neuron's output over the plane, small enough to be looked at all together.

    Each number that a layer gives counts as a neuron, whatever the layer's output shape.
    """

    resolution: int = 32
    x_axis: int = 0
    y_axis: int = 1
    max_units: int = 32
    components: bool = False

    def measure(self, run: Run) -> NeuronPictures | None:
        plane = run.planes.grid(self.resolution, self.x_axis, self.y_axis, self.components)
        if plane is None:
            return None
        grid, x = plane
        stages = [x, *run.network.activations(x)]
        output = answers(run, run.network.loss_function.output(stages[-1]))
        height, width = grid.height, grid.width
        rows = [stage.reshape(len(stage), -1)[:, : self.max_units] for stage in stages]
        maps = tuple(pictures(row, height, width) for row in rows)
        return NeuronPictures(maps, pictures(output, height, width), grid.x_range, grid.y_range)


def answers(run: Run, output: Any) -> Values:
    """The network's output (n, outputs) as what a person asks for: probabilities or values."""
    if run.dataset.facts.task == "classification":
        return to_host(run.network.code.probabilities(output))
    return run.dataset.preparation.original_targets(to_host(output)).astype(np.float32)


def pictures(values: Any, height: int, width: int) -> Values:
    """(points, units) as one picture a unit: (units, height, width)."""
    return np.ascontiguousarray(to_host(values).T).reshape(-1, height, width)
