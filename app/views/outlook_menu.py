"""The menu of a loss surface: its centre, range and resolution, which are seldom changed."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from app.look.icons import icon
from engine.outlook import Outlook

_RESOLUTIONS = (25, 51, 101, 201)
_ZOOMS = (0.25, 0.5, 1.0, 2.0, 4.0)


class OutlookMenu(QToolButton):
    """`chosen` carries a field of the outlook and its value; "other" asks for other directions."""

    chosen = Signal(str, object)

    def __init__(self, outlook: Outlook) -> None:
        super().__init__()
        translate = QCoreApplication.translate
        self.setIcon(icon("more"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setProperty("role", "small")
        text = translate("LossSurfaceView", "Centre, range and resolution")
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._groups: dict[str, QActionGroup] = {}
        menu = QMenu(self)
        centres = (
            ("now", translate("LossSurfaceView", "Around the present weights")),
            ("best", translate("LossSurfaceView", "Around the best weights so far")),
            ("start", translate("LossSurfaceView", "Around the first weights")),
            ("step", translate("LossSurfaceView", "Around the weights of any step")),
        )
        sizes = [(size, f"{size} × {size}") for size in _RESOLUTIONS]
        words = translate("LossSurfaceView", "{times} times the usual range")
        zooms = [(zoom, words.format(times=f"{zoom:g}")) for zoom in _ZOOMS]
        self._add_group(menu, "centre", translate("LossSurfaceView", "Centre"), centres)
        self._add_group(menu, "resolution", translate("LossSurfaceView", "Resolution"), sizes)
        self._add_group(menu, "zoom", translate("LossSurfaceView", "Range"), zooms)
        menu.addSeparator()
        other = menu.addAction(translate("LossSurfaceView", "Other random directions or weights"))
        other.triggered.connect(lambda: self.chosen.emit("other", None))
        for field in ("resolution", "zoom"):
            self.show_choice(field, getattr(outlook, field))
        self.setMenu(menu)

    def show_choice(self, field: str, value: object) -> bool:
        """Mark what is chosen, without a signal; returns whether there is such a choice."""
        for action in self._groups[field].actions():
            if action.data() == value:
                action.setChecked(True)
                return True
        return False

    def _add_group(
        self, menu: QMenu, field: str, title: str, choices: Iterable[tuple[object, str]]
    ) -> None:
        part = menu.addMenu(title)
        group = QActionGroup(part)
        for value, text in choices:
            action: QAction = part.addAction(text)
            action.setData(value)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _, value=value: self.chosen.emit(field, value))
        self._groups[field] = group
