"""A layer menu offers all kinds of layer by family; what cannot stand there says why."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.panels.layer_families import Kind, families
from app.panels.layer_words import layer_name, layer_sentence
from app.panels.proposal import Verdict


class LayerMenu(QMenu):
    """The kinds of layer. What is offered is found out each time that the menu opens.

    `judge` tells whether a layer of some kind can stand at the place; `choose` adds it.
    """

    def __init__(
        self,
        parent: QWidget,
        judge: Callable[[Kind], Verdict],
        choose: Callable[[Kind], None],
    ) -> None:
        super().__init__(parent)
        self._judge = judge
        self.entries: dict[Kind, QAction] = {}
        self.setToolTipsVisible(True)
        for name, kinds in families():
            menu = self if len(kinds) == 1 else self.addMenu(name)
            menu.setToolTipsVisible(True)
            for kind in kinds:
                action = menu.addAction(layer_name(kind))
                action.triggered.connect(lambda _=False, kind=kind: choose(kind))
                self.entries[kind] = action
        self.aboutToShow.connect(self.refresh)

    def refresh(self) -> None:
        """Offer what can stand at the place, as it is or with something else along."""
        for kind, action in self.entries.items():
            verdict = self._judge(kind)
            name, sentence = layer_name(kind), layer_sentence(kind)
            action.setEnabled(verdict.fits or bool(verdict.remedy))
            if verdict.fits:
                action.setText(name)
                action.setToolTip(f"{sentence}\n{verdict.note}" if verdict.note else sentence)
            elif verdict.remedy:
                action.setText(self.tr("{layer} + repair").format(layer=name))
                text = self.tr("{sentence}\n{reason} Along with it: {remedy}.")
                action.setToolTip(
                    text.format(sentence=sentence, reason=verdict.reason, remedy=verdict.remedy)
                )
            else:
                action.setText(name)
                action.setToolTip(verdict.reason)
