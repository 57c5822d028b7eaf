"""Sequences keep to their rules: waves go on, two values are added, parity is that of the ones."""

import numpy as np
import pytest

from engine.data import load_data
from engine.data.sequences import adding, parity, sine_waves
from engine.experiment.data import Adding, Parity, SineWave


def rng() -> np.random.Generator:
    return np.random.default_rng(3)


def test_a_wave_without_noise_obeys_the_recurrence_of_sines_up_to_its_target() -> None:
    samples = sine_waves(SineWave(samples=50, length=30, noise=0.0), rng())
    wave = np.concatenate([samples.columns, samples.targets], axis=1)
    # sin(a + w) = 2 cos w · sin a - sin(a - w)
    following = 2 * np.cos(2 * np.pi / 20) * wave[:, 1:-1] - wave[:, :-2]
    np.testing.assert_allclose(wave[:, 2:], following, atol=1e-12)
    np.testing.assert_allclose(wave[:, :10], -wave[:, 10:20], atol=1e-12)  # half a period on


def test_waves_begin_anywhere_and_noise_has_its_deviation() -> None:
    clean, noisy = (
        sine_waves(SineWave(samples=4_000, length=5, noise=noise), rng()) for noise in (0.0, 0.2)
    )
    off = noisy.columns - clean.columns
    assert off.std() == pytest.approx(0.2, rel=0.03)
    assert clean.columns[:, 0].mean() == pytest.approx(0, abs=0.04)
    assert clean.columns[:, 0].var() == pytest.approx(0.5, rel=0.05)  # of a sine, phase uniform
    assert samples_facts(SineWave(length=5)) == ("sequences", (5, 1), ("x[6]",))


def samples_facts(data) -> tuple:
    facts = load_data(data, 0).facts
    return facts.kind, facts.input_shape, facts.target_names


@pytest.mark.parametrize("length", [2, 3, 9, 200])
def test_two_values_are_marked_one_in_each_half_and_their_sum_is_the_target(length) -> None:
    samples = adding(Adding(samples=300, length=length), rng())
    values, marks = np.moveaxis(samples.columns.reshape(300, length, 2), -1, 0)
    assert set(marks.ravel()) <= {0.0, 1.0}
    assert (marks[:, : length // 2].sum(axis=1) == 1).all()
    assert (marks[:, length // 2 :].sum(axis=1) == 1).all()
    np.testing.assert_allclose(samples.targets[:, 0], (values * marks).sum(axis=1))
    assert values.min() >= 0
    assert values.max() <= 1


def test_the_mean_answer_to_adding_misses_by_the_variance_of_two_uniform_numbers() -> None:
    samples = adding(Adding(samples=20_000), rng())
    assert samples.targets.mean() == pytest.approx(1, abs=0.01)
    assert samples.targets.var() == pytest.approx(2 / 12, rel=0.03)
    assert samples_facts(Adding(length=4)) == ("sequences", (4, 2), ("sum",))
    names = load_data(Adding(length=2), 0).facts.column_names
    assert names == ("value[1]", "mark[1]", "value[2]", "mark[2]")


@pytest.mark.parametrize(("samples", "length"), [(256, 8), (100, 8), (500, 62), (500, 200)])
def test_bits_are_counted_and_sequences_differ_as_long_as_there_are_so_many(
    samples, length
) -> None:
    made = parity(Parity(samples=samples, length=length), rng())
    assert made.columns.dtype == np.uint8
    assert made.columns.shape == (samples, length)
    assert set(made.columns.ravel()) == {0, 1}
    assert made.targets.tolist() == [int(sum(map(int, row)) % 2) for row in made.columns]
    assert len(np.unique(made.columns, axis=0)) == samples
    assert made.notes == ()
    assert 0.35 < made.columns.mean() < 0.65


def test_more_samples_than_sequences_repeat_them_evenly_and_that_is_said() -> None:
    made = parity(Parity(samples=10, length=2), rng())
    _, counts = np.unique(made.columns, axis=0, return_counts=True)
    assert sorted(counts) == [2, 2, 3, 3]
    assert "only 4 sequences of 2 bits" in made.notes[0]


def test_bits_stay_bits_where_inputs_are_brought_to_between_0_and_1() -> None:
    for scaling in ("none", "min_max"):
        dataset = load_data(Parity(scaling=scaling), 0)
        np.testing.assert_array_equal(dataset.preparation.inputs(dataset.columns), dataset.columns)


@pytest.mark.parametrize("kind", [SineWave, Adding, Parity])
def test_the_same_seed_gives_the_same_sequences(kind) -> None:
    one, again, other = (load_data(kind(samples=40), seed) for seed in (7, 7, 8))
    np.testing.assert_array_equal(one.columns, again.columns)
    np.testing.assert_array_equal(one.targets, again.targets)
    assert not np.array_equal(one.columns, other.columns)
