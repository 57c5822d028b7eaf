"""The memory that a network takes is counted, and reckoned where it cannot be built."""

import pytest
from msgspec.structs import replace

from app.panels.data_shape import DataShape
from app.panels.network_memory import memory_of_many, memory_words, training_memory
from engine.experiment.data import Table
from engine.experiment.experiment import Experiment
from engine.experiment.network import LSTM, AnyLayer, Dense, Flatten, NetworkSpec, ReLU, Residual
from engine.experiment.training import SGD, Adam, Training

ROW = DataShape("classification", 3, 1, (16,), 70, 30, "rows")
SEQUENCES = DataShape("classification", 3, 1, (10, 4), 70, 30, "sequences")


def experiment(*layers: AnyLayer) -> Experiment:
    training = Training(optimizer=Adam(), batch_size=10)
    return Experiment(data=Table(path="a.csv"), network=NetworkSpec(layers), training=training)


def test_parameters_gradients_buffers_and_outputs_count() -> None:
    net = experiment(Dense(8), ReLU(), Dense(3))
    parameters = 16 * 8 + 8 + 8 * 3 + 3
    outputs = 10 * (8 + 8 + 3)
    assert training_memory(net, ROW) == 4 * (4 * parameters + 2 * outputs)
    plain = replace(net, training=replace(net.training, optimizer=SGD()))
    assert training_memory(plain, ROW) == 4 * (2 * parameters + 2 * outputs)
    assert training_memory(net, None) == 0
    block = experiment(Residual((Dense(8), ReLU(), Dense(16))), Dense(3))
    parameters = 16 * 8 + 8 + 8 * 16 + 16 + 16 * 3 + 3
    outputs = 10 * (8 + 8 + 16 + 16 + 3)
    assert training_memory(block, ROW) == 4 * (4 * parameters + 2 * outputs)


@pytest.mark.parametrize("kind", [Dense, LSTM])
def test_what_cannot_be_built_is_reckoned_from_what_can(kind: type) -> None:
    shape = ROW if kind is Dense else SEQUENCES

    def memory_of(units: int) -> int:
        return training_memory(experiment(kind(units), Flatten(), Dense(3)), shape)

    assert memory_of_many(memory_of, 8, 1000) == memory_of(1000)
    assert memory_of_many(lambda units: 0 if units > 8 else 1, 8, 1000) == 0


@pytest.mark.parametrize(
    ("size", "words"), [(2_400_000, "2 MB"), (3_210_000_000, "3.2 GB"), (4e12, "4.0 TB")]
)
def test_bytes_are_told_as_people_read_them(size: int, words: str) -> None:
    assert memory_words(size) == words
