"""The probe of the updates against the steps that follow."""

import math
from typing import get_args

import numpy as np
import pytest

from engine.experiment.training import SGD, AnyOptimizer
from engine.probes import UpdateSizes
from engine.run import Run
from tests.engine.experiments import spiral

OPTIMIZERS = [kind() for kind in get_args(AnyOptimizer)]


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda o: type(o).__name__)
@pytest.mark.parametrize("settings", [{}, {"l2": 0.1, "clip_norm": 0.5}], ids=str)
def test_with_all_samples_in_a_batch_it_is_the_next_step(
    optimizer, settings: dict, backend
) -> None:
    run = Run(
        spiral(optimizer=optimizer, batch_size=350, **settings), dtype="float64", backend=backend
    )
    run.train(1), run.train(1), run.train(1)
    measured = UpdateSizes().measure(run)
    before = {name: view.copy() for name, view in run.network.views.items()}
    run.train(1)  # the same samples in another order
    assert list(measured) == list(before)
    for name, after in run.network.views.items():
        update = float(np.linalg.norm(after - before[name]))
        size = float(np.linalg.norm(before[name]))
        assert measured[name].update_norm == pytest.approx(update, rel=1e-9)
        assert measured[name].tensor_norm == pytest.approx(size, rel=1e-12)


def test_the_ratio_of_plain_descent_is_the_rate_times_gradient_by_weight(backend) -> None:
    run = Run(spiral(optimizer=SGD(0.2)), backend=backend)
    size = UpdateSizes().measure(run)["2.dense.weight"]
    run.network.gradient(*run.last_batch)
    gradient = float(np.linalg.norm(run.network.gradient_views["2.dense.weight"]))
    weight = float(np.linalg.norm(run.network.views["2.dense.weight"]))
    assert size.ratio == pytest.approx(0.2 * gradient / weight, rel=1e-5)


def test_a_tensor_of_zeros_has_no_ratio(backend) -> None:
    measured = UpdateSizes().measure(Run(spiral(), backend=backend))
    assert math.isnan(measured["0.dense.bias"].ratio)
    assert measured["0.dense.bias"].update_norm > 0
