"""The classic small experiment that the figures are about: 2-8-8-2, mini-batches of 10, SGD."""

from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, ReLU
from engine.experiment.training import SGD, Training


def classic(epochs: int = 10_000_000) -> Experiment:
    """Two spirals, two hidden layers of 8 ReLU neurons, softmax and cross-entropy."""
    layers = (Dense(8), ReLU(), Dense(8), ReLU(), Dense(2))
    training = Training(optimizer=SGD(learning_rate=0.03), batch_size=10, epochs=epochs)
    return Experiment(Spiral(noise=0.1), NetworkSpec(layers), training, seed=7, name="2-8-8-2")


def deep(epochs: int = 10_000_000) -> Experiment:
    """The same with ten hidden layers of 32 ReLU neurons, for the instruments."""
    hidden = [layer for _ in range(10) for layer in (Dense(32), ReLU())]
    training = Training(optimizer=SGD(learning_rate=0.03), batch_size=10, epochs=epochs)
    network = NetworkSpec((*hidden, Dense(2)))
    return Experiment(Spiral(noise=0.1), network, training, seed=7, name="2-32×10-2")
