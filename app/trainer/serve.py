"""The worker's loop: train, and between two slices of training do what the window commands."""

import sys
from socket import socket

from app.trainer.line import Ended
from app.trainer.mailbox import Mailbox
from app.trainer.messages import Answer, Command, Describe, Described, Load, Stop
from app.trainer.worker import Worker
from app.trainer.worker_line import WorkerLine
from engine.data.report import Cancelled

SWITCH_INTERVAL = 1e-4  # seconds after which training lets the window run, if they share a process


def serve(connection: socket) -> None:
    """Serve the client at the other end until it says Stop or is gone.

    The same in a process of its own and in a thread. Training goes on in slices of a millisecond;
    a run that stands still, or waits for its next step, waits for commands.
    """
    line, worker = WorkerLine(connection), Worker()
    mailbox = Mailbox(line, worker.answer)
    usual_interval = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL)
    try:
        while True:
            command = mailbox.next(worker.wait())
            if isinstance(command, Stop | Ended):
                break
            if command is None:
                worker.train()
            elif answer := _obey(command, worker, mailbox):
                line.send(answer)
    finally:
        sys.setswitchinterval(usual_interval)
        line.close()


def _obey(command: Command, worker: Worker, mailbox: Mailbox) -> Answer | Described | None:
    """Do what is commanded, or let it be where it is to read data that is no longer wanted."""
    try:
        return worker.handle(command, mailbox.report)
    except Cancelled:
        assert isinstance(command, Load | Describe)
        return worker.give_up(command)
    finally:
        mailbox.end_reading()
