"""The number of threads that NumPy's linear algebra uses, fixed before NumPy is imported."""

import os

THREAD_VARIABLES = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


def limit_blas_threads() -> None:
    """Leave one core to the window, unless the user has chosen a number of threads already.

    Call it before NumPy is imported: later it holds for child processes only. A run with and a
    run without a window both call it, because the number of threads can decide the order in which
    BLAS adds, and thereby the last bit of a sum.
    """
    if any(name in os.environ for name in THREAD_VARIABLES):
        return
    threads = str(max(1, usable_cores() - 1))
    os.environ.update(dict.fromkeys(THREAD_VARIABLES, threads))


def usable_cores() -> int:
    """The number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
