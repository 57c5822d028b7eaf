"""Files that the program reads: icons, fonts, the style sheet and example experiments."""

from pathlib import Path

_FOLDER = Path(__file__).parent


def resource_path(*parts: str) -> Path:
    """Return the path of a resource, e.g. `resource_path("icons", "play.svg")`."""
    return _FOLDER.joinpath(*parts)
