"""The number of BLAS threads leaves the window a core, and is the user's where they chose one."""

import os

import pytest

from app.trainer.threads import THREAD_VARIABLES, limit_blas_threads, usable_cores


@pytest.fixture(autouse=True)
def _no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin without a number, and give back what was set."""
    for name in THREAD_VARIABLES:
        monkeypatch.setenv(name, "to be given back")
        monkeypatch.delenv(name)


def test_one_core_is_left_free() -> None:
    limit_blas_threads()
    chosen = {os.environ[name] for name in THREAD_VARIABLES}
    assert chosen == {str(max(1, usable_cores() - 1))}


def test_the_users_choice_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    limit_blas_threads()
    assert os.environ["OMP_NUM_THREADS"] == "7"
    assert "OPENBLAS_NUM_THREADS" not in os.environ


def test_a_second_call_changes_nothing() -> None:
    limit_blas_threads()
    before = {name: os.environ[name] for name in THREAD_VARIABLES}
    limit_blas_threads()
    assert before == {name: os.environ[name] for name in THREAD_VARIABLES}
