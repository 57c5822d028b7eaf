"""Arrays live in NumPy or, where a GPU and CuPy are there, in CuPy: chosen here, nowhere else."""

import importlib
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from engine.errors import ExperimentError

BACKENDS = ("numpy", "cupy")
IN_CACHE = 1 << 15  # numbers: few enough to stay in a processor's cache
ON_A_GPU = 1 << 22  # enough to keep all of a GPU busy, few enough for its memory
Array = Any  # numpy.ndarray or cupy.ndarray: both have the same methods


def backend(name: str) -> ModuleType:
    """The array module of that name; ExperimentError says what is missing.

    CuPy is looked for only when it is asked for: it is optional, and slow to import.
    """
    if name == "numpy":
        return np
    if name != "cupy":
        raise ExperimentError("backend", f"must be one of {', '.join(BACKENDS)}; it is {name!r}")
    try:
        cupy = importlib.import_module("cupy")
        count = cupy.cuda.runtime.getDeviceCount()
    except ImportError:
        remedy = 'install it with: pip install ".[cuda]"'
        raise ExperimentError("backend", f"CuPy is not installed; {remedy}") from None
    except Exception as error:  # CuPy raises classes of its own when there is no driver
        raise ExperimentError("backend", f"CuPy finds no usable GPU ({error})") from error
    if not count:
        raise ExperimentError("backend", "CuPy finds no GPU")
    return cupy


def to_host(array: Array) -> np.ndarray:
    """The array as NumPy's, wherever it was."""
    return array.get() if hasattr(array, "get") else np.asarray(array)


def matrix_product(like: Array) -> Callable[..., Array]:
    """A function (a, b, out=None) → a @ b for networks whose parameter vectors are `like` this.

    For one network, `dot` does the same as `@` in half the time that a call takes, which is what
    counts where layers are small; replicas need `matmul`.
    """
    return type(like).dot if like.ndim == 1 else np.matmul


def add_at(target: Array, places: Array, values: Array) -> None:
    """target[places] += values, where a place that is named several times gets all its values.

    `target` is a matrix (rows, n); `places`, of any shape, numbers its rows; `values` has n
    numbers for each place.
    """
    if isinstance(target, np.ndarray):
        np.add.at(target, places, values)
        return
    # CuPy's add.at adds in another order each time, and rounds differently. A matrix product does
    # not: (rows, places) @ (places, n), with 1 where a place is that row.
    rows = np.arange(len(target), like=target)[:, None]
    is_place = (rows == places.ravel()).astype(values.dtype)
    target += is_place @ values.reshape(-1, target.shape[-1])


def full(shape: tuple[int, ...], value: float, like: Array) -> Array:
    """An array of `like`'s kind that holds one number everywhere.

    `np.full_like` will not do: of CuPy's arrays it takes the shape () as none given, and gives the
    shape of `like`.
    """
    filled = np.empty(shape, like.dtype, like=like)
    filled[...] = value
    return filled


def constant(value: float, like: Array) -> Array:
    """A number as an array without axes, of `like`'s kind: NumPy takes it faster than a float."""
    return full((), value, like)


def numbers_at_once(like: Array) -> int:
    """How many numbers an array should hold at most where much is computed part by part."""
    return IN_CACHE if isinstance(like, np.ndarray) else ON_A_GPU
