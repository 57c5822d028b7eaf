"""A layer menu offers all kinds of layer by family; what cannot stand there says why."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
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
            show_verdict(action, layer_name(kind), layer_sentence(kind), self._judge(kind))


def show_verdict(action: QAction, name: str, sentence: str, verdict: Verdict) -> None:
    """Offer what fits, or fits with a repair; tell why something else cannot be."""
    tr = QCoreApplication.translate
    action.setEnabled(verdict.fits or bool(verdict.remedy))
    action.setText(name)
    if verdict.fits:
        action.setToolTip(f"{sentence}\n{verdict.note}" if verdict.note else sentence)
    elif verdict.remedy:
        action.setText(tr("LayerMenu", "{layer} + repair").format(layer=name))
        text = tr("LayerMenu", "{sentence}\n{reason} Along with it: {remedy}.")
        told = text.format(sentence=sentence, reason=verdict.reason, remedy=verdict.remedy)
        action.setToolTip(told)
    else:
        action.setToolTip(verdict.reason)
