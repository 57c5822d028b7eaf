"""Opens a window, and in it a table: `python -m tests.benchmarks.open_table FILE`.

Writes one line of JSON: how long the table took to become the data of the run, how even the
window's frames were meanwhile, the memory of the training process, and how soon cancelling worked.
"""

import sys

from app.trainer.threads import limit_blas_threads

if __name__ == "__main__":
    limit_blas_threads()
    # Only now, as in the program: the worker's process imports this module too, and needs no Qt.
    from tests.benchmarks.watched_table import main

    sys.exit(main(sys.argv[1]))
