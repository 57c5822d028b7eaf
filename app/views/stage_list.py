"""The list of a step's stages, in the order in which they are computed."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtWidgets import QListWidget

from app.views.stage_words import stage_title
from engine.probes import StageName

LIST_WIDTH = 190  # pixels


class StageList(QListWidget):
    """One row for each stage; `currentRowChanged` is sent only where a person chose one."""

    def __init__(self) -> None:
        super().__init__()
        self._stages: tuple[StageName, ...] = ()
        self.setAccessibleName(QCoreApplication.translate("StepView", "Stages of the step"))
        self.setProperty("role", "stages")
        self.setMinimumWidth(LIST_WIDTH // 2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def show_stages(self, stages: Sequence[StageName], chosen: int) -> None:
        """Show these stages, one of them chosen."""
        with QSignalBlocker(self):
            if tuple(stages) != self._stages:
                self._stages = tuple(stages)
                self.clear()
                titles = [stage_title(stage) for stage in stages]
                self.addItems(titles)
                for row, title in enumerate(titles):
                    self.item(row).setToolTip(title)
            self.setCurrentRow(chosen)

    def choose(self, row: int) -> None:
        """Have a stage stand out at once, before its numbers are there."""
        with QSignalBlocker(self):
            self.setCurrentRow(row)
