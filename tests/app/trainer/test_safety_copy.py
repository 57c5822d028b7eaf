"""A safety copy goes back to a state that has proved sound."""

import numpy as np
import pytest

from app.trainer import safety_copy
from app.trainer.safety_copy import SafetyCopy
from engine.experiment.experiment import Experiment
from engine.run import Run


@pytest.fixture
def run(experiment: Experiment) -> Run:
    return Run(experiment)


def test_before_any_renewal_it_is_the_beginning(run: Run) -> None:
    first = run.network.parameters.copy()
    copy = SafetyCopy(run)
    for _ in range(7):
        run.step()
    assert copy.restore().step_count == 0
    assert run.step_count == 0
    assert np.array_equal(run.network.parameters, first)
    assert len(run.curve) == 1


def test_it_goes_back_to_the_last_copy_but_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety_copy, "INTERVAL", 0.0)
    monkeypatch.setattr(safety_copy, "SHARE", 1e9)
    copy = SafetyCopy(run)
    for _ in range(3):
        run.step()
        copy.renew()
    run.step()
    assert copy.restore().step_count == 2
    assert run.step_count == 2


def test_copies_are_not_made_at_every_call(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety_copy, "INTERVAL", 3600.0)
    copy = SafetyCopy(run)
    for _ in range(3):
        run.step()
        copy.renew()
    assert copy.restore().step_count == 0
