"""Starts the program: `python -m app`, or `backprop-lab` where it is installed."""

import multiprocessing
import sys

from app.trainer.threads import limit_blas_threads


def main() -> int:
    """Do what the command line asks for; returns the exit status."""
    multiprocessing.freeze_support()  # a packaged program's worker process ends here
    limit_blas_threads()
    # Only now: what it imports brings NumPy, which reads the number of threads when imported.
    from app.command_line import main as do_words

    return do_words(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
