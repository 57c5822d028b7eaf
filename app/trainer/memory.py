"""Memory that the worker keeps for its next pictures instead of giving it back to the system."""

import os

# Read by the C library of most Linux systems when a process starts, in bytes; others ignore them.
MEMORY_VARIABLES = {
    "MALLOC_TRIM_THRESHOLD_": 64 << 20,  # so much freed memory may be kept
    "MALLOC_MMAP_THRESHOLD_": 32 << 20,  # pieces larger than this are given back at once
}


def keep_freed_memory() -> None:
    """Let child processes keep freed memory, unless the user has chosen that already.

    Sixty times a second the worker fills some hundred kilobytes and frees them. To get them from
    the system anew takes a page fault for each page: a hundred in an answer, 2 µs each and more.
    """
    for name, size in MEMORY_VARIABLES.items():
        os.environ.setdefault(name, str(size))
