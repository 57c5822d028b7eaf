"""Modules that are imported late: those that wrap packages slow to import and rarely wanted.

scikit-learn takes two seconds, requests an eighth of one, Pillow a twentieth; the window imports
`engine.data`, and must not wait for them.
"""

import importlib
from typing import Any

IMAGE_FOLDER = "engine.data.image_folder"
BUNDLED = "engine.data.bundled"
DOWNLOAD = "engine.data.download"


def call_late(module: str, function: str, *arguments: Any) -> Any:
    """Call a function of a module, which is imported now if it was not before."""
    return getattr(importlib.import_module(module), function)(*arguments)
