"""The worker's loop: train, and between two slices of training do what the window commands."""

import sys
from socket import socket

from app.trainer.line import Ended
from app.trainer.messages import Stop
from app.trainer.worker import Worker
from app.trainer.worker_line import WorkerLine

SWITCH_INTERVAL = 1e-4  # seconds after which training lets the window run, if they share a process


def serve(connection: socket) -> None:
    """Serve the client at the other end until it says Stop or is gone.

    The same in a process of its own and in a thread. Training goes on in slices of a millisecond;
    a run that stands still, or waits for its next step, waits for commands.
    """
    line, worker = WorkerLine(connection), Worker()
    usual_interval = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL)
    try:
        while True:
            command = line.receive(worker.wait())
            if isinstance(command, Stop | Ended):
                break
            if command is None:
                worker.train()
            elif answer := worker.handle(command):
                line.send(answer)
    finally:
        sys.setswitchinterval(usual_interval)
        line.close()
