"""The known surfaces have their minima where they are said to be."""

import numpy as np
import pytest

from engine.analytic import SURFACES, AnalyticSurface, surface_of_formula
from engine.analytic.surface import lowest_place
from engine.errors import ExperimentError

NAMED = pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.name)
H = 1e-6


@NAMED
def test_gradients_equal_differences(surface: AnalyticSurface, rng: np.random.Generator) -> None:
    low, high = np.array([surface.x_range, surface.y_range]).T
    places = rng.uniform(low, high, size=(50, 2))
    numerical = np.stack(
        [
            (surface.values(places + h) - surface.values(places - h)) / (2 * H)
            for h in H * np.eye(2)
        ],
        axis=-1,
    )
    size = np.abs(numerical).max()
    assert np.allclose(surface.gradient(places), numerical, rtol=1e-5, atol=1e-7 * size)


@NAMED
def test_minima_are_flat_and_the_lowest(surface: AnalyticSurface) -> None:
    minima = np.array(surface.minima).reshape(-1, 2)
    values = surface.values(minima)
    assert np.abs(surface.gradient(minima)).max(initial=0) < 1e-9
    assert np.ptp(values) < 1e-12 if len(values) else True
    if len(values):
        assert values.max() <= surface.grid(400, 401).min()


@NAMED
def test_the_start_lies_within_the_range(surface: AnalyticSurface) -> None:
    for value, (low, high) in zip(surface.start, (surface.x_range, surface.y_range), strict=True):
        assert low < value < high


@pytest.mark.parametrize(
    ("name", "place", "value"),
    [
        ("valley", (-7, 2), 6.45),
        ("rosenbrock", (0, 0), 1),
        ("beale", (0, 0), 1.5**2 + 2.25**2 + 2.625**2),
        ("himmelblau", (0, 0), 170),
        ("rastrigin", (1, 0), 1),
        ("styblinski-tang", (-2.903534027771, -2.903534027771), -78.332331406),
        ("plateau", (0, 0), -1),
    ],
)
def test_worked_values(name: str, place: tuple[float, float], value: float) -> None:
    surface = next(each for each in SURFACES if each.name == name)
    assert float(surface.values(np.array(place, float))) == pytest.approx(value, rel=1e-9)


def test_a_grid_of_another_height_than_width_is_not_transposed() -> None:
    valley = SURFACES[0]
    grid = valley.grid(51, 25)
    assert grid.shape == (25, 51)
    assert grid[0, -1] == pytest.approx(10**2 / 20 + 5**2)
    assert grid[0, 25] == pytest.approx(25)
    assert grid[12, 0] == pytest.approx(5)


def test_a_formula_of_ones_own_finds_its_lowest_place() -> None:
    own = surface_of_formula("(x - 1.25)**2 + 3*(y + 0.5)**2", (-3, 3), (-2, 2))
    assert own.minima[0] == pytest.approx((1.25, -0.5), abs=1e-6)
    assert np.isfinite(own.values(np.array(own.start)))
    assert surface_of_formula("x + y", (-1, 1), (-1, 1)).minima == ()


def test_a_formula_that_is_defined_in_part_starts_where_it_is() -> None:
    own = surface_of_formula("log(x) ** 2 + y**2", (-3, 3), (-2, 2))
    assert own.start[0] > 0
    assert lowest_place(own.formula, own.x_range, own.y_range) == pytest.approx((1, 0), abs=1e-6)


def test_a_formula_without_a_value_is_refused() -> None:
    with pytest.raises(ExperimentError, match="no value anywhere"):
        surface_of_formula("log(-1 - x**2)", (-1, 1), (-1, 1))
    with pytest.raises(ExperimentError, match="x_range"):
        surface_of_formula("x", (1, 1), (-1, 1))
