"""The probes show what loss and optimizer hold after the last step, to the last digit."""

from engine.experiment.training import Adam
from engine.probes import LossTensors, OptimizerTensors
from engine.run import Run
from tests.engine.experiments import spiral


def test_the_loss_shows_the_last_mini_batch() -> None:
    run = Run(spiral())
    assert LossTensors().measure(run) == ()
    run.step()
    scores, targets, gradient = LossTensors().measure(run)
    last = run.network.last_scores, run.network.last_targets
    assert scores.values.tobytes() == last[0].tobytes()
    assert targets.values.tobytes() == last[1].astype("float32").tobytes()
    assert gradient.values.tobytes() == run.network.loss_function.gradient(*last).tobytes()


def test_the_optimizer_shows_its_buffers_by_tensor() -> None:
    run = Run(spiral(optimizer=Adam()))
    run.step()
    first = OptimizerTensors().measure(run)[0]
    assert first.name == "mean of 0.dense.weight"
    place, shape = run.network.places["0.dense.weight"]
    assert first.shape == shape
    assert first.values.tobytes() == run.optimizer.buffers["mean"][place].tobytes()


def test_one_that_keeps_nothing_shows_the_gradients() -> None:
    run = Run(spiral())
    run.step()
    assert OptimizerTensors().measure(run)[0].name == "gradient of 0.dense.weight"
