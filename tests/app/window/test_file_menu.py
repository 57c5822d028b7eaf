"""The File menu offers every shipped experiment, under the kind of data it learns from."""

from collections.abc import Iterator

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.examples import example_names, find_race, load_example, race_names
from app.look.appearance import Appearance
from app.session.session import Session
from app.trainer.client import Trainer
from app.views.network_view import NetworkView
from app.window.exports import Exports
from app.window.file_menu import FileMenu
from app.window.files import Files
from app.window.recorder import Recorder
from app.window.view_docks import ViewDocks
from engine.experiment.races import AnyRace

MOST_ENTRIES = 22  # of one menu, for a screen of 800 pixels


def menus_in(menu: QMenu) -> Iterator[QMenu]:
    yield menu
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from menus_in(inner)


def test_every_example_can_be_begun_from_a_menu_that_fits(qapp: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    session = Session(Trainer(in_process=True), load_example("xor"))
    appearance = Appearance(qapp, "light")
    files = Files(window, session, appearance)
    docks = ViewDocks([NetworkView(session, appearance)])
    exports = Exports(window, session, docks)
    menu = FileMenu(window, session, files, exports, Recorder(window, session, exports))
    every = list(menus_in(menu))
    texts = [action.text() for inner in every for action in inner.actions()]
    for name in example_names():
        assert texts.count(load_example(name).name) == 1
    assert max(len(inner.actions()) for inner in every) <= MOST_ENTRIES
    curve: QAction = next(
        action
        for inner in every
        for action in inner.actions()
        if action.text() == load_example("curve-sine").name
    )
    proposed: list[AnyRace] = []
    session.network_race.proposed.connect(proposed.append)
    for name in race_names():
        race = find_race(name)
        assert race is not None
        (action,) = (
            each for inner in every for each in inner.actions() if each.text() == race.name
        )
        action.trigger()
        assert proposed[-1] == race
        assert session.experiment == getattr(race, "experiment", session.experiment)
    curve.trigger()
    assert session.experiment.data.task == "regression"
    session.close()
