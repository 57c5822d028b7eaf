"""The table of a gradient check says for each tensor whether, where and by how much it differs."""

from app.headless.gradient_check import check_table
from engine.gradient_check import GradientCheck, TensorCheck, check_gradient
from tests.app.headless.spiral import small_spiral

RIGHT = TensorCheck("0.dense.weight", (2, 4), (1, 3), 0.25, 0.25, 3e-10, is_zero=False)
WRONG = TensorCheck("0.dense.bias", (4,), (2,), 0.5, 0.25, 0.5, is_zero=False)
ZERO = TensorCheck("2.dense.weight", (4, 2), (0, 0), 0.0, 0.0, 0.0, is_zero=True)


def test_each_tensor_has_a_line_with_its_verdict() -> None:
    lines = check_table(GradientCheck((RIGHT, WRONG, ZERO), samples=10)).splitlines()
    assert lines[0].split("  ")[0] == "tensor"
    assert lines[2].split() == ["0.dense.weight", "2", "×", "4", "3.0e-10", "agrees"]
    assert lines[3].endswith("5.0e-01                 DIFFERS at [2]")
    assert lines[4].endswith("both are 0 everywhere")
    assert lines[-1].endswith("one batch of 10 samples, limit 1e-06.")


def test_a_real_check_is_shown_whole() -> None:
    table = check_table(check_gradient(small_spiral()))
    for tensor in ("0.dense.weight", "0.dense.bias", "2.dense.weight", "2.dense.bias"):
        assert tensor in table
    assert "DIFFERS" not in table
