"""A drawing tool turns the way of the mouse into changes of a sketch."""

from abc import ABC, abstractmethod

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.views.sketch import Place, Sketch

SPRAYED = 80.0  # points a second
_CLOSE = 0.7  # of the brush's radius lies between two points of a line


class Tool(ABC):
    """What is done from the moment that the button goes down.

    A tool begins at a place, is dragged to others, and may work on with time. `reach` is the
    brush's radius along both axes, in units of the data. `count` says how many points it has
    changed since it began.
    """

    def __init__(self) -> None:
        self.count = 0

    @abstractmethod
    def begin(self, sketch: Sketch, at: Place, reach: Place, value: float) -> None:
        """The button goes down."""

    @abstractmethod
    def drag(self, sketch: Sketch, to: Place, reach: Place, value: float) -> None:
        """The mouse moves on with the button down."""

    def pass_time(
        self, sketch: Sketch, seconds: float, at: Place, reach: Place, value: float
    ) -> None:
        """So much time has passed with the button down; most tools do not care."""
        del sketch, seconds, at, reach, value

    @abstractmethod
    def words(self) -> str:
        """The name of what was done, for the undo history."""


class Brush(Tool):
    """A click adds one point; dragging adds a line of them, evenly spaced."""

    _last: np.ndarray

    def begin(self, sketch: Sketch, at: Place, reach: Place, value: float) -> None:
        self._last = np.array(at)
        self.count = sketch.add(self._last[None], value)

    def drag(self, sketch: Sketch, to: Place, reach: Place, value: float) -> None:
        way = np.subtract(to, self._last)
        length = float(np.hypot(*(way / reach))) / _CLOSE  # in spaces between points
        steps = np.arange(1, int(length) + 1)[:, None]
        if len(steps):
            places = self._last + steps * (way / length)
            self._last = places[-1]
            self.count += sketch.add(places, value)

    def words(self) -> str:
        return drawn_words(self.count)


class Spray(Tool):
    """Adds points at random places within reach, as many a second whatever the frame rate."""

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__()
        self._rng = rng
        self._due = 0.0

    def begin(self, sketch: Sketch, at: Place, reach: Place, value: float) -> None:
        self.count, self._due = 0, 0.0
        self._add(1, sketch, at, reach, value)

    def drag(self, sketch: Sketch, to: Place, reach: Place, value: float) -> None:
        """Only time adds points."""

    def pass_time(
        self, sketch: Sketch, seconds: float, at: Place, reach: Place, value: float
    ) -> None:
        self._due += seconds * SPRAYED
        number = int(self._due)
        self._due -= number
        self._add(number, sketch, at, reach, value)

    def words(self) -> str:
        return drawn_words(self.count)

    def _add(self, number: int, sketch: Sketch, at: Place, reach: Place, value: float) -> None:
        """Add points spread evenly over the disc: the radius is the root of a uniform number."""
        radius, angle = np.sqrt(self._rng.random(number)), self._rng.random(number) * 2 * np.pi
        disc = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
        self.count += sketch.add(np.array(at) + disc * reach, value)


class Move(Tool):
    """Takes the nearest point within reach along with the mouse."""

    def __init__(self) -> None:
        super().__init__()
        self._index: int | None = None

    def begin(self, sketch: Sketch, at: Place, reach: Place, value: float) -> None:
        self.count = 0
        self._index = sketch.nearest(at, reach)

    def drag(self, sketch: Sketch, to: Place, reach: Place, value: float) -> None:
        if self._index is not None:
            sketch.move(self._index, to)
            self.count = 1

    def words(self) -> str:
        return QCoreApplication.translate("Drawing", "Move a point")


class Eraser(Tool):
    """Takes away every point that comes within reach."""

    def begin(self, sketch: Sketch, at: Place, reach: Place, value: float) -> None:
        self._last = np.array(at)
        self.count = sketch.erase(at, reach)

    def drag(self, sketch: Sketch, to: Place, reach: Place, value: float) -> None:
        way = np.subtract(to, self._last)
        steps = max(1, int(np.ceil(np.hypot(*(way / reach)))))  # no gaps, however fast it goes
        for step in range(1, steps + 1):
            x, y = (self._last + way * step / steps).tolist()
            self.count += sketch.erase((x, y), reach)
        self._last = np.array(to)

    def words(self) -> str:
        if self.count == 1:
            return QCoreApplication.translate("Drawing", "Erase a point")
        text = QCoreApplication.translate("Drawing", "Erase {count} points")
        return text.format(count=f"{self.count:,}")


def drawn_words(count: int) -> str:
    """Name so many new points for the undo history."""
    if count == 1:
        return QCoreApplication.translate("Drawing", "Draw a point")
    text = QCoreApplication.translate("Drawing", "Draw {count} points")
    return text.format(count=f"{count:,}")
