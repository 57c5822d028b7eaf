"""The machine and the libraries that figures were measured with."""

import importlib.util
import os
import platform
from importlib import metadata
from pathlib import Path

import numpy as np


def machine() -> str:
    """Return the machine in one line: processor, cores, Python, NumPy and its BLAS."""
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    parts = [
        processor(),
        f"{os.cpu_count()} cores",
        f"Python {platform.python_version()}",
        f"NumPy {np.__version__} with {blas['name']} {blas['version']}",
        f"PySide6 {metadata.version('PySide6-Essentials')}",
    ]
    if importlib.util.find_spec("torch"):
        parts.append(f"PyTorch {metadata.version('torch')}")
    return ", ".join(parts)


def load() -> str:
    """Return how many processes wanted a core, on average over the last minute."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def processor() -> str:
    """Return the processor's name."""
    listing = Path("/proc/cpuinfo")
    if listing.exists():
        for line in listing.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
