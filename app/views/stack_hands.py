"""The hands on stacks: what the mouse is over in a map, and the keys that fold and unroll."""

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.views.diagram import HEADING_HEIGHT, Diagram, Neuron
from app.views.sample_tiles import SampleTiles
from app.views.stack_picture import StackPicture
from app.views.stack_words import band_lines, kernel_line, kernels_line, tile_lines


class StackHands(QObject):
    """Knows the sample that is shown, the number of it under the mouse, and asks for changes.

    `sample` is what was measured; with `is_everywhere` neurons show it too.
    """

    folded = Signal(object)  # a column, to fold it or to unfold what it hides
    turned = Signal(object)  # a recurrent column, to unroll it or to roll it up
    unfolded = Signal()  # everything
    middle_folded = Signal()
    kernels_asked = Signal(object, object, QPoint)  # a map, the pixel in it or None, where

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.sample: SampleTiles | None = None
        self.is_everywhere = False
        self.point: QPointF | None = None

    def take_sample(self, sample: SampleTiles | None, is_everywhere: bool) -> bool:
        """Show a sample from now on; True where it is another one, not the same measured anew."""
        old, was_everywhere = self.sample, self.is_everywhere
        self.sample, self.is_everywhere = sample, is_everywhere
        return was_everywhere != is_everywhere or _identity(old) != _identity(sample)

    def press(self, event: QKeyEvent, diagram: Diagram | None, neuron: Neuron | None) -> bool:
        """Do what a key asks for: F folds, Shift+F unfolds all, M folds the middle, U unrolls."""
        keys = (Qt.Key.Key_F, Qt.Key.Key_U, Qt.Key.Key_M)
        if diagram is None or event.key() not in keys or event.modifiers() & ~_SHIFT:
            return False
        if event.key() == Qt.Key.Key_M:
            self.middle_folded.emit()
        elif event.modifiers() & _SHIFT:
            self.unfolded.emit()
        elif neuron is not None:
            column = diagram.columns[neuron.column]
            (self.folded if event.key() == Qt.Key.Key_F else self.turned).emit(column)
        return True

    def click(self, point: QPointF, diagram: Diagram) -> bool:
        """Unroll the recurrent layer whose foot is clicked, or roll it up."""
        for index, column in enumerate(diagram.columns):
            if column.steps and diagram.foot(index).contains(point):
                self.turned.emit(column)
                return True
        return False

    def ask(self, diagram: Diagram, neuron: Neuron, at: QPoint) -> None:
        """Ask for the kernels of a map in numbers, where it has any."""
        if diagram.columns[neuron.column].kernels:
            self.kernels_asked.emit(neuron, self.place(diagram, neuron), at)

    def double_click(self, point: QPointF, top: float, diagram: Diagram) -> bool:
        """Fold the column whose heading is clicked twice, or unfold a band anywhere on it."""
        index = diagram.column_at(point.x())
        if index is None:
            return False
        column = diagram.columns[index]
        if point.y() > top + HEADING_HEIGHT - 8 and column.form != "band":
            return False
        self.folded.emit(column)
        return True

    def holds(self, neuron: Neuron | None, point: QPointF, picture: StackPicture) -> bool:
        """Whether a map stays chosen: the mouse is at its kernels, which are drawn large."""
        if neuron is None or not picture.kernel_boxes(neuron):
            return False
        return picture.kernel_area(neuron).contains(point)

    def lines(self, diagram: Diagram, picture: StackPicture, neuron: Neuron) -> list[str]:
        """What the card tells of a tile; empty where that is for others to tell."""
        column = diagram.columns[neuron.column]
        if column.form == "band":
            return band_lines(column)
        if column.form == "row" and not self.is_everywhere:
            return []
        tile = neuron.unit + diagram.first(neuron.column)
        cell = self._cell(diagram, neuron)
        lines = tile_lines(diagram.columns, neuron.column, tile, self.sample, cell)
        if picture.has_weights_into(neuron):
            lines.append(self.tr("the picture: its weights over the maps"))
        return lines + self._kernel_lines(diagram, picture, neuron)

    def is_at_kernel(self, diagram: Diagram, picture: StackPicture, neuron: Neuron) -> bool:
        """Whether the mouse is on a kernel: the map is not what is looked at."""
        return self._weight(diagram, picture, neuron) is not None

    def place(self, diagram: Diagram, neuron: Neuron) -> tuple[int, int] | None:
        """The pixel of a map under the mouse."""
        cell = self._cell(diagram, neuron)
        return (cell[0], cell[1]) if cell is not None and len(cell) == 2 else None

    def _cell(self, diagram: Diagram, neuron: Neuron) -> tuple[int, ...] | None:
        """The number of a tile under the mouse: (row, column) of a map, (unit,) of a step."""
        column = diagram.columns[neuron.column]
        box = diagram.boxes[neuron.column][neuron.unit]
        if self.point is None or not box.contains(self.point):
            return None
        if column.form == "maps":
            return _within(box, self.point, column.shape[1], column.shape[2])
        return _within(box, self.point, 1, column.shape[1])[1:] if column.form == "steps" else None

    def _kernel_lines(self, diagram: Diagram, picture: StackPicture, neuron: Neuron) -> list[str]:
        place = self.place(diagram, neuron)
        kernels = picture.kernels(neuron.column, place)
        if kernels is None:
            return []
        size = kernels.kernels.shape[-1]
        lines = [kernels_line(kernels.channels, size, kernels.limit, kernels.place)]
        bias = picture.bias(neuron.column, neuron.unit, kernels.place)
        if bias is not None:
            lines.append(self.tr("bias {value}").format(value=f"{bias:.4g}"))
        weight = self._weight(diagram, picture, neuron)
        if weight is not None:
            before = diagram.columns[neuron.column - 1]
            name = self.tr("map {number}").format(number=weight[0] + 1)
            if before.form == "maps" and before.labels:
                name = before.labels[weight[0] + before.lead]
            lines.append(kernel_line(weight, float(kernels.kernels[neuron.unit, *weight]), name))
        return lines

    def _weight(
        self, diagram: Diagram, picture: StackPicture, neuron: Neuron
    ) -> tuple[int, int, int] | None:
        """The weight of a kernel under the mouse: (channel, row, column)."""
        kernels, point = picture.kernels(neuron.column), self.point
        if kernels is None or point is None:
            return None
        size = kernels.kernels.shape[-1]
        for channel, box in enumerate(picture.kernel_boxes(neuron)):
            if box.contains(point):
                return (channel, *_within(box, point, size, size))
        return None


_SHIFT = Qt.KeyboardModifier.ShiftModifier


def _identity(sample: SampleTiles | None) -> tuple[object, ...]:
    """What tells samples apart, whatever the network makes of them."""
    return () if sample is None else (sample.flow.number, sample.sums, *sample.states)


def _within(box: QRectF, point: QPointF, rows: int, columns: int) -> tuple[int, int]:
    """The row and column of a point of a box."""
    row = int((point.y() - box.top()) / box.height() * rows)
    column = int((point.x() - box.left()) / box.width() * columns)
    return min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)
