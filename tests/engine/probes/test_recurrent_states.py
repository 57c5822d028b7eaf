"""The states of a recurrent layer, against the layer itself and against shorter sequences."""

import numpy as np
import pytest

from engine.arrays import to_host
from engine.experiment.data import Parity
from engine.experiment.experiment import Experiment
from engine.experiment.network import GRU, LSTM, RNN, AnyLayer, Dense, NetworkSpec
from engine.probes import RecurrentStates
from engine.probes.one_sample import prepared_sample
from engine.run import Run

LENGTH, UNITS = 6, 5


def run_of(layer: AnyLayer, backend: str) -> Run:
    network = NetworkSpec((RNN(3, output="sequence"), layer, Dense(2)))
    run = Run(Experiment(Parity(samples=60, length=LENGTH), network, seed=3), backend=backend)
    run.train(2)
    return run


@pytest.mark.parametrize("kind", [RNN, LSTM, GRU])
def test_the_last_state_is_the_layers_output(kind: type[AnyLayer], backend: str) -> None:
    run = run_of(kind(UNITS), backend)
    states = RecurrentStates(4, 1).measure(run)
    assert states is not None
    assert states.shape == (2 if kind is LSTM else 1, LENGTH, UNITS)
    found = prepared_sample(run, 4)
    assert found is not None
    assert states[0, -1] == pytest.approx(to_host(run.network.outputs_of(2, found[0]))[0])


@pytest.mark.parametrize("kind", [RNN, LSTM, GRU])
def test_all_states_are_those_of_a_layer_that_gives_the_sequence(
    kind: type[AnyLayer], backend: str
) -> None:
    run = run_of(kind(UNITS), backend)
    whole = run.network.layers[1]
    found = prepared_sample(run, 4)
    assert found is not None
    x = run.network.outputs_of(1, found[0])
    twin = type(whole)(kind(UNITS, output="sequence"), whole.input_shape)
    place = slice(*_ends(run, "1."))
    twin.bind(run.network.parameters[place], run.network.gradients[place].copy())
    expected = to_host(twin.forward(x, training=False))[0]
    states = RecurrentStates(4, 1).measure(run)
    assert states is not None
    assert states[0] == pytest.approx(expected)


def test_an_lstms_output_gate_shows_a_part_of_its_cell(backend: str) -> None:
    states = RecurrentStates(0, 1).measure(run_of(LSTM(UNITS), backend))
    assert states is not None
    hidden, cell = states
    assert np.all(np.abs(hidden) <= np.abs(np.tanh(cell)) + 1e-6)  # h = o tanh c, 0 < o < 1
    assert np.all(hidden * cell >= 0)


def test_nothing_is_measured_where_there_is_no_state(backend: str) -> None:
    run = run_of(GRU(UNITS), backend)
    assert RecurrentStates(0, 2).measure(run) is None
    assert RecurrentStates(0, 9).measure(run) is None
    assert RecurrentStates(60, 1).measure(run) is None


def _ends(run: Run, prefix: str) -> tuple[int, int]:
    places = [place for name, (place, _) in run.network.places.items() if name.startswith(prefix)]
    return places[0].start, places[-1].stop
