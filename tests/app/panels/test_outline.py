"""The outline agrees with the network that the engine builds."""

import pytest

from app.panels.outline import outline
from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, ReLU, Tanh
from engine.run import Run


def test_the_known_network_has_114_parameters() -> None:
    network = NetworkSpec((Dense(8), ReLU(), Dense(8), ReLU(), Dense(2)))
    found = outline(network, 2)
    assert found.sizes == (2, 8, 8, 2)
    assert found.shapes == ((8,), (8,), (8,), (8,), (2,))
    assert found.parameter_count == 2 * 8 + 8 + 8 * 8 + 8 + 8 * 2 + 2 == 114


@pytest.mark.parametrize(
    "layers",
    [(Dense(2),), (Tanh(), Dense(3), Tanh(), Dense(2)), (Dense(5), Dense(4), Dense(2), ReLU())],
)
def test_shapes_and_parameters_are_those_of_the_engine(layers: tuple) -> None:
    data = Spiral(inputs=("x1", "x2", "x1*x2"))
    run = Run(Experiment(data=data, network=NetworkSpec(layers)))
    found = outline(NetworkSpec(layers), len(data.inputs))
    assert found.parameter_count == run.network.parameters.size
    assert found.shapes == run.network.shapes
