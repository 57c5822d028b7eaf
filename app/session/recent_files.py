"""The recent files: the experiments last opened or saved, newest first."""

from pathlib import Path

from PySide6.QtCore import QSettings

_KEY = "recent_files"
_LONGEST = 10


class RecentFiles:
    """At most ten paths, remembered in the settings; files that are gone are left out."""

    def __init__(self, store: QSettings | None = None) -> None:
        """Read the list from the settings; without settings it lasts as long as this object."""
        self._store = store
        self._paths: list[Path] = []
        if store is not None:
            self._paths = [Path(name) for name in _names(store.value(_KEY))]

    @property
    def paths(self) -> tuple[Path, ...]:
        """Those that still exist, newest first."""
        return tuple(path for path in self._paths if path.is_file())

    def add(self, path: Path) -> None:
        """Put a file first."""
        path = path.absolute()
        others = [other for other in self.paths if other != path]
        self._paths = [path, *others][:_LONGEST]
        self._write()

    def clear(self) -> None:
        """Forget them all."""
        self._paths = []
        self._write()

    def _write(self) -> None:
        if self._store is not None:
            self._store.setValue(_KEY, [str(path) for path in self._paths])


def _names(value: object) -> list[str]:
    """What an INI file gives back: nothing, one word, or a list."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [name for name in value if isinstance(name, str)]
    return []
