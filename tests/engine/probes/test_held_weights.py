"""What is frozen is told entry by entry; gradients are those of the last step."""

import numpy as np

from engine.arrays import to_host
from engine.probes import GradientValues, HeldWeights
from engine.run import Run
from tests.engine.experiments import spiral


def test_nothing_is_frozen_at_first(backend) -> None:
    assert HeldWeights().measure(Run(spiral(), backend=backend)) == {}


def test_each_tensor_tells_its_own(backend) -> None:
    run = Run(spiral(), backend=backend)
    run.freeze("0.dense.weight", (1, None))
    run.freeze("2.dense.bias", (3,))
    masks = HeldWeights().measure(run)
    assert sorted(masks) == ["0.dense.weight", "2.dense.bias"]
    expected = np.zeros(run.network.views["0.dense.weight"].shape, dtype=bool)
    expected[1] = True
    assert np.array_equal(masks["0.dense.weight"], expected)
    assert np.flatnonzero(masks["2.dense.bias"]).tolist() == [3]


def test_a_gradient_is_that_of_the_last_mini_batch(backend) -> None:
    run = Run(spiral(), backend=backend)
    probe = GradientValues("0.dense.weight")
    assert probe.measure(run) is None
    run.train(3)
    expected = to_host(run.network.gradient_views["0.dense.weight"])
    assert np.array_equal(probe.measure(run), expected)
    assert GradientValues("9.dense.weight").measure(run) is None
