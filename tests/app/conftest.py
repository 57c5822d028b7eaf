"""Qt objects end on the main thread, as in the program itself; sessions tick while tests wait."""

import gc
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.session.session import Session


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


@pytest.fixture
def settle(session: Session, qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    """Let the session's clock tick until something is so."""

    def wait(is_so: Callable[[], bool]) -> None:
        def ticked() -> bool:
            session.tick(())
            return is_so()

        qtbot.waitUntil(ticked, timeout=20_000)

    return wait
