"""Experiments on drawings: what is refused, what is kept, and training on changed points."""

import numpy as np
import pytest
from msgspec.structs import replace

from engine.arrays import to_host
from engine.data import load_data
from engine.errors import ExperimentError
from engine.experiment.data import Drawn, DrawnCurve
from engine.experiment.early_stopping import EarlyStopping
from engine.experiment.experiment import Experiment
from engine.experiment.files import decode, encode
from engine.experiment.network import Dense, Dropout, NetworkSpec, ReLU
from engine.experiment.training import Adam, Training
from engine.fit import fit_plane
from engine.probes import DecisionSurface
from engine.run import Run
from tests.engine.experiments import clouds

NETWORK = NetworkSpec((Dense(8), ReLU(), Dropout(0.2), Dense(2)))


def drawing(count: int, seed: int = 0) -> Drawn:
    """Two clouds of points, one a class."""
    rng = np.random.default_rng(seed)
    rows = [
        (*np.clip(rng.normal(4 * kind - 2, 1, 2), -6, 6).tolist(), float(kind))
        for kind in np.arange(count) % 2
    ]
    return Drawn(points=tuple(rows), scaling="standardize")


def experiment(count: int, **training: object) -> Experiment:
    settings = Training(**({"optimizer": Adam(0.01), "batch_size": 8} | training))
    return Experiment(drawing(count), NETWORK, settings, seed=5)


def changed(run: Run, data: Drawn) -> Experiment:
    other = replace(run.experiment, data=data)
    run.change_data(other, load_data(data, other.seed))
    return other


@pytest.mark.parametrize(
    ("points", "place"),
    [
        (((0, 0, 0), (0, 7, 0)), "points[1][1]"),
        (((float("nan"), 0, 0),), "points[0][0]"),
        (((0, 0, 0), (0, 0, 1), (0, 0, 2)), "points[2][2]"),
        (((0, 0, 0.5),), "points[0][2]"),
    ],
)
def test_a_point_that_cannot_be_is_named(points: tuple, place: str) -> None:
    with pytest.raises(ExperimentError) as error:
        Drawn(points=points)
    assert error.value.path == place


def test_a_curves_point_that_cannot_be_is_named() -> None:
    with pytest.raises(ExperimentError) as error:
        DrawnCurve(points=((1.0, 2.0), (1.0, -6.5)))
    assert error.value.path == "points[1][1]"


def test_a_drawing_survives_its_file() -> None:
    kept = experiment(40)
    assert decode(encode(kept)) == kept
    curve = fit_plane(kept, DrawnCurve(points=((0.5, -1.25), (2.0, 3.0))))
    assert decode(encode(curve)) == curve


def test_a_small_drawing_keeps_the_batch_size_that_is_wanted(backend) -> None:
    begun = fit_plane(clouds(batch_size=32), drawing(6))
    assert begun.training.batch_size == 32
    assert decode(encode(begun)).training.batch_size == 32
    run = Run(begun, backend=backend)
    assert run.steps_per_epoch == 1
    assert run.step()
    changed(run, drawing(200))
    assert run.steps_per_epoch == -(-140 // 32)


def test_one_class_alone_can_be_learned(backend) -> None:
    alone = Drawn(points=((1.0, 1.0, 0.0), (2.0, 1.0, 0.0)))
    run = Run(replace(experiment(8), data=alone), backend=backend)
    run.train(50)
    assert run.evaluate().train_accuracy == 1


def test_training_goes_on_from_the_present_weights_with_other_points(backend) -> None:
    run = Run(experiment(60), backend=backend)
    run.train(30)
    before = run.network.parameters.copy()
    steps, epoch, length = run.step_count, run.epoch, len(run.curve)
    other = changed(run, drawing(200, seed=3))
    assert np.array_equal(run.network.parameters, before)
    assert (run.step_count, run.epoch, len(run.curve)) == (steps, epoch, length)
    fresh = load_data(other.data, other.seed)
    assert run.samples.x_train.shape == (140, 2)
    expected = fresh.preparation.inputs(fresh.columns[fresh.train])
    assert np.allclose(to_host(run.samples.x_train), expected, atol=1e-6)
    run.train(200)
    assert not np.array_equal(run.network.parameters, before)


def test_the_order_of_samples_begins_anew_from_the_seed(backend) -> None:
    run = Run(experiment(60), backend=backend)
    run.train(11)
    other = changed(run, drawing(90, seed=1))
    assert np.array_equal(run.batches.next()[0], Run(other, backend=backend).batches.next()[0])


def test_the_optimizer_remembers_and_early_stopping_forgets(backend) -> None:
    run = Run(experiment(60, early_stopping=EarlyStopping(patience=5)), backend=backend)
    while run.epoch < 3:
        run.step()
    steps = run.optimizer.steps
    buffers = {name: buffer.copy() for name, buffer in run.optimizer.buffers.items()}
    assert run.early_stopping is not None
    changed(run, drawing(90, seed=1))
    assert run.optimizer.steps == steps
    assert buffers
    for name, buffer in buffers.items():
        assert np.array_equal(run.optimizer.buffers[name], buffer)
    assert run.early_stopping.best.loss == np.inf


def test_a_run_restored_after_a_change_goes_on_bit_for_bit(backend) -> None:
    run = Run(experiment(60), backend=backend)
    run.train(9)
    other = changed(run, drawing(90, seed=1))
    run.train(5)
    state = run.state()
    twin = Run(other, backend=backend)
    twin.restore(state)
    while run.step_count < 80:
        run.step()
        twin.step()
    assert np.array_equal(run.network.parameters, twin.network.parameters)
    assert run.evaluate().test_loss == twin.evaluate().test_loss


def test_pictures_follow_the_scaling_of_the_new_points(backend) -> None:
    run = Run(experiment(60), backend=backend)
    before = DecisionSurface(10).measure(run)
    changed(run, Drawn(points=tuple((x / 6, y / 6, t) for x, y, t in drawing(60).points)))
    after = DecisionSurface(10).measure(run)
    assert before is not None
    assert after is not None
    assert not np.allclose(before.values, after.values)


def test_points_of_which_none_is_trained_on_are_refused(backend) -> None:
    run = Run(experiment(60), backend=backend)
    none = replace(drawing(1), test_share=0.9)
    with pytest.raises(ExperimentError):
        changed(run, none)
    assert run.dataset.facts.train_samples == 42


def test_a_state_from_before_more_points_gives_its_weights_and_trains_on_all(backend) -> None:
    run = Run(experiment(60), backend=backend)
    run.train(4)
    state = run.state()
    changed(run, drawing(200))
    run.train(5)
    run.restore(state)
    assert np.array_equal(to_host(run.network.parameters), state.parameters)
    assert run.step_count == 4
    assert run.steps_per_epoch == -(-140 // 8)
    assert max(run.batches.state().order) == 139
