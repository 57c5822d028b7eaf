"""The outline agrees with the network that the engine builds."""

import pytest

from app.panels.outline import outline
from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import (
    BatchNorm,
    Dense,
    Flatten,
    Maxout,
    NetworkSpec,
    ReLU,
    Reshape,
    Tanh,
)
from engine.run import Run


def test_the_known_network_has_114_parameters() -> None:
    network = NetworkSpec((Dense(8), ReLU(), Dense(8), ReLU(), Dense(2)))
    found = outline(network, (2,))
    assert found.units == (8, 8, 2)
    assert found.shapes == ((8,), (8,), (8,), (8,), (2,))
    assert found.parameter_count == 2 * 8 + 8 + 8 * 8 + 8 + 8 * 2 + 2 == 114


@pytest.mark.parametrize(
    "layers",
    [
        (Dense(2),),
        (Tanh(), Dense(3), Tanh(), Dense(2)),
        (Dense(5), Dense(4), Dense(2), ReLU()),
        (Dense(8), BatchNorm(), Reshape((2, 4)), Flatten(), Maxout(4), Dense(2)),
    ],
)
def test_shapes_and_parameters_are_those_of_the_engine(layers: tuple) -> None:
    data = Spiral(inputs=("x1", "x2", "x1*x2"))
    run = Run(Experiment(data=data, network=NetworkSpec(layers)))
    found = outline(NetworkSpec(layers), (len(data.inputs),))
    assert found.parameter_count == run.network.parameters.size
    assert found.shapes == run.network.shapes


def test_shapes_end_where_a_layer_cannot_take_what_comes_before_it() -> None:
    found = outline(NetworkSpec((Dense(5), Maxout(2), Dense(2))), (3,))
    assert found.units == (5, 2)
    assert found.shapes == ((5,), None, None)
    assert found.parameter_count == 3 * 5 + 5
