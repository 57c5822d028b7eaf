"""What the engine's tests are given: PyTorch, to compare with."""

from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def torch() -> ModuleType:
    """Return PyTorch on one thread; the test is skipped where it is not installed.

    On tensors as small as the tests', more threads only wait for one another.
    """
    library: ModuleType = pytest.importorskip("torch")
    library.set_num_threads(1)
    return library
