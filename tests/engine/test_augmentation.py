"""Augmentation: what each step does, that it is seeded, and that nothing else sees it."""

import pickle
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from engine.arrays import to_host
from engine.augmentation import Augmentation
from engine.data import load_data
from engine.data.dataset import Dataset
from engine.errors import ExperimentError
from engine.experiment.augmentation import AnyStep, CutOut, Flip, Noise, Rotate, Shift, Zoom
from engine.experiment.data import Parity, Spiral, TextFile
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, Flatten, NetworkSpec, ReLU
from engine.experiment.training import Adam, Training
from engine.fit import fit_facts, fit_plane
from engine.race import Race
from engine.run import Run
from tests.engine.experiments import spiral

EVERY_MOVE = (Shift(2), Rotate(20), Zoom(0.2), Flip())
EVERY_STEP = (*EVERY_MOVE, CutOut(3), Noise(0.1))


@pytest.fixture
def augmentation(xp: ModuleType) -> Callable[..., Callable[[np.ndarray], np.ndarray]]:
    """Make augmentations that take and give NumPy's arrays, whichever module computes."""

    def made(*steps: AnyStep, seed: int = 3, background: float = -1.0) -> Any:
        augment = Augmentation(steps, background, xp, np.random.default_rng(seed))
        return lambda x: to_host(augment(xp.asarray(x)))

    return made


def images(rng, samples: int = 4) -> np.ndarray:
    return rng.normal(size=(samples, 1, 8, 8)).astype("float32")


def pictures() -> Dataset:
    """Return 40 images of 8 × 8 bytes, bright above or bright below."""
    dataset = load_data(Parity(samples=40, length=64, scaling="min_max"), 0)
    rng = np.random.default_rng(5)
    targets = np.arange(40) % 2
    columns = rng.integers(1, 100, (40, 64))
    columns[:, :32] += 100 * (targets == 0)[:, np.newaxis]
    columns[:, 32:] += 100 * (targets == 1)[:, np.newaxis]
    scale = replace_scale(dataset)
    facts = replaced(dataset.facts, kind="images", shape=(1, 8, 8))
    return replaced(
        dataset, facts=facts, columns=columns.astype(np.uint8), targets=targets, preparation=scale
    )


def replaced(value: Any, **changes: Any) -> Any:
    return type(value)(**{**vars(value), **changes})


def replace_scale(dataset: Dataset) -> Any:
    """Return the preparation of images whose middle grey is 0: a raw 0 is -1."""
    preparation = dataset.preparation
    scale = type(preparation.input_scale)(np.array([127.5]), np.array([127.5]))
    return replaced(preparation, input_scale=scale)


def learner(*steps: AnyStep, seed: int = 7, **training: Any) -> Experiment:
    settings = Training(optimizer=Adam(0.01), batch_size=7, augmentation=steps, **training)
    layers = (Flatten(), Dense(8), ReLU(), Dense(2))
    data = Parity(samples=40, length=64, scaling="min_max")
    return Experiment(data=data, network=NetworkSpec(layers), training=settings, seed=seed)


@pytest.fixture
def run(backend: str) -> Callable[..., Run]:
    """Make runs with these steps."""
    return lambda *steps: Run(learner(*steps), pictures(), backend=backend)


def test_no_steps_change_nothing_and_give_a_copy(rng, augmentation) -> None:
    x = images(rng)
    result = augmentation()(x)
    np.testing.assert_array_equal(result, x)
    assert not np.shares_memory(result, x)


@pytest.mark.parametrize("step", EVERY_STEP, ids=lambda step: type(step).__name__)
def test_a_step_keeps_shape_type_and_what_it_is_given(rng, step, augmentation) -> None:
    for dtype in ("float32", "float64"):
        x = rng.normal(size=(5, 3, 8, 6)).astype(dtype)
        before = x.copy()
        result = augmentation(step)(x)
        assert (result.shape, result.dtype) == (x.shape, x.dtype)
        assert not np.array_equal(result, x)
        np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize(
    "step", [Shift(0), Rotate(0), Zoom(0), Noise(0)], ids=lambda step: type(step).__name__
)
def test_a_step_of_size_nothing_changes_nothing(rng, step, augmentation) -> None:
    x = images(rng)
    np.testing.assert_array_equal(augmentation(step)(x), x)


