"""A template menu offers whole networks; those that the data cannot go with say why."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.panels.data_shape import DataShape
from app.panels.templates import Template, templates


class TemplateMenu(QMenu):
    """The templates. `shape` tells the present data's shape; `choose` takes one."""

    def __init__(
        self,
        parent: QWidget,
        shape: Callable[[], DataShape | None],
        choose: Callable[[Template], None],
    ) -> None:
        super().__init__(parent)
        self._shape = shape
        self.entries: dict[str, tuple[QAction, Template]] = {}
        self.setToolTipsVisible(True)
        for template in templates():
            action = self.addAction(template.name)
            action.triggered.connect(lambda _=False, template=template: choose(template))
            self.entries[template.name] = (action, template)
        self.aboutToShow.connect(self.refresh)

    def refresh(self) -> None:
        """Offer what goes with the data as it is now."""
        shape = self._shape()
        for action, template in self.entries.values():
            refusal = template.refusal(shape) if shape else self.tr("The data is still being read.")
            action.setEnabled(not refusal)
            action.setToolTip(refusal or template.sentence)
