"""The table of a gradient check says for each tensor whether, where and by how much it differs."""

from app.headless.gradient_check import check_table
from engine.gradient_check import GradientCheck, TensorCheck, check_gradient
from tests.app.headless.spiral import small_spiral

RIGHT = TensorCheck("0.dense.weight", (2, 4), (1, 3), 0.25, 0.25, 3e-10, is_zero=False, checked=8)
WRONG = TensorCheck("0.dense.bias", (4,), (2,), 0.5, 0.25, 0.5, is_zero=False, checked=4)
ZERO = TensorCheck("2.dense.weight", (4, 2), (0, 0), 0.0, 0.0, 0.0, is_zero=True, checked=8)


def test_each_tensor_has_a_line_with_its_verdict() -> None:
    lines = check_table(GradientCheck((RIGHT, WRONG, ZERO), samples=10)).splitlines()
    assert lines[0].split("  ")[0] == "tensor"
    assert lines[2].split() == [
        "0.dense.weight",
        "2",
        "×",
        "4",
        "8",
        "of",
        "8",
        "3.0e-10",
        "agrees",
    ]
    assert lines[3].endswith("5.0e-01                 DIFFERS at [2]")
    assert lines[4].endswith("both are 0 everywhere")
    assert lines[-1].endswith("one batch of 10 samples, limit 1e-06.")


def test_what_was_sampled_says_how_many_of_how_many() -> None:
    part = TensorCheck("0.dense.weight", (64, 32), (0, 0), 0.0, 0.0, 0.0, is_zero=True, checked=155)
    line = check_table(GradientCheck((part,), samples=10)).splitlines()[2]
    assert "155 of 2,048" in line
    assert line.endswith("both are 0 where checked")


def test_a_real_check_is_shown_whole() -> None:
    table = check_table(check_gradient(small_spiral()))
    for tensor in ("0.dense.weight", "0.dense.bias", "2.dense.weight", "2.dense.bias"):
        assert tensor in table
    assert "DIFFERS" not in table
