"""A run: exact counts, restoring bit for bit, changing settings under way, and divergence."""

import math
import pickle
from typing import get_args

import msgspec
import numpy as np
import pytest

from engine.arrays import to_host
from engine.errors import Diverged, ExperimentError
from engine.experiment.data import Gate
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, Sigmoid
from engine.experiment.training import SGD, Adam, AnyOptimizer, Momentum, Training
from engine.probes import DecisionSurface, GradientMagnitudes, NeuronMaps, WeightValues
from engine.run import Run
from tests.engine.experiments import clouds, spiral

OPTIMIZERS = [kind() for kind in get_args(AnyOptimizer)]


def losses(run: Run) -> list[float]:
    return run.curve.column("train_loss").tolist()


def test_epochs_and_steps_are_counted_and_the_curve_begins_before_training(backend) -> None:
    run = Run(spiral(batch_size=100), backend=backend)
    assert run.steps_per_epoch == 4
    assert [run.step() for _ in range(8)] == [False, False, False, True] * 2
    assert (run.epoch, run.step_count) == (2, 8)
    assert run.curve.column("epoch").tolist() == [0, 1, 2]
    assert run.curve.column("step").tolist() == [0, 4, 8]


def test_train_ends_early_with_the_epoch(backend) -> None:
    run = Run(spiral(batch_size=100), backend=backend)
    assert [run.train(3), run.train(3), run.train(9)] == [3, 1, 4]


def test_stepping_and_training_at_once_give_the_same_numbers(backend) -> None:
    one, other = Run(spiral(), backend=backend), Run(spiral(), backend=backend)
    for _ in range(70):
        one.step()
    while other.step_count < 70:
        other.train(70 - other.step_count)
    assert np.array_equal(one.network.parameters, other.network.parameters)


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda o: type(o).__name__)
def test_a_restored_run_continues_bit_for_bit(optimizer, backend) -> None:
    run = Run(spiral(optimizer=optimizer), backend=backend)
    for _ in range(50):
        run.step()
    state = pickle.loads(pickle.dumps(run.state()))
    for _ in range(100):
        run.step()
    parameters, curve = run.network.parameters.copy(), losses(run)
    run.restore(state)
    assert (run.step_count, run.epoch, len(run.curve)) == (50, 1, 2)
    fresh = Run(spiral(optimizer=optimizer), backend=backend)
    fresh.curve.append(run.curve.at(1))
    fresh.restore(state)
    for again in (run, fresh):
        for _ in range(100):
            again.step()
        assert np.array_equal(again.network.parameters, parameters)
        assert losses(again) == curve


def test_a_state_is_a_copy(backend) -> None:
    run = Run(spiral(optimizer=Momentum()), backend=backend)
    run.step()
    state = run.state()
    kept = [state.parameters.copy(), state.buffers["velocity"].copy(), state.batches.order.copy()]
    for _ in range(40):
        run.step()
    now = [state.parameters, state.buffers["velocity"], state.batches.order]
    assert all(np.array_equal(a, b) for a, b in zip(kept, now, strict=True))
    assert state.nbytes >= sum(array.nbytes for array in kept)


def test_measuring_changes_no_number(backend) -> None:
    watched, alone = Run(spiral(), backend=backend), Run(spiral(), backend=backend)
    for _ in range(80):
        alone.step()
        watched.step()
        for probe in (DecisionSurface(20), NeuronMaps(8), WeightValues(), GradientMagnitudes()):
            probe.measure(watched)
        watched.evaluate()
        watched.state()
        assert math.isfinite(watched.batch_loss)
    assert losses(watched) == losses(alone)
    assert np.array_equal(watched.network.parameters, alone.network.parameters)


def test_the_seed_decides_everything(backend) -> None:
    runs = [
        Run(msgspec.structs.replace(spiral(), seed=seed), backend=backend) for seed in (1, 1, 2)
    ]
    for run in runs:
        run.train(20)
    first, same, other = (run.network.parameters for run in runs)
    assert np.array_equal(first, same)
    assert not np.array_equal(first, other)


