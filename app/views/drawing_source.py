"""What a drawing can be begun from: a set that is made, or two columns of one that is measured."""

from PySide6.QtCore import QCoreApplication

from app.session.session import Session
from app.trainer.messages import Loaded
from app.views.axes import Axes
from engine.data.to_drawing import (
    can_be_drawing,
    can_rows_be_drawing,
    rows_to_drawing,
    to_drawing,
)
from engine.experiment.data import CurveValues, Made
from engine.experiment.data.drawn import MOST_CLASSES, MOST_POINTS, Drawing


class DrawingSource:
    """The present set of a session as a drawing."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._axes = Axes.of(session)

    @property
    def is_made(self) -> bool:
        """Whether the present data is made by a formula: the first stroke makes it a drawing."""
        return can_be_drawing(self._session.experiment.data)

    @property
    def can_be_taken(self) -> bool:
        """Whether the present set can become a drawing."""
        return not self.why_not

    @property
    def why_not(self) -> str:
        """Why the present data cannot become a drawing; empty where it can."""
        data, loaded = self._session.experiment.data, self._loaded
        if isinstance(data, Drawing) or self.is_made:
            return ""
        if isinstance(data, Made | CurveValues):
            text = QCoreApplication.translate(
                "Drawing", "A drawing holds at most {most} points; lower the number of samples."
            )
            return text.format(most=f"{MOST_POINTS:,}")
        if loaded is None:
            return QCoreApplication.translate("Drawing", "The data is still being read.")
        if can_rows_be_drawing(loaded.facts):
            return self._no_columns() if self._axes.components else ""
        if loaded.facts.class_count > MOST_CLASSES:
            text = QCoreApplication.translate("Drawing", "A drawing has at most {most} classes.")
            return text.format(most=MOST_CLASSES)
        return QCoreApplication.translate(
            "Drawing", "Images and sequences cannot be drawn on; start empty."
        )

    @property
    def drawing(self) -> Drawing | None:
        """The drawing that the present data is or can become; None where it can not."""
        data, loaded = self._session.experiment.data, self._loaded
        if isinstance(data, Drawing):
            return data
        if not self.can_be_taken:
            return None
        if isinstance(data, Made | CurveValues):
            return to_drawing(data, self._session.experiment.seed)
        assert loaded is not None
        samples = loaded.points, loaded.targets, loaded.bounds
        return rows_to_drawing(data, loaded.facts, *samples, self._axes.x, self._axes.y)

    @property
    def left_out(self) -> str:
        """What of the present set does not come along into a drawing; empty where all does."""
        loaded = self._loaded
        if self.is_made or loaded is None:
            return ""
        notes = []
        names, whole = loaded.facts.column_names, loaded.facts
        if len(names) > 2:
            text = QCoreApplication.translate(
                "Drawing", "The drawing keeps {x} and {y}; the other columns are left out."
            )
            notes.append(text.format(x=names[self._axes.x], y=names[self._axes.y]))
        count = whole.train_samples + whole.test_samples
        if len(loaded.points) < count:
            text = QCoreApplication.translate("Drawing", "It has {some} of the {all} samples.")
            notes.append(text.format(some=f"{len(loaded.points):,}", all=f"{count:,}"))
        return " ".join(notes)

    @property
    def _loaded(self) -> Loaded | None:
        """The samples of the present data, where they have been read."""
        snapshot = self._session.snapshot
        loaded = None if snapshot is None else snapshot.loaded
        is_present = loaded is not None and loaded.experiment.data == self._session.experiment.data
        return loaded if is_present else None

    def _no_columns(self) -> str:
        return QCoreApplication.translate(
            "Drawing", "Choose two columns as axes first: components are not what was measured."
        )
