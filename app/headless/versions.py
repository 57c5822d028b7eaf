"""The versions of the program and of what computes its numbers."""

import platform
from importlib import metadata

PROGRAM = "backprop-lab"
PACKAGES = (PROGRAM, "numpy", "msgspec", "safetensors")


def versions() -> dict[str, str]:
    """Return the version of each package, of Python and of the operating system."""
    installed = {name: version(name) for name in PACKAGES}
    return installed | {"python": platform.python_version(), "platform": platform.platform()}


def version(package: str = PROGRAM) -> str:
    """Return a package's version; “unknown” where it runs without having been installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "unknown"
