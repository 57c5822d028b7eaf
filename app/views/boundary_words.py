"""What the boundary says about what it draws over, and how to draw on it."""

from PySide6.QtCore import QCoreApplication

from engine.plane import ComponentPlane


def rest_note(columns: int) -> str:
    """Say what the columns that are not drawn are kept at; empty where there are none."""
    others = columns - 2
    if others < 1:
        return ""
    if others == 1:
        return QCoreApplication.translate(
            "BoundaryView", "the other column is at its training mean"
        )
    text = QCoreApplication.translate(
        "BoundaryView", "the other {count} columns are at their training means"
    )
    return text.format(count=others)


def variance_note(plane: ComponentPlane) -> str:
    """Say how much a slice through wide data shows of it."""
    text = QCoreApplication.translate(
        "BoundaryView", "a slice through the mean; {share} % of the variance lies in it"
    )
    return text.format(share=f"{100 * float(plane.explained.sum()):.0f}")


def no_plane() -> str:
    """Say why there is no picture of codes."""
    return QCoreApplication.translate(
        "BoundaryView",
        "Characters are names, not amounts: there is no plane of inputs over which the network's "
        "answer could be drawn.",
    )


def plane_awaited() -> str:
    """Say that the principal components are on their way."""
    return QCoreApplication.translate(
        "BoundaryView", "The plane of the two principal components is being sought."
    )


def drawing_hint(tool: str) -> str:
    """Say what the mouse does with a tool."""
    texts = {
        "brush": QCoreApplication.translate("BoundaryView", "click to add points · drag to paint"),
        "spray": QCoreApplication.translate("BoundaryView", "hold the button to spray points"),
        "move": QCoreApplication.translate("BoundaryView", "drag a point to move it"),
        "erase": QCoreApplication.translate("BoundaryView", "drag to erase points"),
    }
    return texts[tool]


def taking_hint() -> str:
    """Say how data that was measured is drawn on."""
    return QCoreApplication.translate("BoundaryView", "“From this set” makes these points yours")


def empty_drawing(is_curve: bool) -> str:
    """Invite to draw the first points."""
    if is_curve:
        return QCoreApplication.translate(
            "BoundaryView", "Paint some points: a point's height is the value to be predicted."
        )
    return QCoreApplication.translate(
        "BoundaryView", "Paint some points: click to add one, drag to add many."
    )


def too_few_points() -> str:
    """Say why the points so far are not enough."""
    return QCoreApplication.translate(
        "BoundaryView", "Paint more points: the test share leaves none of these to train on."
    )
