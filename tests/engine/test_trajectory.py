"""A trajectory keeps states evenly along the way, within its memory."""

import numpy as np

from engine.experiment.network import BatchNorm, Dense
from engine.trajectory import Trajectory, state_of
from tests.engine.experiments import float64_network

NETWORK = float64_network((Dense(4), BatchNorm(), Dense(3)), 2, "cross_entropy")


def test_states_thin_out_evenly_and_keep_the_first() -> None:
    trajectory = Trajectory(most_states=10)
    for step in range(1000):
        trajectory.note(step, NETWORK)
    steps = trajectory.steps
    assert 5 <= len(steps) <= 10
    assert steps[0] == 0
    assert len(set(np.diff(steps).tolist())) == 1
    assert steps[-1] >= 800


def test_a_state_holds_parameters_and_statistics() -> None:
    state = state_of(NETWORK)
    assert state.dtype == np.float32
    assert np.allclose(state[: len(NETWORK.parameters)], NETWORK.parameters)
    assert np.allclose(state[len(NETWORK.parameters) :], NETWORK.statistics)


def test_memory_is_bounded_and_too_large_a_network_is_not_recorded() -> None:
    bytes_of_one = state_of(NETWORK).nbytes
    narrow = Trajectory(most_bytes=20 * bytes_of_one)
    large = Trajectory(most_bytes=3 * bytes_of_one)
    for step in range(500):
        narrow.note(step, NETWORK)
        large.note(step, NETWORK)
    assert 10 <= len(narrow) <= 20
    assert len(large) == 1


def test_going_back_forgets_what_came_after() -> None:
    trajectory = Trajectory()
    for step in range(50):
        trajectory.note(step, NETWORK)
    trajectory.note(20, NETWORK)
    assert trajectory.steps[-1] == 20
    assert len(trajectory) == 21
