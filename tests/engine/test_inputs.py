"""Inputs kept as bytes give the floats that scaled numbers would."""

import numpy as np
import pytest

from engine.arrays import to_host
from engine.data.scale import Scale
from engine.inputs import ByteInputs

ROWS = np.random.default_rng(0).integers(0, 256, (20, 12)).astype(np.uint8)


@pytest.mark.parametrize("scaling", ["none", "min_max", "standardize"])
def test_batches_are_scaled_as_the_whole_would_be(scaling, xp) -> None:
    scale = Scale.fitted_together(ROWS, scaling)
    inputs = ByteInputs(ROWS, scale, (1, 3, 4), xp, "float64")
    expected = scale.apply(ROWS).reshape(20, 1, 3, 4)
    numbers = np.array([3, 1, 19])
    np.testing.assert_allclose(to_host(inputs.take(numbers)), expected[numbers], atol=1e-12)
    np.testing.assert_allclose(to_host(inputs[5:9]), expected[5:9], atol=1e-12)
    assert (len(inputs), inputs.shape, inputs.ndim) == (20, (20, 1, 3, 4), 4)
    assert inputs[:2].dtype == inputs.take(numbers).dtype == np.float64


def test_batches_have_the_precision_of_the_run(xp) -> None:
    inputs = ByteInputs(ROWS, Scale.fitted_together(ROWS, "standardize"), (12,), xp, "float32")
    numbers = np.array([3, 1])
    for batch in (inputs[:2], inputs[numbers], inputs.take(numbers)):
        assert isinstance(batch, xp.ndarray)
        assert batch.dtype == np.float32


def test_only_samples_can_be_taken(xp) -> None:
    inputs = ByteInputs(ROWS, Scale.fitted_together(ROWS, "none"), (12,), xp, "float32")
    with pytest.raises(ValueError, match="axis 0"):
        inputs.take(np.arange(2), axis=1)


def test_one_scale_for_all_bytes_is_that_of_their_numbers() -> None:
    scale = Scale.fitted_together(ROWS, "standardize")
    np.testing.assert_allclose(scale.apply(ROWS).mean(), 0, atol=1e-12)
    np.testing.assert_allclose(scale.apply(ROWS).std(), 1)
    assert Scale.fitted_together(ROWS, "min_max").apply(np.array([0.0, 255.0])).tolist() == [0, 1]
    constant = Scale.fitted_together(np.full((3, 2), 7, np.uint8), "standardize")
    assert constant.apply(np.array([7.0])).tolist() == [0]


def test_a_part_shares_the_memory_of_the_whole(xp) -> None:
    inputs = ByteInputs(ROWS, Scale.fitted_together(ROWS, "min_max"), (12,), xp, "float32")
    part = inputs.part(5, 9)
    assert (len(part), part.shape) == (4, (4, 12))
    assert np.array_equal(part[:], inputs[5:9])
    part._rows[0] = 0
    assert not inputs._rows[5].any()
