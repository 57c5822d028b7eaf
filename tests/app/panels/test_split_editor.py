"""A split editor sets a share, or one fold of k; and each choice is an entry of its own."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.panels.data_panel import DataPanel
from app.session.session import Session
from engine.experiment.data import Bumps, Spiral
from tests.app.panels.hand import drag, enter


@pytest.fixture
def panel(session: Session, appearance: Appearance, qtbot: QtBot) -> DataPanel:
    widget = DataPanel(session, appearance)
    qtbot.addWidget(widget)
    widget.resize(276, 800)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def chip(panel: DataPanel, label: str) -> QPushButton | None:
    chips = panel.split.ways.findChildren(QPushButton)
    offered = [c for c in chips if panel.split.ways.layout().indexOf(c) >= 0]
    return next((c for c in offered if c.text() == label), None)


def test_folds_take_the_place_of_a_share(panel: DataPanel, session: Session) -> None:
    chip(panel, "k folds").click()
    assert (session.experiment.data.folds, session.experiment.data.fold) == (5, 1)
    assert session.experiment.data.train_samples == 80
    assert not panel.split.test_share.isVisible()
    enter(panel.split.fold, "5")
    assert session.experiment.data.fold == 5
    assert session.undo_stack.undoText() == "Test another fold"
    enter(panel.split.folds, "3")
    assert (session.experiment.data.folds, session.experiment.data.fold) == (3, 3)
    enter(panel.split.fold, "4")
    assert "3" in (panel.split.fold.error or "")
    chip(panel, "k folds").click()
    assert session.experiment.data == Spiral(samples=100, noise=0.1, test_share=0.3)
    assert panel.split.test_share.isVisible()


def test_a_drag_through_folds_is_one_entry(panel: DataPanel, session: Session) -> None:
    chip(panel, "k folds").click()
    drag(panel.split.folds, 1, 5, 8)
    assert session.experiment.data.folds == 10
    assert session.undo_stack.count() == 2


def test_shuffling_and_stratification_are_chosen(panel: DataPanel, session: Session) -> None:
    chip(panel, "Shuffled").click()
    chip(panel, "Stratified").click()
    data = session.experiment.data
    assert (data.shuffle, data.stratify) == (False, False)
    assert session.undo_stack.count() == 2
    session.undo_stack.undo()
    assert chip(panel, "Stratified").isChecked()
    assert not chip(panel, "Shuffled").isChecked()


def test_values_have_no_strata(panel: DataPanel, session: Session) -> None:
    session.edit_data(Bumps(), "Learn bumps")
    assert chip(panel, "Stratified") is None
    chip(panel, "Shuffled").click()
    assert session.experiment.data.shuffle is False
    assert session.experiment.data.stratify is True
