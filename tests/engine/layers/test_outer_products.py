"""Outer products of replicas are those of matmul, in the memory that was given."""

import numpy as np
import pytest

from engine.arrays import to_host
from engine.layers.outer_products import OuterProducts


@pytest.mark.parametrize(("replicas", "batch", "width"), [(6, 30, 8), (1, 5, 3), (3, 1, 1)])
def test_each_replica_multiplies_its_own_column_and_row(
    rng: np.random.Generator, xp, replicas: int, batch: int, width: int
) -> None:
    out = xp.empty((replicas, batch, width))
    products = OuterProducts(out)
    for _ in range(2):  # the memory is used again
        grad = xp.asarray(rng.normal(size=(replicas, batch, 1)))
        weight = xp.asarray(rng.normal(size=(replicas, width + 1, 1)))[:, :-1].mT
        result = products(grad, weight)
        assert result is out
        np.testing.assert_allclose(to_host(result), to_host(grad) * to_host(weight), rtol=1e-14)
