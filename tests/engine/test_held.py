"""Weights set and frozen by hand: they stay, the others train, and every state knows of them."""

import numpy as np
import pytest

from engine.arrays import to_host
from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, ReLU
from engine.experiment.training import SGD, Adam, Momentum, Training
from engine.held import numbers_of
from engine.run import Run
from engine.timeline import Timeline

OPTIMIZERS = (SGD(learning_rate=0.1), Momentum(learning_rate=0.1), Adam(learning_rate=0.01))


def run_with(optimizer=OPTIMIZERS[0], backend: str = "numpy", **settings) -> Run:
    network = NetworkSpec((Dense(4), ReLU(), Dense(2)))
    training = Training(optimizer=optimizer, batch_size=10, epochs=1000, **settings)
    return Run(Experiment(Spiral(samples=60), network, training, seed=3), backend=backend)


def weights(run: Run, name: str = "0.dense.weight") -> np.ndarray:
    return to_host(run.network.views[name]).copy()


@pytest.mark.parametrize("name", ["0.dense.weight", "2.dense.weight"])
@pytest.mark.parametrize("index", [(1, 1), (None, 1), (0, None), (None, None)])
def test_the_numbers_are_those_of_the_tensor(name: str, index) -> None:
    run = run_with()
    numbers = numbers_of(run.network, name, index)
    marked = run.network.parameters.copy()
    run.network.views[name][tuple(slice(None) if n is None else n for n in index)] = 99.0
    assert np.flatnonzero(run.network.parameters != marked).tolist() == numbers.tolist()


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("decay", [0.0, 0.1])
def test_what_is_frozen_stays_and_the_rest_trains(optimizer, decay: float, backend) -> None:
    run = run_with(optimizer, backend, l2=decay)
    before = weights(run)
    run.freeze("0.dense.weight", (None, 2))
    run.train(5)
    after = weights(run)
    assert np.array_equal(after[:, 2], before[:, 2])
    assert (after[:, [0, 1, 3]] != before[:, [0, 1, 3]]).any(axis=0).all()


def test_what_is_let_go_trains_again() -> None:
    run = run_with()
    run.freeze("2.dense.weight", (None, None))
    run.train(5)
    run.freeze("2.dense.weight", (0, 1), frozen=False)
    before = weights(run, "2.dense.weight")
    run.train(5)
    changed = weights(run, "2.dense.weight") != before
    assert changed[0, 1]
    assert changed.sum() == 1


def test_a_value_is_set_and_trained_on_from_there() -> None:
    run = run_with()
    run.set_parameter("0.dense.bias", (1,), 0.75)
    assert weights(run, "0.dense.bias")[1] == 0.75
    run.train(5)
    assert weights(run, "0.dense.bias")[1] != 0.75


def test_a_removed_weight_stays_away() -> None:
    run = run_with()
    run.freeze("0.dense.weight", (0, 1))
    run.set_parameter("0.dense.weight", (0, 1), 0.0)
    run.train(20)
    assert weights(run)[0, 1] == 0.0


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_value_must_be_finite(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        run_with().set_parameter("0.dense.weight", (0, 0), value)


def test_what_there_is_not_cannot_be_set() -> None:
    with pytest.raises(KeyError):
        run_with().set_parameter("9.dense.weight", (0, 0), 1.0)
    with pytest.raises(IndexError):
        run_with().freeze("0.dense.weight", (0, 99))


def test_a_state_knows_what_is_frozen_and_goes_on_bit_for_bit() -> None:
    run = run_with(Adam(learning_rate=0.01))
    run.train(4)
    run.freeze("0.dense.weight", (None, 0))
    run.set_parameter("0.dense.weight", (1, 0), -2.0)
    state = run.state()
    run.train(6)
    again = run_with(Adam(learning_rate=0.01))
    again.restore(state)
    again.train(6)
    assert np.array_equal(again.network.parameters, run.network.parameters)
    assert weights(again)[1, 0] == -2.0


def test_the_timeline_leads_through_what_a_hand_has_changed() -> None:
    run, timeline = run_with(), Timeline(most=5)
    expected = {}
    for step in range(60):
        timeline._next = 0.0
        timeline.note(run)
        if step == 13:
            run.set_parameter("0.dense.weight", (0, 0), 3.0)
            timeline.note(run, at_once=True)
        expected[step] = run.network.parameters.copy()
        run.train(1)
    assert len(timeline.moments) <= 6
    for step in (13, 14, 20, 40, 59):
        again = run_with()
        again.restore(timeline.before(step).state)
        while again.step_count < step:
            again.train(1)
        assert np.array_equal(again.network.parameters, expected[step]), step
