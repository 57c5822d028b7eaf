"""The spread of each layer's weights is that of its numbers."""

import numpy as np
import pytest

from engine.arrays import to_host
from engine.probes import WeightSpreads
from engine.run import Run
from tests.engine.experiments import spiral


def test_spreads_are_those_of_the_weights(backend) -> None:
    run = Run(spiral(), backend=backend)
    spreads = WeightSpreads(bins=20).measure(run)
    assert all(name.endswith("weight") for name in spreads)
    for name, spread in spreads.items():
        weight = to_host(run.network.views[name])
        assert spread.mean == pytest.approx(weight.mean(), abs=1e-6)
        assert spread.deviation == pytest.approx(weight.std(), rel=1e-5)
        assert spread.norm == pytest.approx(np.linalg.norm(weight), rel=1e-5)
        assert spread.histogram.counts.sum() == weight.size
        assert len(spread.histogram.counts) == 20


def test_measuring_changes_nothing(backend) -> None:
    run, twin = Run(spiral(), backend=backend), Run(spiral(), backend=backend)
    WeightSpreads().measure(run)
    run.train(20)
    twin.train(20)
    assert np.array_equal(to_host(run.network.parameters), to_host(twin.network.parameters))
