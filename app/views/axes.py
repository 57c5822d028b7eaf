"""The axes are the two columns of the data over which pictures of the input space are drawn."""

from PySide6.QtCore import QObject, Signal

from app.session.session import Session


class Axes(QObject):
    """One choice of two columns for all views of a session."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._x, self._y = 0, 1

    @staticmethod
    def of(session: Session) -> "Axes":
        """Return the axes of a session; made with the first view that asks for them."""
        axes = session.findChild(Axes)
        if axes is None:
            axes = Axes(session)
            axes.changed.connect(session.stirred)
        return axes

    @property
    def x(self) -> int:
        """The number of the column along the horizontal axis."""
        return self._x

    @property
    def y(self) -> int:
        """The number of the column along the vertical axis."""
        return self._y

    def choose_x(self, column: int) -> None:
        """Draw this column to the right; the two axes change places where it was the other one."""
        self._choose(column, self._x if column == self._y else self._y)

    def choose_y(self, column: int) -> None:
        """Draw this column upwards; the two axes change places where it was the other one."""
        self._choose(self._y if column == self._x else self._x, column)

    def fit(self, column_count: int) -> None:
        """Return to the first two columns where the data has too few for the present choice."""
        if max(self._x, self._y) >= max(column_count, 2):
            self._choose(0, 1)

    def _choose(self, x: int, y: int) -> None:
        if (x, y) != (self._x, self._y):
            self._x, self._y = x, y
            self.changed.emit()
