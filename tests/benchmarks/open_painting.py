"""Opens a window that trains flat out while points are painted, in a process of its own.

    python -m tests.benchmarks.open_painting POINTS

writes one line of JSON: the platform, the milliseconds from each drawn frame to the next and how
many of them the window's thread worked, the milliseconds that each mouse event took, the points
drawn, and the steps trained a second.
"""

import sys

from app.trainer.threads import limit_blas_threads

if __name__ == "__main__":
    limit_blas_threads()
    # Only now, as in the program: the worker's process imports this module too, and needs no Qt.
    from tests.benchmarks.painted_window import main

    sys.exit(main(sys.argv[1:]))
