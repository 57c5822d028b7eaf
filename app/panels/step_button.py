"""The step button trains a little: one mini-batch, or with its menu one epoch."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from app.look.icons import icon
from app.session.session import Session
from app.trainer.messages import StepUnit


class StepButton(QToolButton):
    """Repeats the kind of step that was chosen last."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._unit = StepUnit.BATCH
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self.setProperty("role", "button")
        self.setIcon(icon("step"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.setMenu(self._menu)
        self.batch = self._entry(
            StepUnit.BATCH,
            self.tr("One mini-batch"),
            self.tr("Train on one mini-batch: one change of the weights (S)"),
        )
        self.epoch = self._entry(
            StepUnit.EPOCH,
            self.tr("One epoch"),
            self.tr("Train until every training sample has been used once more (E)"),
        )
        self.clicked.connect(lambda: session.step(self._unit))
        self._choose(StepUnit.BATCH, self.batch)

    def _entry(self, unit: StepUnit, text: str, effect: str) -> QAction:
        action = self._menu.addAction(text)
        action.setToolTip(effect)
        action.triggered.connect(lambda: self._choose(unit, action))
        action.triggered.connect(lambda: self._session.step(unit))
        return action

    def _choose(self, unit: StepUnit, action: QAction) -> None:
        self._unit = unit
        is_batch = unit is StepUnit.BATCH
        self.setText(self.tr("Step · batch") if is_batch else self.tr("Step · epoch"))
        self.setToolTip(action.toolTip())
        self.setAccessibleName(self.tr("Step: {unit}").format(unit=action.text()))
