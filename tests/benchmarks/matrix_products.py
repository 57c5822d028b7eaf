"""The bare matrix products of a training step: the part of its time that no rewriting saves."""

import math
import time

import numpy as np

from engine.experiment.network import Conv2D, Dense
from engine.layers import Layer
from engine.network import Network

Product = tuple[int, int, int]  # (rows, inner, columns): (rows, inner) @ (inner, columns)


def products_of_step(network: Network, batch: int) -> list[Product]:
    """The products of forward and backward through the network's dense layers and convolutions."""
    products: list[Product] = []
    for layer in network.layers:
        of_layer = _products_of_layer(layer, batch)
        products += of_layer[:2] if layer.is_first else of_layer
    return products


def _products_of_layer(layer: Layer, batch: int) -> list[Product]:
    """The products that give y, ∂L/∂W and ∂L/∂x."""
    if isinstance(layer.spec, Dense):
        inputs, units = layer.tensors["weight"]
        return [(batch, inputs, units), (inputs, batch, units), (batch, units, inputs)]
    if isinstance(layer.spec, Conv2D):
        filters, *kernel = layer.tensors["weight"]
        cells, places = math.prod(kernel), batch * math.prod(layer.output_shape[1:])
        return [(filters, cells, places), (filters, places, cells), (cells, filters, places)]
    return []


def seconds_of(products: list[Product], rounds: int = 20) -> float:
    """The median time of all these products in float32, one after the other."""
    rng = np.random.default_rng(0)
    factors = [
        (rng.random((rows, inner), np.float32), rng.random((inner, columns), np.float32))
        for rows, inner, columns in products
    ]
    results = [left @ right for left, right in factors]
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        for (left, right), result in zip(factors, results, strict=True):
            np.matmul(left, right, out=result)
        times.append(time.perf_counter() - started)
    return float(np.median(times))


def operations_of(products: list[Product]) -> int:
    """How many floating-point operations these products are: a sum and a product for each term."""
    return sum(2 * math.prod(product) for product in products)


def sgemm_rate(size: int = 1024) -> float:
    """Floating-point operations a second in one large product in float32: this machine's best."""
    product = [(size, size, size)]
    return operations_of(product) / seconds_of(product, rounds=7)
