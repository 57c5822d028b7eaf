"""The settings: what the window remembers from one start to the next."""

import json
from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QSettings

MODES = ("system", "light", "dark")
FLAT_OUT = "flat out"
FASTEST = 1e6


class Settings:
    """Typed access to a QSettings. What is missing or damaged there counts as not set."""

    def __init__(self, store: QSettings) -> None:
        self.store = store

    @property
    def mode(self) -> str:
        """Which theme is wanted: "system", "light" or "dark"."""
        value = self.store.value("look/mode")
        return value if value in MODES else MODES[0]

    @mode.setter
    def mode(self, mode: str) -> None:
        self.store.setValue("look/mode", mode)

    def speed(self, default: float) -> float | None:
        """The steps a second wanted last; None is flat out."""
        value = self.store.value("training/speed")
        if value == FLAT_OUT:
            return None
        try:
            speed = float(str(value))
        except ValueError:
            return default
        return speed if 1 <= speed <= FASTEST else default

    def set_speed(self, speed: float | None) -> None:
        """Remember the steps a second; None is flat out."""
        self.store.setValue("training/speed", FLAT_OUT if speed is None else speed)

    @property
    def has_played(self) -> bool:
        """Whether Play has ever been pressed, so that no hint is needed."""
        return str(self.store.value("hints/has_played")).lower() == "true"

    @has_played.setter
    def has_played(self, value: bool) -> None:
        self.store.setValue("hints/has_played", value)

    def layout(self, name: str) -> QByteArray | None:
        """How a part of the window was laid out, as Qt's own save functions gave it."""
        value = self.store.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None

    def set_layout(self, name: str, layout: QByteArray) -> None:
        """Remember how a part of the window is laid out."""
        self.store.setValue(f"layout/{name}", layout)

    def choices(self, name: str) -> dict[str, object]:
        """What was chosen in a view or panel."""
        try:
            value = json.loads(str(self.store.value(f"choices/{name}")))
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}

    def set_choices(self, name: str, choices: Mapping[str, object]) -> None:
        """Remember what is chosen in a view or panel, as plain values."""
        self.store.setValue(f"choices/{name}", json.dumps(dict(choices)))
