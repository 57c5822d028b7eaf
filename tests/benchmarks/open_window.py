"""Opens a window that trains flat out, in a process of its own.

    python -m tests.benchmarks.open_window SECONDS [--all] [--in-process] [--instruments]

writes one line of JSON: the platform, the milliseconds from each drawn frame to the next, and the
steps trained a second. The network, the boundary and the loss are visible, or all views that are in
front of their places; with --instruments, for a network of ten layers of 32, the seven instruments
(gradients, activations, weights, loss and accuracy, confusion, representation, health) beside the
network and the boundary.
"""

import sys

from app.trainer.threads import limit_blas_threads

if __name__ == "__main__":
    limit_blas_threads()
    # Only now, as in the program: the worker's process imports this module too, and needs no Qt.
    from tests.benchmarks.watched_window import main

    sys.exit(main(sys.argv[1:]))
