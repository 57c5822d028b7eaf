"""Draws diagrams, and edits a deep network in the window, in a process of its own.

    python -m tests.benchmarks.open_diagram FRAMES

writes one line of JSON: the milliseconds that a frame of each network's diagram took, painting
included, and those from each edit of a network of fifty layers of 100 to its picture.
"""

import sys

from app.trainer.threads import limit_blas_threads

if __name__ == "__main__":
    limit_blas_threads()
    # Only now, as in the program: the worker's process imports this module too, and needs no Qt.
    from tests.benchmarks.drawn_diagram import main

    sys.exit(main(sys.argv[1:]))
