"""The pencil draws for a session: it turns gestures on the boundary into edits of the data."""

from collections.abc import Callable, Mapping
from time import perf_counter

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from app.session.session import Session
from app.views.drawing_source import DrawingSource
from app.views.drawing_tools import Brush, Eraser, Move, Spray, Tool
from app.views.sketch import Place, Sketch
from engine.data.drawn import class_names
from engine.data.plane_sets import LETTERS
from engine.data.to_drawing import empty_drawing
from engine.errors import ExperimentError
from engine.experiment.data import CurveValues, Drawn, DrawnCurve, Made
from engine.experiment.data.drawn import MOST_CLASSES, Drawing
from engine.experiment.experiment import Experiment
from engine.fit import fit_plane

TOOLS = ("brush", "spray", "move", "erase")
SMALLEST, LARGEST = 4, 60  # pixels, the radius of the brush
_COMMIT_MS = 333  # between two edits while the button is down
_SPRAY_MS = 16


class Pencil(QObject):
    """A tool, what it draws with, and the drawing under it.

    The sketch changes at once; the session gets it five times a second while the button is
    down, all as one entry of the undo history. Data that is not drawn yet becomes a drawing with
    the first change.
    """

    drawn = Signal(int)  # so many points were added at the end, and nothing else changed
    redrawn = Signal()  # the sketch changed otherwise, or is another one
    settings_changed = Signal()  # tool, class, value, radius, whether it draws

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.source = DrawingSource(session)
        self.is_active = False
        self._is_active_unasked = False
        self.tool = TOOLS[0]
        self.chosen_class = 0
        self.value = 1.0
        self.radius = 14
        self.sketch: Sketch | None = None
        rng = np.random.default_rng(session.experiment.seed)
        self._tools: Mapping[str, Tool] = {
            "brush": Brush(),
            "spray": Spray(rng),
            "move": Move(),
            "erase": Eraser(),
        }
        self._under_way: Tool | None = None
        self._before = session.experiment
        self._at: Place = (0.0, 0.0)
        self._reach: Place = (1.0, 1.0)
        self._gestures = 0
        self._last_time = 0.0
        self._commit_timer = QTimer(self, interval=_COMMIT_MS)
        self._commit_timer.timeout.connect(self._commit)
        self._spray_timer = QTimer(self, interval=_SPRAY_MS)
        self._spray_timer.timeout.connect(self._spray)
        session.experiment_changed.connect(self._follow)
        self._follow(session.experiment)

    @property
    def is_drawing(self) -> bool:
        """Whether the button is down."""
        return self._under_way is not None

    @property
    def can_draw(self) -> bool:
        """Whether a stroke can begin on the present data."""
        return isinstance(self.session.experiment.data, Drawing) or self.source.is_made

    @property
    def class_count(self) -> int:
        """The classes to choose from; 0 where values are drawn, and for other data."""
        data = self.session.experiment.data
        is_plane = isinstance(data, Made) or (isinstance(data, Drawing) and not self.is_curve)
        return getattr(data, "class_count", 0) if is_plane else 0

    @property
    def class_names(self) -> tuple[str, ...]:
        """The names of the classes that can be drawn; those of a made set have letters."""
        data = self.session.experiment.data
        return class_names(data) if isinstance(data, Drawn) else LETTERS[: self.class_count]

    @property
    def value_range(self) -> tuple[float, float]:
        """The least and the greatest value that can be chosen."""
        data = self.session.experiment.data
        if isinstance(data, Drawn) and len(data.axes) == 3:
            return data.axes[2].low, data.axes[2].high
        return -1.0, 1.0

    @property
    def is_curve(self) -> bool:
        """Whether a point's height is its value."""
        return isinstance(self.session.experiment.data, DrawnCurve | CurveValues)

    def set_active(self, active: bool) -> None:
        """Draw with the mouse from now on, or no longer."""
        self.is_active, self._is_active_unasked = active, False
        self.settings_changed.emit()

    def set_tool(self, tool: str) -> None:
        """Use another of `TOOLS`."""
        self.tool = tool
        self.settings_changed.emit()

    def set_class(self, number: int) -> None:
        """Draw points of this class, counted from 0; ignored where there is none."""
        if 0 <= number < self.class_count:
            self.chosen_class = number
            self.settings_changed.emit()

    def set_value(self, value: float) -> None:
        """Draw points of this value."""
        self.value = value
        self.settings_changed.emit()

    def set_radius(self, radius: int) -> None:
        """Draw with a brush of so many pixels, as near as it can be had."""
        self.radius = min(max(radius, SMALLEST), LARGEST)
        self.settings_changed.emit()

    def begin(self, at: Place, reach: Place, tool: str = "") -> None:
        """The button goes down at a place, with another tool than the chosen one if need be."""
        if self._under_way is not None or not self.can_draw:
            return
        self._before, self._at, self._reach = self.session.experiment, at, reach
        self._gestures += 1
        self._under_way = self._tools[tool or self.tool]
        self._change(self._under_way.begin)
        self._commit()
        self._commit_timer.start()
        self._last_time = perf_counter()
        if isinstance(self._under_way, Spray):
            self._spray_timer.start()

    def drag(self, to: Place) -> None:
        """The mouse moves to a place with the button down."""
        if self._under_way is not None:
            self._at = to
            self._change(self._under_way.drag)

    def end(self) -> None:
        """The button goes up."""
        if self._under_way is not None:
            self._commit()
            self._stop()
            if self.sketch is not None and self.sketch.drawing is not self.session.experiment.data:
                self._follow(self.session.experiment)  # nothing was changed
            self.redrawn.emit()

    def cancel(self) -> None:
        """Take back what was done since the button went down."""
        if self._under_way is not None:
            before, merge = self._before, self._merge
            words = self._under_way.words()
            self._stop()
            self.session.edit(before, words, merge)
            self._follow(before)

    def start_empty(self) -> None:
        """Begin a drawing without points, or clear the present one."""
        data = self.session.experiment.data
        text = (
            self.tr("Clear the drawing")
            if isinstance(data, Drawing)
            else self.tr("Start an empty drawing")
        )
        self.session.edit_data(empty_drawing(data), text)

    def take_set(self) -> None:
        """Make a drawing of the present set, with its points as they are."""
        drawing, left_out = self.source.drawing, self.source.left_out
        if drawing is not None:
            self.session.edit_data(drawing, self.tr("Draw on this set"))
            if left_out:
                self.session.said.emit(left_out, "info")

    def add_class(self) -> None:
        """Give the drawing another class, and choose it."""
        drawing = self.source.drawing
        if drawing is not None and 0 < self.class_count < MOST_CLASSES:
            number = self.class_count
            data = replace(drawing, classes=number + 1)
            self.session.edit_data(data, self.tr("Add a class"))
            self.set_class(number)

    @property
    def _merge(self) -> str:
        return f"stroke {self._gestures}"

    @property
    def _target(self) -> float:
        return float(self.chosen_class) if self.class_count else self.value

    def _change(self, work: Callable[..., None], *words: float) -> None:
        """Let the tool work, and tell what became of the sketch."""
        if self.sketch is None:
            drawing = self.source.drawing
            if drawing is None:
                return
            self.sketch = Sketch(drawing)
            self.redrawn.emit()
        before, tool = len(self.sketch), self._under_way
        assert tool is not None
        count = tool.count
        work(self.sketch, *words, self._at, self._reach, self._target)
        if isinstance(tool, Brush | Spray):
            self.drawn.emit(len(self.sketch) - before)
        elif tool.count != count or isinstance(tool, Move):
            self.redrawn.emit()

    def _spray(self) -> None:
        now = perf_counter()
        passed, self._last_time = now - self._last_time, now
        if self._under_way is not None:
            self._change(self._under_way.pass_time, passed)

    def _commit(self) -> None:
        """Make the sketch the session's data, as far as it is something new."""
        tool, sketch = self._under_way, self.sketch
        if tool is None or sketch is None or not tool.count:
            return
        drawing = sketch.drawing
        if drawing is self.session.experiment.data:
            return
        try:
            experiment = fit_plane(self._before, drawing)
        except ExperimentError as error:
            self._stop()
            self.session.said.emit(str(error), "error")
            self._follow(self.session.experiment)
            return
        became_drawing = not isinstance(self.session.experiment.data, Drawing)
        self.session.edit(experiment, tool.words(), self._merge)
        if became_drawing:
            self.settings_changed.emit()

    def _stop(self) -> None:
        self._under_way = None
        self._commit_timer.stop()
        self._spray_timer.stop()

    def _offer_to_draw(self) -> None:
        """An empty drawing is there to be drawn on; other data, only where a person asks for it."""
        if self.sketch is None and self._is_active_unasked:
            self.is_active = self._is_active_unasked = False
        elif self.sketch is not None and not self.sketch and not self.is_active:
            self.is_active = self._is_active_unasked = True

    def _follow(self, experiment: Experiment) -> None:
        """Draw on what somebody else made of the data, such as an undo."""
        data = experiment.data
        if self.sketch is not None and self.sketch.drawing is data:
            return
        if self.sketch is None and self._under_way is None and not isinstance(data, Drawing):
            self.settings_changed.emit()
            return
        self._stop()
        self.sketch = Sketch(data) if isinstance(data, Drawing) else None
        self._offer_to_draw()
        self.chosen_class = min(self.chosen_class, max(self.class_count - 1, 0))
        low, high = self.value_range
        self.value = min(max(self.value, low), high)
        self.redrawn.emit()
        self.settings_changed.emit()
