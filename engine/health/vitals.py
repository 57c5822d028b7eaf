"""Vital signs: the few measurements of a run that the rules of health look at."""

import math
from dataclasses import dataclass

import numpy as np

from engine.layers.activations import LeakyReLU, ReLU, Sigmoid, Tanh
from engine.layers.layer import Layer
from engine.probes.activations import LayerActivations
from engine.probes.gradients import GradientMagnitudes
from engine.probes.updates import UpdateSizes
from engine.run import Run

SAMPLES = 200  # training samples that the activations are measured on
FEWEST_UNITS = 4  # of a layer, for a share of dead units to mean something


@dataclass(frozen=True)
class Vitals:
    """Measurements at one moment, each by the name of its tensor or the number of its layer.

    `gradients`: mean |∂L/∂w| of each weight tensor on the last mini-batch, first layer first;
    empty before the first step. `updates`: the norm of a step's change of each weight tensor
    divided by the tensor's own. `dead`: the share of units of each ReLU layer that are 0 for every
    sample looked at. `saturated`: the share of outputs of each hidden sigmoid or tanh layer that
    lie where it is flat.
    """

    gradients: dict[str, float]
    updates: dict[str, float]
    dead: dict[int, float]
    saturated: dict[int, float]

    @classmethod
    def of(cls, run: Run) -> "Vitals":
        """Measure a run; nothing in it changes."""
        magnitudes = GradientMagnitudes().measure(run)
        updates = UpdateSizes().measure(run) if run.step_count else {}
        layers = run.network.layers
        spreads = dict(enumerate(LayerActivations(samples=SAMPLES).measure(run).layers))
        hidden = range(_output_place(layers))
        return cls(
            gradients={name: size.mean for name, size in magnitudes.items()},
            updates={name: size.ratio for name, size in updates.items() if _is_weight(name)},
            dead={
                place: spreads[place].dead
                for place in hidden
                if _can_die(layers[place]) and place in spreads
            },
            saturated={
                place: spreads[place].saturated
                for place in hidden
                if isinstance(layers[place], Sigmoid | Tanh) and place in spreads
            },
        )

    @property
    def gradient_ratio(self) -> float:
        """Mean |∂L/∂w| of the first weight tensor divided by that of the last; NaN without two."""
        sizes = list(self.gradients.values())
        if len(sizes) < 2 or not sizes[-1]:
            return math.nan
        return sizes[0] / sizes[-1]

    @property
    def largest_update(self) -> tuple[str, float]:
        """The weight tensor whose update is largest beside it, and that ratio; NaN without one."""
        known = {name: ratio for name, ratio in self.updates.items() if np.isfinite(ratio)}
        if not known:
            return "", math.nan
        name = max(known, key=lambda name: known[name])
        return name, known[name]


def _output_place(layers: tuple[Layer, ...]) -> int:
    """The place of the last layer with parameters: what comes before it is hidden."""
    return max((place for place, layer in enumerate(layers) if layer.tensors), default=0)


def _can_die(layer: Layer) -> bool:
    is_rectifier = isinstance(layer, ReLU) and not isinstance(layer, LeakyReLU)
    return is_rectifier and int(np.prod(layer.output_shape)) >= FEWEST_UNITS


def _is_weight(name: str) -> bool:
    return name.rpartition(".")[2].startswith("weight")
