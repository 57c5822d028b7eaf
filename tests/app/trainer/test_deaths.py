"""Deaths belong together when they follow fast, or when no answer came between them."""

import pytest

from app.trainer import deaths
from app.trainer.deaths import Deaths


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The times that the clock will show, one after the other."""
    times: list[float] = []
    monkeypatch.setattr(deaths.time, "monotonic", lambda: times.pop(0))
    return times


def test_deaths_in_quick_succession_are_counted_together(clock: list[float]) -> None:
    clock += [0.0, 4.0, 8.0, 30.0, 31.0]
    counted = Deaths()
    counts = []
    while clock:
        counted.answered()
        counts.append(counted.count())
    assert counts == [1, 2, 3, 1, 2]


def test_deaths_without_an_answer_between_them_are_counted_however_slow(
    clock: list[float],
) -> None:
    clock += [0.0, 100.0, 200.0, 300.0]
    counted = Deaths()
    assert [counted.count() for _ in range(3)] == [1, 2, 3]
    counted.forget()
    assert counted.count() == 1
