"""Optimizers race on analytic surfaces by the rules that train networks."""

import numpy as np
import pytest

from engine.analytic import SURFACES, AnalyticRace, AnalyticSurface, surface_of_formula
from engine.analytic.race import MOST_STEPS, suited_optimizers
from engine.experiment import optimizers as spec

VALLEY = SURFACES[0]


def test_momentum_on_a_constant_gradient_moves_by_its_worked_values() -> None:
    slope = surface_of_formula("x", (-10, 10), (-1, 1))
    race = AnalyticRace(slope, [spec.Momentum(learning_rate=1.0)], start=(0, 0))
    race.step(4)
    assert np.diff(race.paths[:, 0, 0]) == pytest.approx([-1, -1.9, -2.71, -3.439])
    assert race.velocities[-1, 0] == pytest.approx([-3.439, 0])


def test_nesterov_follows_the_rule_as_it_is_written() -> None:
    rate, momentum = 0.1, 0.9
    race = AnalyticRace(VALLEY, [spec.Nesterov(rate, momentum)])
    race.step(30)
    place, velocity = np.array(VALLEY.start, float), np.zeros(2)
    for _ in range(30):
        gradient = np.array([place[0] / 10, 2 * place[1]])
        velocity = momentum * velocity - rate * gradient
        place = place + momentum * velocity - rate * gradient
    assert race.paths[-1, 0] == pytest.approx(place, rel=1e-12)


def test_the_classic_valley_ends_as_published() -> None:
    sgd, momentum, adagrad, adam = (
        spec.SGD(0.95),
        spec.Momentum(0.1),
        spec.AdaGrad(1.5),
        spec.Adam(0.3),
    )
    race = AnalyticRace(VALLEY, [sgd, momentum, adagrad, adam])
    race.step(30)
    y_of_sgd = race.paths[:, 0, 1]
    assert (np.sign(y_of_sgd[1:]) == -np.sign(y_of_sgd[:-1])).all()  # it zigzags
    assert y_of_sgd[:2] == pytest.approx([2, -1.8])
    assert (race.losses[-1] < 0.5).all()


def test_all_start_at_one_place_and_disturb_nobody() -> None:
    both = AnalyticRace(VALLEY, [spec.SGD(50.0), spec.Adam(0.3)], start=(3, 1))
    alone = AnalyticRace(VALLEY, [spec.Adam(0.3)], start=(3, 1))
    both.step(400)
    alone.step(400)
    assert both.paths[0].tolist() == [[3, 1], [3, 1]]
    assert not np.isfinite(both.paths[-1, 0]).all()
    assert np.array_equal(both.paths[:, 1], alone.paths[:, 0])


def test_noise_is_the_seeds_and_the_same_for_all() -> None:
    def raced(noise: float, seed: int) -> np.ndarray:
        race = AnalyticRace(VALLEY, [spec.SGD(0.1), spec.SGD(0.1)], noise=noise, seed=seed)
        race.step(20)
        return race.paths

    assert np.array_equal(raced(0.3, 1), raced(0.3, 1))
    assert not np.array_equal(raced(0.3, 1), raced(0.3, 2))
    assert np.array_equal(raced(0.3, 1)[:, 0], raced(0.3, 1)[:, 1])
    assert not np.array_equal(raced(0.3, 1), raced(0.0, 1))


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.name)
def test_the_suited_rates_descend_everywhere(surface: AnalyticSurface) -> None:
    race = AnalyticRace(surface, suited_optimizers(surface))
    race.step(surface.steps)
    assert np.isfinite(race.losses).all()
    assert (race.losses.min(axis=0) < race.losses[0]).all()


def test_every_step_is_kept_up_to_a_limit() -> None:
    race = AnalyticRace(VALLEY, [spec.SGD(0.1)])
    race.step(MOST_STEPS + 5)
    assert race.steps == MOST_STEPS
    assert race.paths.shape == (MOST_STEPS + 1, 1, 2)


def test_velocities_and_rates_are_kept_along_the_paths() -> None:
    runners = [spec.SGD(0.5), spec.Momentum(0.1), spec.AdaGrad(1.5), spec.Adam(0.3)]
    race = AnalyticRace(VALLEY, runners)
    race.step(20)
    assert race.velocities.shape == race.rates.shape == (21, 4, 2)
    steps = np.diff(race.paths, axis=0)
    assert np.isnan(race.velocities[:, [0, 2]]).all()
    np.testing.assert_allclose(race.velocities[1:, [1, 3]], steps[:, [1, 3]], rtol=1e-12)
    assert np.isnan(race.rates[:, :2]).all()
    assert np.isnan(race.rates[0]).all()
    gradients = VALLEY.gradient(race.paths[:-1])
    np.testing.assert_allclose(-race.rates[1:, 2] * gradients[:, 2], steps[:, 2], rtol=1e-9)
