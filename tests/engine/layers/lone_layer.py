"""A layer by itself, with parameters of its own, and its gradients by central differences."""

from dataclasses import dataclass
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array, to_host
from engine.experiment.network import AnyLayer
from engine.layers import Layer, Shape, make_layer
from engine.network import size

Floats = NDArray[np.floating]


@dataclass
class LoneLayer:
    """A layer, and the vectors that it is bound to: (..., P) and (..., S)."""

    layer: Layer
    parameters: Array
    gradients: Array
    statistics: Array


def lone_layer(
    spec: AnyLayer,
    shape: Shape,
    rng: np.random.Generator,
    xp: ModuleType,
    replicas: tuple[int, ...] = (),
    dtype: type = np.float64,
) -> LoneLayer:
    """The layer, with its first parameters shaken, so that nothing is hidden by a 0 or a 1.

    Its numbers are arrays of `xp`: NumPy or CuPy.
    """
    layer = make_layer(spec, shape)
    first = layer.initialize(rng)
    shaken = first + 0.3 * rng.normal(size=(*replicas, len(first)))
    parameters = xp.asarray(shaken, dtype)
    statistics = np.tile(layer.initial_statistics(), (*replicas, 1))
    if not replicas:
        statistics = statistics.ravel()
    assert parameters.shape[-1] == size(layer.tensors)
    assert statistics.shape[-1] == size(layer.statistics)
    gradients = np.zeros_like(parameters)
    lone = LoneLayer(layer, parameters, gradients, xp.asarray(statistics, dtype))
    layer.bind(lone.parameters, lone.gradients)
    layer.bind_statistics(lone.statistics)
    layer.use_generator(np.random.default_rng(3))
    return lone


def differences(lone: LoneLayer, values: Array, x: Array, grad: Array) -> Floats:
    """∂/∂values of Σ grad · y, y = forward(x) while training; `values` is x or the parameters."""
    h, slopes = 1e-5, np.empty(values.shape)
    for place in np.ndindex(values.shape):
        kept = float(values[place])
        sums = []
        for moved in (kept + h, kept - h):
            values[place] = moved
            lone.layer.use_generator(np.random.default_rng(3))
            sums.append((grad * lone.layer.forward(x, training=True)).sum())
        values[place] = kept
        slopes[place] = float(sums[0] - sums[1]) / (2 * h)
    return slopes


def check_gradients(
    spec: AnyLayer, shape: Shape, rng: np.random.Generator, xp: ModuleType, batch: int = 4
) -> None:
    """Backward agrees with central differences to 1e-6, for x and for every parameter."""
    lone = lone_layer(spec, shape, rng, xp)
    x = xp.asarray(rng.normal(size=(batch, *shape)))
    grad = xp.asarray(rng.normal(size=(batch, *lone.layer.output_shape)))
    numerical = differences(lone, x, x, grad)
    numerical_parameters = differences(lone, lone.parameters, x, grad)
    x_before, grad_before = x.copy(), grad.copy()
    lone.layer.use_generator(np.random.default_rng(3))
    lone.layer.forward(x, training=True)
    assert close(lone.layer.backward(grad), numerical)
    assert close(lone.gradients, numerical_parameters)
    assert np.array_equal(x, x_before), "a layer must not write into its input"
    assert np.array_equal(grad, grad_before), "a layer must not write into the gradient"


def close(found: Array, expected: Floats) -> bool:
    """Whether the greatest difference is at most 1e-6 of the greatest value."""
    if not expected.size:
        return bool(found.shape == expected.shape)
    difference = np.abs(to_host(found) - expected).max()
    return bool(difference <= 1e-6 * max(np.abs(expected).max(), 1e-3))


def check_replicas(
    spec: AnyLayer,
    shape: Shape,
    rng: np.random.Generator,
    xp: ModuleType,
    shared_input: bool = False,
) -> None:
    """Three replicas compute what three layers alone do, forward and backward, with statistics."""
    together = lone_layer(spec, shape, rng, xp, replicas=(3,))
    batch = (4,) if shared_input else (3, 4)
    x = xp.asarray(rng.normal(size=(*batch, *shape)))
    grad = xp.asarray(rng.normal(size=(3, 4, *together.layer.output_shape)))
    y = np.broadcast_to(together.layer.forward(x, training=True), grad.shape)
    dx = together.layer.backward(grad)
    later = np.broadcast_to(together.layer.forward(x, training=False), grad.shape)
    for replica in range(3):
        alone = lone_layer(spec, shape, rng, xp)
        alone.parameters[...] = together.parameters[replica]
        own = x if shared_input else x[replica]
        assert np.allclose(alone.layer.forward(own, training=True), y[replica], rtol=1e-12)
        assert np.allclose(alone.layer.backward(grad[replica]), dx[replica], rtol=1e-12)
        assert np.allclose(alone.gradients, together.gradients[replica], rtol=1e-12)
        assert np.allclose(alone.statistics, together.statistics[replica], rtol=1e-12)
        assert np.allclose(alone.layer.forward(own, training=False), later[replica], rtol=1e-12)


def check_float32(spec: AnyLayer, shape: Shape, rng: np.random.Generator, xp: ModuleType) -> None:
    """In float32 a layer stays in float32 and gives what it gives in float64, to rounding."""
    double, single = (
        lone_layer(spec, shape, np.random.default_rng(5), xp, dtype=kind)
        for kind in (np.float64, np.float32)
    )
    x = xp.asarray(rng.normal(size=(4, *shape)), np.float32)
    grad = xp.asarray(rng.normal(size=(4, *single.layer.output_shape)), np.float32)
    for training in (False, True):
        y = single.layer.forward(x, training)
        assert y.dtype == np.float32
        assert np.allclose(y, double.layer.forward(x.astype(float), training), atol=1e-5)
    dx = single.layer.backward(grad)
    assert dx.dtype == np.float32
    assert np.allclose(dx, double.layer.backward(grad.astype(float)), atol=1e-4)
    assert np.allclose(single.gradients, double.gradients, atol=1e-4)
