"""The axes are what pictures of the input space are drawn over: two columns or components."""

from PySide6.QtCore import QObject, Signal

from app.session.session import Session
from engine.data.dataset import Facts


class Axes(QObject):
    """One choice for all views of a session: two columns, or the first principal components."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._x, self._y = 0, 1
        self._wants_components = False
        self._has_columns = True  # that mean something by themselves, unlike a single pixel
        self._has_components = False

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

    @property
    def components(self) -> bool:
        """Whether the axes are the first two principal components of the inputs."""
        return self._has_components and (self._wants_components or not self._has_columns)

    def choose_x(self, column: int) -> None:
        """Draw this column to the right; the two axes change places where it was the other one."""
        self._choose(column, self._x if column == self._y else self._y)

    def choose_y(self, column: int) -> None:
        """Draw this column upwards; the two axes change places where it was the other one."""
        self._choose(self._y if column == self._x else self._x, column)

    def choose_components(self) -> None:
        """Draw over the principal components."""
        self._put(self._x, self._y, wants_components=True)

    def fit(self, facts: Facts) -> None:
        """Choose anew what the data does not have.

        Data with too few columns returns to the first two. Images and sequences have components
        only; codes, which are names and not amounts, have neither.
        """
        count = len(facts.column_names)
        before = self.components
        self._has_columns = facts.kind == "rows"
        self._has_components = count > 2 and facts.kind != "codes"
        wants = self._wants_components and self._has_components
        if max(self._x, self._y) >= max(count, 2):
            self._put(0, 1, wants)
        self._wants_components = wants
        if self.components != before:
            self.changed.emit()

    def _choose(self, x: int, y: int) -> None:
        self._put(x, y, wants_components=False)

    def _put(self, x: int, y: int, wants_components: bool) -> None:
        old = (self._x, self._y, self._wants_components)
        self._x, self._y, self._wants_components = x, y, wants_components
        if old != (x, y, wants_components):
            self.changed.emit()