def test_noise_has_its_deviation_and_no_bias(augmentation) -> None:
    x = np.full((500, 30), 2.0)
    off = augmentation(Noise(0.25))(x) - x
    assert off.std() == pytest.approx(0.25, rel=0.02)
    assert off.mean() == pytest.approx(0, abs=0.01)
    assert abs(np.corrcoef(off[:-1].ravel(), off[1:].ravel())[0, 1]) < 0.05


@pytest.mark.parametrize("size", [1, 3, 4])
def test_a_square_is_cut_out_around_every_pixel(size, augmentation) -> None:
    x = np.ones((3_000, 2, 9, 7))
    blank = augmentation(CutOut(size), background=-1.0)(x) == -1
    np.testing.assert_array_equal(blank[:, 0], blank[:, 1])  # in all channels alike
    rows, columns = blank[:, 0].any(axis=2).sum(axis=1), blank[:, 0].any(axis=1).sum(axis=1)
    np.testing.assert_array_equal(blank[:, 0].sum(axis=(1, 2)), rows * columns)
    assert rows.max() == columns.max() == size
    assert (rows == size).mean() == pytest.approx((9 - size + 1) / 9, abs=0.03)
    assert blank.any(axis=0).all()


def test_steps_are_done_one_after_the_other(augmentation) -> None:
    x = np.full((50, 1, 8, 8), 5.0)
    cut_last = augmentation(Shift(3), CutOut(8))(x)
    assert set(np.unique(cut_last)) == {-1.0, 5.0}
    noise_first = augmentation(Noise(0.1), CutOut(20))(x)
    assert (noise_first == -1).all()
    noise_last = augmentation(CutOut(20), Noise(0.1))(x)
    assert noise_last.std() == pytest.approx(0.1, rel=0.1)


def test_moves_that_follow_each_other_are_interpolated_once(rng, augmentation) -> None:
    """What leaves the image and comes back is not lost: only interpolating twice would lose it."""
    x = images(rng, samples=400)
    ends = augmentation(Shift(4), Shift(4))(x)
    assert (ends == x).all(axis=(1, 2, 3)).mean() == pytest.approx((9 / 81) ** 2, abs=0.012)
    assert np.isin(ends, [*x.ravel(), -1]).all()


def test_the_same_seed_gives_the_same_batches_and_the_next_batch_another_one(
    rng, augmentation
) -> None:
    x = images(rng)
    one, again, other = (augmentation(*EVERY_STEP, seed=seed) for seed in (3, 3, 4))
    first = one(x)
    np.testing.assert_array_equal(first, again(x))
    assert not np.array_equal(first, other(x))
    assert not np.array_equal(first, one(x))


def test_a_run_trains_on_augmented_batches_and_measures_without(run) -> None:
    plain, changed = run(), run(*EVERY_STEP)
    assert plain.augmentation is None
    assert plain.curve.at(0).train_loss == changed.curve.at(0).train_loss
    changed.step()
    plain.step()
    assert not np.array_equal(plain.network.parameters, changed.network.parameters)
    assert np.array_equal(plain.last_batch[0], changed.last_batch[0])
    changed.network.parameters[...] = plain.network.parameters
    assert plain.evaluate().test_loss == changed.evaluate().test_loss


def test_what_comes_in_from_outside_is_what_a_raw_nought_is(run) -> None:
    changed = run(Shift(8))
    x = changed.augmented(changed.samples.x_train[:20], np.random.default_rng(0))
    assert x.min() == -1
    assert changed.samples.x_train[:].min() > -1


def parameters_after(run: Run, steps: int) -> np.ndarray:
    while run.step_count < steps:
        run.step()
    return to_host(run.network.parameters).copy()


