"""The background worker's loop: do one job after the other, as the window commands."""

from socket import socket
from typing import Any

from app.jobs.job import Begin, Done, Failed, Result
from app.trainer.line import Ended, Line
from app.trainer.messages import Stop
from app.trainer.problem import failure
from engine.errors import DataError, ExperimentError


def serve_jobs(connection: socket) -> None:
    """Serve the window at the other end until it says Stop or is gone."""
    line = Line(connection)
    command = line.receive(None)
    while not isinstance(command, Stop | Ended):
        command = _do(command, line) if isinstance(command, Begin) else None
        if command is None:
            command = line.receive(None)
    line.close()


def _do(begin: Begin, line: Line) -> Any:
    """Do a job and tell its results; returns the command that broke it off, if one did."""
    number, job = begin.number, begin.job
    try:
        for value in job.results():
            line.send(Result(number, value))
            command = line.receive(0)
            if command is not None:
                return command
    except (DataError, ExperimentError) as error:
        line.send(Failed(number, str(error)))
    except Exception as error:  # noqa: BLE001 - the window tells it, and the worker serves on
        line.send(Failed(number, failure(job.doing, error).message))
    else:
        line.send(Done(number))
    return None
