"""A timeline: any moment of a run, bit for bit, in bounded memory."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.experiment.data import Spiral
from engine.experiment.early_stopping import EarlyStopping
from engine.experiment.experiment import Experiment
from engine.experiment.network import BatchNorm, Dense, Dropout, NetworkSpec, ReLU
from engine.experiment.schedules import ReduceOnPlateau
from engine.experiment.training import SGD, Adam, Training
from engine.run import Run
from engine.timeline import Moment, Timeline

NETWORK = NetworkSpec((Dense(6), BatchNorm(), ReLU(), Dropout(0.3), Dense(2)))
EXPERIMENT = Experiment(Spiral(samples=60), NETWORK, Training(optimizer=Adam(0.02), batch_size=8))


def recorded(experiment: Experiment, epochs: int, timeline: Timeline) -> Run:
    """A run that notes each step in a timeline."""
    run = Run(experiment)
    timeline.note(run)
    while run.epoch < epochs and not run.finished:
        run.step()
        timeline._next = 0.0  # as if there was always time
        timeline.note(run)
    return run


@pytest.mark.parametrize(
    "training",
    [
        EXPERIMENT.training,
        Training(optimizer=SGD(0.1), batch_size=8, schedule=ReduceOnPlateau(patience=1)),
        Training(optimizer=Adam(0.05), batch_size=8, early_stopping=EarlyStopping(patience=2)),
    ],
)
def test_any_step_is_reached_bit_for_bit(training: Training) -> None:
    timeline = Timeline(most=9)
    experiment = replace(EXPERIMENT, training=training)
    last = recorded(experiment, 8, timeline).step_count
    alone = Run(experiment)
    for step in range(last):
        again = Run(experiment)
        again.restore(timeline.before(step).state)
        assert again.step_count <= step
        while again.step_count < step:
            again.step()
        np.testing.assert_array_equal(again.network.parameters, alone.network.parameters)
        np.testing.assert_array_equal(again.network.statistics, alone.network.statistics)
        alone.step()


def test_memory_and_spacing_have_bounds_and_the_ends_stay() -> None:
    size = Moment(Run(EXPERIMENT).state(), EXPERIMENT).nbytes
    timeline = Timeline(limit=10 * size + 500)
    run = recorded(EXPERIMENT, 40, timeline)
    steps = [moment.step for moment in timeline.moments]
    assert steps[0] == 0
    assert steps[-1] >= run.step_count - timeline.spacing
    assert timeline.nbytes == sum(moment.nbytes for moment in timeline.moments) <= timeline.limit
    assert np.diff(steps).max() <= 2 * timeline.spacing


def test_of_a_network_that_is_too_large_the_ends_are_kept() -> None:
    timeline = Timeline(limit=10)
    run = recorded(EXPERIMENT, 6, timeline)
    assert timeline.moments[0].step == 0
    assert len(timeline.moments) == 2
    assert timeline.moments[-1].step >= run.step_count - timeline.spacing


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 50), min_size=1, max_size=60), st.integers(2, 12), st.data())
def test_whatever_the_steps_the_rules_hold(gaps: list[int], most: int, data: st.DataObject) -> None:
    timeline, run = Timeline(most=most), Run(EXPERIMENT)
    timeline.note(run)
    for gap in gaps:
        run.step_count += gap
        timeline._next = 0.0
        timeline.note(run)
        assert len(timeline.moments) <= max(most, 2)
        assert timeline.moments[0].step == 0
    step = data.draw(st.integers(0, run.step_count))
    assert timeline.before(step).step <= step
    timeline.truncate(step)
    assert all(moment.step <= step for moment in timeline.moments)
    assert timeline.nbytes == sum(moment.nbytes for moment in timeline.moments)
