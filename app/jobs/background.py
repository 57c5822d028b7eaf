"""The background: a worker for jobs, beside the one that trains, started when first needed."""

import weakref
from collections.abc import Callable

from app.jobs.job import Begin, Done, Failed, GiveUp, Job, News
from app.jobs.serve_jobs import serve_jobs
from app.trainer.host import Host
from app.trainer.line import Ended


class Background:
    """Does one job at a time in a process of its own, or in a thread where that cannot be.

    No method waits for the worker, save `close` for a thread. Ends with its owner.
    """

    def __init__(self, in_process: bool = False) -> None:
        """`in_process`: always a thread of this process."""
        self._in_process = in_process
        self._host: Host | None = None
        self._end_host: Callable[[], object] = lambda: None
        self._number = 0
        self._job: Job | None = None

    @property
    def running(self) -> bool:
        """Whether a job is under way."""
        return self._job is not None

    @property
    def process_id(self) -> int | None:
        """The worker's process; None where it is a thread or not started."""
        return self._host.process_id if self._host else None

    def begin(self, job: Job) -> None:
        """Do this job; the one under way, if there is one, is given up."""
        self.cancel()
        host = self._started()
        self._number += 1
        self._job = job
        host.line.send(Begin(self._number, job))

    def poll(self) -> list[News]:
        """What has come from the job under way since the last time."""
        news: list[News] = []
        while self._job is not None and self._host is not None:
            heard = self._host.line.receive(0)
            if heard is None:
                break
            if isinstance(heard, Ended):
                message = f"{self._job.doing} ended early: {self._host.ending()}"
                heard = Failed(self._number, message)
                self._drop_host()
            if heard.number == self._number:  # not of a job that was given up
                news.append(heard)
                self._job = None if isinstance(heard, Failed | Done) else self._job
        return news

    def cancel(self) -> None:
        """Give the job under way up: nothing more is heard of it."""
        if self._job is None or self._host is None:
            return
        self._job = None
        self._number += 1
        if self._host.give_up():
            self._drop_host()
        else:
            self._host.line.send(GiveUp())

    def close(self) -> None:
        """End the worker, within a second or two. May be called again."""
        self.cancel()
        self._drop_host()

    def _started(self) -> Host:
        if self._host is not None and self._has_ended(self._host):
            self._drop_host()
        if self._host is None:
            self._host = Host(self._in_process, serve_jobs)
            self._end_host = weakref.finalize(self, self._host.close)  # at exit at the latest
        return self._host

    def _has_ended(self, host: Host) -> bool:
        """Whether the worker died while it had nothing to do; what it said last is of no use."""
        while (heard := host.line.receive(0)) is not None:
            if isinstance(heard, Ended):
                return True
        return not host.alive

    def _drop_host(self) -> None:
        self._end_host()
        self._host = None
