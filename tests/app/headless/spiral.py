"""A small experiment that the headless tests share."""

from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, Tanh
from engine.experiment.training import SGD, Training


def small_spiral(
    learning_rate: float = 0.1, epochs: int = 5, test_share: float = 0.5
) -> Experiment:
    """Forty points, four hidden neurons, ten samples a mini-batch."""
    training = Training(optimizer=SGD(learning_rate), batch_size=10, epochs=epochs)
    layers = (Dense(4), Tanh(), Dense(2))
    data = Spiral(samples=40, test_share=test_share)
    return Experiment(data, NetworkSpec(layers), training, seed=3, name="Small spiral")