def test_each_epoch_sees_every_training_sample_once_in_a_new_order(backend) -> None:
    run = Run(spiral(batch_size=100), backend=backend)
    epochs = [np.concatenate([run.batches.next()[0] for _ in range(4)]) for _ in range(2)]
    for order in epochs:
        assert sorted(order.tolist()) == list(range(350))
    assert epochs[0].tolist() != epochs[1].tolist()


def test_training_learns(backend) -> None:
    run = Run(clouds(), backend=backend)
    while run.epoch < 30:
        run.step()
    assert run.curve.at(-1).test_accuracy >= 0.97
    assert run.curve.at(-1).train_loss < 0.3 * run.curve.at(0).train_loss


def test_a_single_neuron_learns_and_but_not_xor(backend) -> None:
    def accuracy(gate: str) -> float:
        run = Run(
            Experiment(
                data=Gate(gate=gate),
                network=NetworkSpec((Dense(1), Sigmoid())),
                training=Training(loss="sum_of_squares", optimizer=SGD(1.0), batch_size=4),
            ),
            backend=backend,
        )
        for _ in range(2000):
            run.step()
        return run.curve.at(-1).train_accuracy

    assert accuracy("and") == accuracy("or") == accuracy("nand") == 1
    assert accuracy("xor") <= 0.75


def perceptron(gate: str, backend) -> Run:
    """One neuron with a step, weights of 0, a sample at a time: Rosenblatt's perceptron."""
    network = NetworkSpec((Dense(1, init="zeros"),))
    training = Training(loss="perceptron", optimizer=SGD(0.1), batch_size=1)
    return Run(
        Experiment(data=Gate(gate=gate), network=network, training=training), backend=backend
    )


@pytest.mark.parametrize("gate", ["and", "or", "nand"])
def test_a_perceptron_learns_a_gate_and_comes_to_rest(gate: str, backend) -> None:
    run = perceptron(gate, backend)
    while run.epoch < 30:
        run.step()
    learned = run.network.parameters.copy()
    assert run.curve.at(-1).train_accuracy == 1
    while run.epoch < 40:
        run.step()
    assert np.array_equal(run.network.parameters, learned)


def test_a_perceptron_never_learns_xor_and_never_rests(backend) -> None:
    run = perceptron("xor", backend)
    while run.epoch < 200:
        run.step()
    assert run.curve.column("train_accuracy").max() <= 0.75
    assert run.curve.column("train_loss")[-50:].max() > 0


def test_a_perceptron_moves_by_its_rule(backend) -> None:
    run = perceptron("and", backend)
    for _ in range(20):
        weights = run.network.parameters.copy()
        run.step()
        x, t = run.samples.x_train[run._batch][0], run.samples.t_train[run._batch][0, 0]
        x = np.concatenate((x, np.ones_like(x[:1])))
        expected = weights + 0.1 * (t - float(weights @ x > 0)) * x
        assert np.allclose(run.network.parameters, expected)


def test_smoothed_labels_are_trained_on_but_not_reported(backend) -> None:
    plain = Run(clouds(), backend=backend)
    smooth = Run(clouds(label_smoothing=0.2), backend=backend)
    assert plain.evaluate() == smooth.evaluate()
    plain.step(), smooth.step()
    assert smooth.batch_loss == plain.batch_loss
    assert not np.array_equal(plain.network.parameters, smooth.network.parameters)
    while smooth.epoch < 60:
        smooth.step()
    # the best answer is no longer 1 but 1 - ε/2
    confidence = to_host(smooth.network.probabilities(smooth.samples.x_train)).max(axis=1)
    assert np.median(confidence) == pytest.approx(0.9, abs=0.03)


def test_no_test_samples_leave_the_test_figures_empty(backend) -> None:
    gate = Experiment(
        data=Gate(), network=NetworkSpec((Dense(2),)), training=Training(batch_size=4)
    )
    metrics = Run(gate, backend=backend).evaluate()
    assert math.isnan(metrics.test_loss)
    assert math.isnan(metrics.test_accuracy)
    assert math.isfinite(metrics.train_loss)


