"""The job of a gradient check gives one result: every tensor, compared."""

from app.jobs.check_gradient import CheckGradient
from engine.experiment.data import Spiral
from tests.app.views.snapshots import experiment_on


def test_every_tensor_is_compared() -> None:
    (result,) = CheckGradient(experiment_on(Spiral())).results()
    assert len(result.tensors) == 6
    assert not result.complaint
