"""An error becomes a sentence that names the field, the place and the remedy."""

import pytest

from app.trainer.problem import divergence, failure, refusal, smaller_rate
from engine.errors import DataError, Diverged, ExperimentError
from engine.experiment.training import SGD, Adam, AnyOptimizer


def test_a_refused_experiment_names_its_field() -> None:
    problem = refusal(ExperimentError("training.batch_size", "must be at least 1; it is 0"))
    assert problem.path == "training.batch_size"
    assert problem.message == "must be at least 1; it is 0"


def test_refused_data_names_file_and_line() -> None:
    problem = refusal(DataError("has 3 cells instead of 4", file="iris.csv", line=12))
    assert problem.path == "data"
    assert "iris.csv" in problem.message
    assert "line 12" in problem.message


def test_an_unforeseen_error_says_what_and_where() -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        _ = 1 // 0
    message = failure("Training", caught.value).message
    assert message.startswith("Training failed: ZeroDivisionError: ")
    assert "test_problem.py, line " in message


def test_divergence_says_where_it_began_and_what_to_try() -> None:
    problem = divergence(Diverged(40, "the gradient of 0.dense.weight"), back_at=30, rate=0.02)
    assert (problem.step, problem.place) == (40, "the gradient of 0.dense.weight")
    assert problem.suggested_learning_rate == 0.02
    for part in ("step 40", "step 30", "0.dense.weight", "0.02"):
        assert part in problem.message


@pytest.mark.parametrize(
    ("optimizer", "at_once", "expected"),
    [
        (SGD(0.37), False, 0.04),
        (SGD(50.0), False, 0.1),
        (Adam(1e6), False, 0.01),
        (SGD(1e6), True, 0.01),
        (Adam(1e6), True, 0.001),
        (SGD(0.05), True, 0.005),
        (SGD(1e-9), False, 1e-9),
    ],
)
def test_the_smaller_rate(optimizer: AnyOptimizer, at_once: bool, expected: float) -> None:
    assert smaller_rate(optimizer, at_once) == expected
