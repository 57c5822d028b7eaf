"""What every test stands on: no screen, no settings of the person's own, no chance.

Tests that take `backend`, or `xp`, are done on both backends, NumPy and CuPy.
"""

import functools
import os
import shutil
import tempfile
import warnings
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import settings

from app.trainer.threads import limit_blas_threads

limit_blas_threads()  # as the program does, before NumPy is imported
import numpy as np  # noqa: E402

from engine import arrays  # noqa: E402
from engine.errors import ExperimentError  # noqa: E402

# Before Qt is imported: Qt reads these once, and so do the worker processes that tests start.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_HOME = Path(tempfile.mkdtemp(prefix="backprop-lab-tests-"))
for _variable, _folder in {
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
}.items():
    os.environ[_variable] = str(_HOME / _folder)
    (_HOME / _folder).mkdir()

# The same examples every time, and no time limit that a busy machine could miss.
settings.register_profile("backprop-lab", derandomize=True, deadline=None)
settings.load_profile("backprop-lab")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that includes the tests of the packaged program."""
    parser.addoption("--frozen", action="store_true", help="also test the packaged program in dist")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the tests of the packaged program out, unless they are asked for."""
    if config.getoption("--frozen"):
        return
    left_out = [item for item in items if item.get_closest_marker("frozen")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_unconfigure() -> None:
    """Remove the settings and caches that the tests wrote."""
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Name the application whose settings the tests use."""
    return ["backprop-lab-tests"]


@functools.cache
def why_missing(backend: str) -> str:
    """Say why a backend cannot be tested here; empty where it can."""
    try:
        with warnings.catch_warnings(action="ignore"):  # CuPy warns of toolkits it does not find
            arrays.backend(backend)
    except ExperimentError as error:
        return f"the CuPy backend is not tested: {error.message}"
    return ""


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test on a backend that this machine lacks: here, so that one line tells of all."""
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    if reason := why_missing(parameters.get("backend", "numpy")):
        pytest.skip(reason)


@pytest.fixture(params=arrays.BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Name each backend in turn."""
    name: str = request.param
    return name


@pytest.fixture
def xp(backend: str) -> ModuleType:
    """Return the backend's array module: NumPy or CuPy."""
    return arrays.backend(backend)


@pytest.fixture
def rng() -> np.random.Generator:
    """Return a random generator that draws the same numbers in every test."""
    return np.random.default_rng(7)
