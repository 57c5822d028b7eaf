"""A formula is read without being run, and its derivatives are exact."""

import numpy as np
import pytest

from engine.analytic.formula import Formula
from engine.errors import ExperimentError

H = 1e-6
FORMULAS = (
    "x**2 / 20 + y**2",
    "sin(x) * cos(y) - tan(x / 3)",
    "exp(-x * y) / (1 + x**2)",
    "log(x + 3) + sqrt(y + 3) - atan(x * y)",
    "(x**2 + 1)**(y / 2)",
    "2**x + x**-2 + abs(y - 5)",
    "sinh(x / 2) + cosh(y) - tanh(x - y)",
    "sinc(x * y) + hypot(x, y)",
    "-(+x) * pi + e**y",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_derivatives_equal_differences(text: str, rng: np.random.Generator) -> None:
    formula = Formula(text)
    x, y = rng.uniform(0.3, 1.8, size=(2, 40))
    found = formula(x, y)
    by_x = (formula(x + H, y).value - formula(x - H, y).value) / (2 * H)
    by_y = (formula(x, y + H).value - formula(x, y - H).value) / (2 * H)
    assert np.allclose(found.dx, by_x, rtol=1e-6, atol=1e-8)
    assert np.allclose(found.dy, by_y, rtol=1e-6, atol=1e-8)


def test_the_blackboards_signs_are_understood() -> None:
    assert Formula("x² − 3·y³ + π").text == "x² − 3·y³ + π"
    assert Formula("x^2 - y^3")(3.0, 2.0).value == 1.0
    assert Formula("x² − 3·y³ + π")(3.0, 1.0).value == pytest.approx(6 + np.pi)
    assert Formula("-x^2")(3.0, 0.0).value == -9.0


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("", 1, "nothing to read"),
        ("x + z", 5, "'z' is not known"),
        ("x² + z", 6, "'z' is not known"),
        ("2x", 1, "write 2*x"),
        ("x + cube(y)", 5, "no function 'cube'"),
        ("sin(x, y)", 1, "sin takes one"),
        ("hypot(x)", 1, "hypot takes two"),
        ("x + 1e999", 5, "too large"),
        ("x + 'a'", 5, "only numbers"),
        ("x + True", 5, "only numbers"),
        ("x.real", 1, "only numbers"),
        ("[x][0]", 1, "only numbers"),
        ("x if y else 1", 1, "only numbers"),
        ("(lambda: x)()", 1, "only numbers"),
        ("__import__('os')", 1, "no function"),
        ("x // y", 1, "only numbers"),
        ("sin", 1, "'sin' is not known"),
    ],
)
def test_faults_are_named_with_their_column(text: str, column: int, words: str) -> None:
    with pytest.raises(ExperimentError, match=f"column {column}:") as caught:
        Formula(text)
    assert words in caught.value.message


@pytest.mark.parametrize("text", ["x + " * 200 + "x", "-" * 60 + "x", "(" * 150 + "x"])
def test_long_and_deep_formulas_are_refused(text: str) -> None:
    with pytest.raises(ExperimentError, match="column"):
        Formula(text)


def test_where_it_is_not_defined_it_is_not_a_number() -> None:
    found = Formula("log(x)")(np.array([-1.0, 0.0, 1.0]), 0.0)
    assert not np.isfinite(found.value[:2]).any()
    assert np.isnan(found.dx[0])
    assert found.value[2] == 0.0
    assert Formula("9**9**9")(0.0, 0.0).value == np.inf


def test_a_power_of_a_negative_number_has_a_slope() -> None:
    found = Formula("x**2 + y**3")(-2.0, -1.0)
    assert (found.dx, found.dy) == (-4.0, 3.0)
    assert Formula("x**2")(0.0, 0.0).dx == 0.0
