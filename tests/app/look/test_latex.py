"""Every formula of the engine can be typeset; how the signs of a formula are read."""

import pytest

from app.look.latex import formula_lines, latex
from app.look.typeset import formula_svg
from engine.layers import LAYERS
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS

KINDS = (*LAYERS.values(), *LOSSES.values(), *OPTIMIZERS.values())


@pytest.mark.parametrize("kind", KINDS)
def test_every_formula_is_drawn_in_the_colour_asked_for(kind: type) -> None:
    for line in formula_lines(kind.formula):  # type: ignore[attr-defined]
        picture = formula_svg(line, "#123456")
        assert picture.startswith(b"<svg")
        assert b"#123456" in picture


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("y = 1 / (1 + e⁻ˣ)", r"y= \frac{1}{1+ e^{-x}}"),
        ("∂L/∂W = xᵀ", r"\frac{\partial L}{\partial W}= x^{\top }"),
        ("√(σ² + ε)", r"\sqrt{\sigma ^{2}+ \varepsilon }"),
        ("(1/n²)", r"\frac{1}{n^{2}}"),
        ("(|x| / y)", r"\frac{\left|x\right|}{y}"),
    ],
)
def test_fractions_roots_and_scripts(formula: str, expected: str) -> None:
    assert latex(formula) == expected