@pytest.mark.parametrize(
    "change",
    [
        {"optimizer": SGD(0.001)},
        {"optimizer": Adam(0.01)},
        {"batch_size": 50},
        {"l2": 0.01},
        {"l1": 0.01},
    ],
    ids=str,
)
def test_settings_change_under_way_and_keep_the_weights(change: dict, backend) -> None:
    run = Run(spiral(), backend=backend)
    run.train(20)
    before = run.network.parameters.copy()
    changed = msgspec.structs.replace(run.experiment.training, **change)
    run.change_training(msgspec.structs.replace(run.experiment, training=changed))
    assert np.array_equal(run.network.parameters, before)
    untouched = Run(spiral(), backend=backend)
    untouched.train(20)
    run.step(), untouched.step()
    assert not np.array_equal(run.network.parameters, untouched.network.parameters)


def test_another_learning_rate_keeps_the_momentum(backend) -> None:
    run = Run(spiral(optimizer=Momentum(0.01)), backend=backend)
    run.train(20)
    velocity = run.optimizer.buffers["velocity"].copy()
    faster = msgspec.structs.replace(run.experiment.training, optimizer=Momentum(0.02))
    run.change_training(msgspec.structs.replace(run.experiment, training=faster))
    assert np.array_equal(run.optimizer.buffers["velocity"], velocity)


def test_l2_shrinks_weights_by_exactly_its_share_and_leaves_biases(backend) -> None:
    plain = Run(spiral(optimizer=SGD(0.1)), backend=backend)
    decayed = Run(spiral(optimizer=SGD(0.1), l2=0.5), backend=backend)
    before = plain.network.parameters.copy()
    plain.step(), decayed.step()
    shrunk = 0.1 * 0.5 * before * plain.network.is_weight()
    difference = plain.network.parameters - decayed.network.parameters
    assert np.allclose(difference, shrunk, atol=1e-6)


def test_l1_pulls_every_weight_by_the_same_amount(backend) -> None:
    plain = Run(spiral(optimizer=SGD(0.1)), backend=backend)
    pulled = Run(spiral(optimizer=SGD(0.1), l1=0.5), backend=backend)
    before = plain.network.parameters.copy()
    plain.step(), pulled.step()
    shift = 0.1 * 0.5 * np.sign(before) * plain.network.is_weight()
    assert np.allclose(plain.network.parameters - pulled.network.parameters, shift, atol=1e-6)


@pytest.mark.parametrize("optimizer", [SGD(1e6), Momentum(1e6), Adam(1e6)], ids=str)
def test_a_diverging_run_says_where_and_can_be_restored(optimizer, backend) -> None:
    run = Run(spiral(optimizer=optimizer), backend=backend)
    good = run.state()

    def train() -> None:
        for _ in range(400):
            run.step()

    with pytest.raises(Diverged) as diverged:
        train()
    assert diverged.value.step >= 1
    assert diverged.value.place
    run.restore(good)
    gentle = msgspec.structs.replace(run.experiment.training, optimizer=SGD(0.05))
    run.change_training(msgspec.structs.replace(run.experiment, training=gentle))
    while run.epoch < 3:
        run.step()
    assert losses(run)[-1] < losses(run)[0]


def test_the_first_tensor_that_is_not_finite_is_named(backend) -> None:
    run = Run(spiral(), backend=backend)
    run.network.views["2.dense.weight"][0, 0] = np.nan
    with pytest.raises(Diverged, match=r"step 1: 2\.dense\.weight is not finite"):
        run.step()


def test_a_data_set_that_does_not_fit_is_refused_by_field() -> None:
    gate = Experiment(
        data=Gate(), network=NetworkSpec((Dense(2),)), training=Training(batch_size=4)
    )
    with pytest.raises(ExperimentError) as refused:
        Run(spiral(), Run(gate).dataset)  # batches of 10 from 4 samples
    assert refused.value.path == "training.batch_size"
