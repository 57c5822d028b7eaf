"""The background: jobs one after the other, given up at once, and an end that is noticed."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psutil
import pytest

from app.jobs.background import Background
from app.jobs.job import Done, Failed, Job, News, Result
from app.trainer import host as host_module
from engine.errors import ExperimentError

LIMIT = 20.0


@dataclass(frozen=True)
class Count(Job):
    """Gives the numbers below `end`, each after `pause` seconds; then fails with `error`."""

    end: int
    pause: float = 0.0
    error: Exception | None = None

    @property
    def doing(self) -> str:
        return "Counting"

    def results(self) -> Iterator[int]:
        for number in range(self.end):
            time.sleep(self.pause)
            yield number
        if self.error is not None:
            raise self.error


@pytest.fixture(params=["process", "thread"])
def background(request: pytest.FixtureRequest) -> Iterator[Background]:
    made = Background(in_process=request.param == "thread")
    yield made
    made.close()


def heard(background: Background, until: Callable[[list[News]], bool]) -> list[News]:
    """Poll until what was heard is enough."""
    news: list[News] = []
    limit = time.monotonic() + LIMIT
    while not until(news) and time.monotonic() < limit:
        news += background.poll()
        time.sleep(0.005)
    return news


def is_over(news: list[News]) -> bool:
    return bool(news) and isinstance(news[-1], Failed | Done)


def values(news: list[News]) -> list[int]:
    return [each.value for each in news if isinstance(each, Result)]


def test_results_come_in_order_and_then_the_end(background: Background) -> None:
    assert background.process_id is None  # nothing is started before it is needed
    for _ in range(2):
        background.begin(Count(3))
        assert background.running
        news = heard(background, is_over)
        assert values(news) == [0, 1, 2]
        assert isinstance(news[-1], Done)
        assert not background.running
    assert background.poll() == []


def test_what_is_wrong_is_told_as_a_sentence(background: Background) -> None:
    background.begin(Count(1, error=ExperimentError("data", "is too small")))
    news = heard(background, is_over)
    assert (values(news), news[-1].message) == ([0], "data: is too small")
    background.begin(Count(0, error=KeyError("x")))
    message = heard(background, is_over)[-1].message
    assert message.startswith("Counting failed: KeyError: 'x' (test_background.py, line")
    background.begin(Count(1))
    assert values(heard(background, is_over)) == [0]


def test_a_job_that_is_given_up_is_heard_no_more(background: Background) -> None:
    background.begin(Count(1_000, pause=0.02))
    heard(background, lambda news: len(news) >= 2)
    started = time.monotonic()
    background.cancel()
    assert time.monotonic() - started < 0.5
    assert not background.running
    assert background.poll() == []
    background.begin(Count(2))
    assert values(heard(background, is_over)) == [0, 1]


def test_another_job_takes_the_place_of_the_one_under_way(background: Background) -> None:
    background.begin(Count(1_000, pause=0.02))
    background.begin(Count(3))
    assert values(heard(background, is_over)) == [0, 1, 2]


def test_a_process_that_is_given_up_or_closed_is_gone_whatever_it_does() -> None:
    background = Background()
    for end in (background.cancel, background.close):
        background.begin(Count(1, pause=1_000))
        process = psutil.Process(background.process_id)
        started = time.monotonic()
        end()
        assert time.monotonic() - started < 1.0
        assert background.process_id is None
        assert not process.is_running()
    background.close()


def test_a_process_that_dies_is_noticed_and_replaced() -> None:
    background = Background()
    background.begin(Count(1, pause=1_000))
    psutil.Process(background.process_id).kill()
    (news,) = heard(background, is_over)
    assert news.message == "Counting ended early: signal 9"
    background.begin(Count(1))
    assert values(heard(background, is_over)) == [0]
    process = psutil.Process(background.process_id)
    process.kill()
    process.wait(LIMIT)
    time.sleep(0.2)  # its end is heard by a thread
    background.begin(Count(2))
    assert values(heard(background, is_over)) == [0, 1]
    background.close()


def test_a_thread_does_the_job_where_a_process_is_refused(monkeypatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(host_module, "WorkerProcess", refused)
    background = Background()
    background.begin(Count(2))
    assert background.process_id is None
    assert values(heard(background, is_over)) == [0, 1]
    background.close()