def test_a_restored_run_repeats_its_augmentation_bit_for_bit(run) -> None:
    one = run(*EVERY_STEP)
    parameters_after(one, 6)
    state = pickle.loads(pickle.dumps(one.state()))
    expected = parameters_after(one, 15)
    one.restore(state)
    fresh = run(*EVERY_STEP)
    fresh.restore(state)
    for again in (one, fresh):
        np.testing.assert_array_equal(parameters_after(again, 15), expected)


def test_pictures_of_augmented_inputs_disturb_nothing(run) -> None:
    watched, alone = run(*EVERY_STEP), run(*EVERY_STEP)
    for _ in range(5):
        x = watched.samples.x_train[:3]
        seen = watched.augmented(x, np.random.default_rng(1))
        assert not np.array_equal(seen, x)
        watched.step()
    np.testing.assert_array_equal(parameters_after(watched, 5), parameters_after(alone, 5))
    assert np.array_equal(run().augmented(x, np.random.default_rng(1)), x)


def test_other_steps_keep_weights_and_go_on_with_the_stream(run) -> None:
    one = run(*EVERY_STEP)
    before = parameters_after(one, 4)
    position = one.state().augmentation
    one.change_training(learner(Noise(0.2)))
    np.testing.assert_array_equal(to_host(one.network.parameters), before)
    assert one.state().augmentation == position
    one.change_training(learner())
    assert one.augmentation is None
    one.step()
    assert one.state().augmentation == position


def test_a_race_gives_all_runners_the_same_augmented_batch(backend) -> None:
    experiments = [learner(*EVERY_STEP), learner(*EVERY_STEP)]
    race = Race(experiments, pictures(), dtype="float64", backend=backend)
    alone = Run(experiments[0], pictures(), dtype="float64", backend=backend)
    for _ in range(5):
        race.step()
        alone.step()
    one, other = to_host(race.network.parameters)
    np.testing.assert_allclose(one, to_host(alone.network.parameters), rtol=1e-9)
    np.testing.assert_array_equal(one, other)
    with pytest.raises(ExperimentError, match=r"race\[1\].training.augmentation: must be as in"):
        Race([learner(*EVERY_STEP), learner()], pictures())


def with_steps(experiment: Experiment, *steps: AnyStep) -> Experiment:
    return replace(experiment, training=replace(experiment.training, augmentation=steps))


@pytest.mark.parametrize("step", EVERY_STEP[:-1], ids=lambda step: type(step).__name__)
def test_steps_for_images_are_refused_on_points_and_on_sequences(step) -> None:
    with pytest.raises(ExperimentError, match=r"is for images; .*rows; remove") as caught:
        with_steps(spiral(), Noise(0.1), step)
    assert caught.value.path == "training.augmentation[1]"
    sequences = replace(learner(step), data=Parity(samples=40, length=8))
    with pytest.raises(ExperimentError, match="are sequences; remove"):
        Run(sequences)


def test_points_can_be_jittered_and_codes_cannot(tmp_path, backend) -> None:
    jittered = Run(with_steps(spiral(), Noise(0.05)), backend=backend)
    jittered.train(5)
    assert jittered.augmentation is not None
    path = tmp_path / "text.txt"
    path.write_text("abcab" * 20)
    codes = TextFile(path=str(path), window=4, characters="codes")
    experiment = replace(with_steps(learner(), Noise(0.1)), data=codes)
    experiment = replace(experiment, network=NetworkSpec((Dense(3),)))
    with pytest.raises(ExperimentError, match="noise would change codes"):
        Run(experiment)


def test_other_data_drops_the_steps_that_it_cannot_take() -> None:
    experiment = learner(Noise(0.1), *EVERY_MOVE)
    assert fit_plane(experiment, Spiral()).training.augmentation == (Noise(0.1),)
    data = Parity(samples=40, length=8)
    facts = load_data(data, 0).facts
    assert fit_facts(experiment, data, facts).training.augmentation == (Noise(0.1),)
    assert fit_facts(experiment, experiment.data, pictures().facts) == experiment
