"""Arrow steps: which neuron the arrow keys choose next, and that it comes into sight."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea

from app.views.diagram import HEADING_HEIGHT, Diagram, Neuron

STEPS = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}


def neuron_beside(diagram: Diagram, neuron: Neuron | None, columns: int, units: int) -> Neuron:
    """The neuron so many columns and units further; the first one to begin with.

    In another column it is the one as far down, by its share of the column.
    """
    if neuron is None:
        return Neuron(0, 0)
    column = min(max(neuron.column + columns, 0), len(diagram.columns) - 1)
    if columns and column != neuron.column:
        share = (neuron.unit + 0.5) / diagram.shown[neuron.column]
        unit = int(share * diagram.shown[column])
    else:
        unit = neuron.unit + units
    return Neuron(column, min(max(unit, 0), diagram.shown[column] - 1))


def bring_into_sight(area: QAbstractScrollArea, diagram: Diagram, neuron: Neuron) -> None:
    """Scroll until a neuron shows below the headings."""
    box = diagram.boxes[neuron.column][0]
    across, upright = area.horizontalScrollBar(), area.verticalScrollBar()
    if box.left() < across.value() or box.right() > across.value() + across.pageStep():
        across.setValue(round(box.center().x() - across.pageStep() / 2))
    box = diagram.boxes[neuron.column][neuron.unit]
    lowest = upright.value() + upright.pageStep() - box.height()
    if not upright.value() + HEADING_HEIGHT - 8 <= box.top() <= lowest:
        upright.setValue(round(box.center().y() - upright.pageStep() / 2))
