"""Arrays of both backends: what the engine makes of them alike, and moving them to the host."""

from types import ModuleType

import numpy as np
import pytest

from engine import arrays
from engine.errors import ExperimentError


def test_a_constant_has_no_axes_and_the_type_of_what_it_is_like(xp: ModuleType) -> None:
    for like in (xp.zeros(5, np.float32), xp.zeros((3, 5))):
        made = arrays.constant(0.25, like)
        assert type(made) is type(like)
        assert (made.shape, made.dtype, float(made)) == ((), like.dtype, 0.25)
        made[...] = 3
        assert float(made) == 3


@pytest.mark.parametrize("shape", [(), (2,), (2, 1), (0,)])
def test_an_array_is_filled_whatever_the_shape_of_what_it_is_like(shape, xp) -> None:
    filled = arrays.full(shape, np.nan, xp.zeros((4, 3), np.float32))
    assert (filled.shape, filled.dtype) == (shape, np.float32)
    assert np.isnan(arrays.to_host(filled)).all()


def test_a_place_named_several_times_gets_all_its_values(xp: ModuleType) -> None:
    target, places = xp.ones((3, 2)), xp.array([[0, 2], [2, 2]])
    values = xp.array([[[1.0, 10.0], [2.0, 20.0]], [[3.0, 30.0], [4.0, 40.0]]])
    arrays.add_at(target, places, values)
    assert target.tolist() == [[2, 11], [1, 1], [10, 91]]


def test_values_are_added_in_the_same_order_each_time(xp: ModuleType, rng) -> None:
    places = xp.asarray(rng.integers(3, size=20_000))
    values = xp.asarray(rng.normal(size=(20_000, 4)), np.float32)
    sums = [xp.zeros((3, 4), np.float32) for _ in range(5)]
    for target in sums:
        arrays.add_at(target, places, values)
    assert all(np.array_equal(target, sums[0]) for target in sums)


@pytest.mark.parametrize("replicas", [(), (3,)])
def test_a_product_is_written_where_it_is_wanted(replicas: tuple, xp: ModuleType, rng) -> None:
    a, b = (xp.asarray(rng.normal(size=(*replicas, *shape))) for shape in ((4, 5), (5, 2)))
    vector = xp.zeros((*replicas, 11))  # the product lies within, as a layer's gradients do
    product = arrays.matrix_product(vector)
    place = vector[..., 2:10].reshape(*replicas, 4, 2)
    product(a, b, place)
    assert np.allclose(vector[..., 2:10].reshape(*replicas, 4, 2), a @ b, rtol=1e-14)
    assert np.allclose(product(a, b), a @ b, rtol=1e-14)


def test_the_host_gets_the_same_numbers(xp: ModuleType, rng) -> None:
    numbers = rng.normal(size=(3, 4))
    moved = arrays.to_host(xp.asarray(numbers).T)
    assert isinstance(moved, np.ndarray)
    assert np.array_equal(moved, numbers.T)


def test_an_unknown_backend_is_refused_with_those_there_are() -> None:
    with pytest.raises(ExperimentError, match="one of numpy, cupy; it is 'torch'") as refused:
        arrays.backend("torch")
    assert refused.value.path == "backend"
