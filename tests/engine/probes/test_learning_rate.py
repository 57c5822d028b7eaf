"""The learning rate is that of the last step."""

import msgspec
import pytest

from engine.experiment.schedules import ExponentialDecay
from engine.probes import LearningRate
from engine.run import Run
from tests.engine.experiments import spiral


def test_a_constant_rate_is_that_of_the_experiment(backend) -> None:
    run = Run(spiral(), backend=backend)
    rate = run.experiment.training.optimizer.learning_rate
    assert LearningRate().measure(run) == pytest.approx(rate)


def test_a_schedule_lowers_it(backend) -> None:
    training = msgspec.structs.replace(spiral().training, schedule=ExponentialDecay(factor=0.5))
    run = Run(msgspec.structs.replace(spiral(), training=training), backend=backend)
    run.step()
    first = LearningRate().measure(run)
    while run.epoch < 3:
        run.step()
    assert LearningRate().measure(run) < 0.5 * first
