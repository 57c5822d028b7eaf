"""Arrays live in NumPy or, where a GPU and CuPy are there, in CuPy: chosen here, nowhere else."""

import importlib
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from engine.errors import ExperimentError

BACKENDS = ("numpy", "cupy")
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
        cupy.cuda.runtime.getDeviceCount()
    except ImportError:
        remedy = 'install it with: pip install ".[cuda]"'
        raise ExperimentError("backend", f"CuPy is not installed; {remedy}") from None
    except Exception as error:  # CuPy raises classes of its own when there is no driver
        raise ExperimentError("backend", f"CuPy finds no usable GPU ({error})") from error
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
    """target[places] += values, where a place that is named several times gets all its values."""
    module = np if isinstance(target, np.ndarray) else backend("cupy")
    module.add.at(target, places, values)


def constant(value: float, like: Array) -> Array:
    """A number as an array without axes, of `like`'s kind: NumPy takes it faster than a float."""
    return np.full_like(like, value, shape=())
