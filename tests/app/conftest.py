"""Qt objects end on the main thread, as in the program itself."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def no_collection_on_other_threads() -> Iterator[None]:
    """Keep Python's collector from ending Qt objects on whichever thread it happens to run."""
    gc.disable()
    gc.freeze()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def collection_after_each_test(no_collection_on_other_threads: None) -> Iterator[None]:
    """Collect what a test left behind, here on the main thread."""
    yield
    gc.collect()
