"""The share of the normal distribution against Python's own error function, one by one."""

import math

import numpy as np

from engine.arrays import to_host
from engine.normal_distribution import density_and_share


def test_the_share_is_exact_to_the_last_digits(xp) -> None:
    x = xp.linspace(-10, 10, 4001)
    exact = np.array([0.5 * math.erfc(-value / math.sqrt(2)) for value in x.tolist()])
    density, share = (to_host(values) for values in density_and_share(x))
    x = to_host(x)
    assert np.abs(share - exact).max() < 4e-15
    assert np.abs(share / exact - 1).max() < 1e-12  # in the lower tail too
    assert np.allclose(density, np.exp(-x * x / 2) / math.sqrt(2 * math.pi), rtol=1e-14)


def test_known_shares(xp) -> None:
    _, share = density_and_share(xp.array([-np.inf, -1.959963984540054, 0, 1, np.inf]))
    assert np.allclose(to_host(share), [0, 0.025, 0.5, 0.8413447460685429, 1], rtol=0, atol=4e-15)


def test_in_single_precision_it_is_right_to_rounding(xp) -> None:
    x = xp.linspace(-6, 6, 1001)
    density, share = density_and_share(x.astype(np.float32))
    assert density.dtype == share.dtype == np.float32
    assert np.abs(share - density_and_share(x)[1]).max() < 1e-6
