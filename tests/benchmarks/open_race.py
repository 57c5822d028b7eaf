"""Opens a window in which a race is watched, in a process of its own.

    python -m tests.benchmarks.open_race formula|network SECONDS

writes one line of JSON: the platform, the milliseconds from each drawn picture to the next, and
how long the drawing of one takes.
"""

import sys

from app.trainer.threads import limit_blas_threads

if __name__ == "__main__":
    limit_blas_threads()
    # Only now, as in the program: the worker's process imports this module too, and needs no Qt.
    from tests.benchmarks.watched_race import main

    sys.exit(main(sys.argv[1:]))
