"""The main window: what it shows of a run, what keys and menus do, and what it remembers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QMenu,
    QMessageBox,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.main_window import MainWindow
from app.session.session import Session
from app.settings import Settings
from app.trainer.client import Trainer
from app.trainer.messages import Phase
from app.views.confusion_canvas import ConfusionCanvas
from app.views.data.confused_chip import ConfusedChip
from app.views.data.sample_list import SampleList
from app.window.frame import Frame
from app.window.help_menu import HelpMenu
from engine.experiment.data import Bumps, Drawn, Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.files import load
from engine.experiment.network import Dense, NetworkSpec, Tanh
from engine.experiment.training import SGD, Training

TIME_LIMIT_MS = 20_000
EXPERIMENT = Experiment(
    data=Spiral(samples=100, noise=0.1),
    network=NetworkSpec((Dense(4), Tanh(), Dense(2))),
    training=Training(optimizer=SGD(0.1), batch_size=10, epochs=100_000),
    seed=3,
    name="Small",
)


@pytest.fixture(scope="module")
def appearance(qapp: QApplication) -> Appearance:
    return Appearance(qapp, "light")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def open_window(
    qtbot: QtBot, appearance: Appearance, settings: Settings
) -> Iterator[Callable[[], MainWindow]]:
    """Open windows, one after the other, which share their settings."""
    opened: list[MainWindow] = []

    def make(width: int = 1280, height: int = 800) -> MainWindow:
        frame = Frame(settings)
        frame.resize(width, height)
        session = Session(Trainer(in_process=True), EXPERIMENT)
        window = MainWindow(frame, session, appearance, settings)
        opened.append(window)
        frame.show()
        window.start()
        qtbot.waitUntil(lambda: session.facts is not None, timeout=TIME_LIMIT_MS)
        return window

    yield make
    for window in opened:
        window.frame.close_unasked()
        window.session.close()
        window.frame.deleteLater()


@pytest.fixture
def window(open_window: Callable[[], MainWindow]) -> MainWindow:
    return open_window()


def wait(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=TIME_LIMIT_MS)


def step_of(window: MainWindow) -> int:
    return window.session.snapshot.step if window.session.snapshot else 0


def actions(menu: QMenu) -> list[QAction]:
    """All entries of a menu and of the menus in it."""
    found: list[QAction] = []
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            found += actions(inner)
        elif not action.isSeparator():
            found.append(action)
    return found


def menus(window: MainWindow) -> list[QMenu]:
    """The menus of the menu bar."""
    found = [action.menu() for action in window.frame.menuBar().actions()]
    return [menu for menu in found if isinstance(menu, QMenu)]


def all_actions(window: MainWindow) -> dict[str, QAction]:
    entries = [entry for menu in menus(window) for entry in actions(menu)]
    return {entry.text().partition("\t")[0].replace("&", ""): entry for entry in entries}


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    target = QApplication.focusWidget() or window.frame
    held = modifiers[0] if modifiers else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(target, key, held)


# Training


def test_space_plays_and_pauses(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_Space)
    wait(qtbot, lambda: window.session.phase is Phase.PLAYING and step_of(window) > 3)
    assert window.transport.play_button.text() == "Pause"
    press(qtbot, window, Qt.Key.Key_Space)
    wait(qtbot, lambda: window.session.phase is Phase.PAUSED)
    assert window.transport.play_button.text() == "Play"


def test_space_plays_from_a_slider_and_presses_a_focused_button(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.transport.speed.slider.setFocus()
    press(qtbot, window, Qt.Key.Key_Space)
    assert window.session.playing
    window.transport.reset_button.setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, window, Qt.Key.Key_Space)
    assert not window.session.playing
    wait(qtbot, lambda: step_of(window) == 0)


def test_the_keys_step_and_reset(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_S)
    wait(qtbot, lambda: step_of(window) == 1)
    press(qtbot, window, Qt.Key.Key_E)
    wait(qtbot, lambda: step_of(window) == 5)
    press(qtbot, window, Qt.Key.Key_R)
    wait(qtbot, lambda: step_of(window) == 0)


def test_the_step_button_repeats_what_was_chosen(qtbot: QtBot, window: MainWindow) -> None:
    button = window.transport.step_button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center() / 4)
    wait(qtbot, lambda: step_of(window) == 1)
    button.epoch.trigger()
    wait(qtbot, lambda: step_of(window) == 5 and window.session.phase is Phase.PAUSED)
    button.click()
    wait(qtbot, lambda: step_of(window) == 10)


def test_the_figures_are_those_of_the_run(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_E)
    wait(qtbot, lambda: window.transport.epoch.value == "1")
    assert window.session.snapshot is not None
    metrics = window.session.snapshot.metrics
    assert metrics is not None
    transport = window.transport
    assert transport.train_loss.value == f"{metrics.train_loss:.4f}"
    assert transport.test_loss.value == f"{metrics.test_loss:.4f}"
    assert transport.test_accuracy.value == f"{100 * metrics.test_accuracy:.1f}\u202f%"
    assert transport.rate.value == "–"


def test_a_regression_shows_its_coefficient_of_determination(
    qtbot: QtBot, window: MainWindow
) -> None:
    transport = window.transport
    assert transport.test_accuracy.isVisible()
    window.session.edit_data(Bumps(samples=60), "Learn from bumps")
    wait(qtbot, transport.test_determination.isVisible)
    assert not transport.test_accuracy.isVisible()


def test_the_speed_reaches_the_session_and_is_remembered(
    window: MainWindow, settings: Settings
) -> None:
    slider = window.transport.speed.slider
    slider.setValue(slider.maximum())
    assert window.session.speed is None
    assert window.transport.speed.text == "flat out"
    assert settings.speed(300.0) is None
    slider.setValue(slider.minimum())
    assert window.session.speed == 1.0
    assert window.transport.speed.text == "1 steps/s"
    assert settings.speed(300.0) == 1.0


def test_a_diverged_run_offers_a_smaller_learning_rate(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    training = replace(EXPERIMENT.training, optimizer=SGD(1e6))
    network = NetworkSpec((Dense(4), Dense(2)))
    session.edit(replace(EXPERIMENT, training=training, network=network), "Change")
    session.set_speed(None)
    session.play()
    wait(qtbot, lambda: session.phase is Phase.DIVERGED)
    assert window.transport.chip.text().startswith("diverged at step")
    assert session.problem is not None
    assert window.banner.isVisible()
    assert window.banner.text == session.problem.message
    buttons = window.banner.findChildren(QAbstractButton)
    offer = next(button for button in buttons if button.text().startswith("Use learning rate"))
    offer.click()
    wait(qtbot, lambda: session.phase is Phase.PLAYING)
    assert session.experiment.training.optimizer.learning_rate < 1e6
    assert not window.banner.isVisible()
    assert window.transport.chip.text() == ""


# Drawing


def test_views_that_cannot_be_seen_cost_nothing(qtbot: QtBot, window: MainWindow) -> None:
    boundary = next(dock for dock in window.docks.docks if dock.view.name == "boundary")
    wait(qtbot, lambda: boundary.is_seen)
    wanted = set(boundary.view.wants)
    assert wanted
    assert wanted <= set(window.docks.wants)
    boundary.close()
    wait(qtbot, lambda: not wanted <= set(window.docks.wants))
    drawn: list[object] = []
    boundary.view.show = drawn.append  # type: ignore[method-assign]
    press(qtbot, window, Qt.Key.Key_S)
    wait(qtbot, lambda: step_of(window) == 1)
    assert drawn == []


def test_of_stacked_views_only_the_upper_one_is_measured(qtbot: QtBot, window: MainWindow) -> None:
    upper, lower = window.docks.docks[1], window.docks.docks[0]
    window.docks.tabifyDockWidget(lower, upper)
    upper.raise_()
    wait(qtbot, lambda: upper.is_seen and not lower.is_seen)
    lower.raise_()
    wait(qtbot, lambda: lower.is_seen and not upper.is_seen)


def test_the_data_stands_behind_the_network_and_is_brought_forward(
    qtbot: QtBot, window: MainWindow
) -> None:
    docks = {dock.view.name: dock for dock in window.docks.docks}
    data, network = docks["data"], docks["network"]
    wait(qtbot, lambda: network.is_seen and not data.is_seen)
    assert data in window.docks.tabifiedDockWidgets(network)
    window.docks.bring_forward(window.docks.docks.index(data))
    wait(qtbot, lambda: data.is_seen and not network.is_seen)
    wait(qtbot, lambda: "step 0" in data.view.widget.findChild(SampleList).note)


def test_a_cell_of_the_confusions_brings_its_samples_forward(
    qtbot: QtBot, window: MainWindow
) -> None:
    docks = {dock.view.name: dock for dock in window.docks.docks}
    data, confusion = docks["data"], docks["confusion"]
    window.docks.bring_forward(window.docks.docks.index(confusion))
    canvas = confusion.view.widget.findChild(ConfusionCanvas)
    wait(qtbot, lambda: canvas.isVisible() and window.session.resting)
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    wait(qtbot, lambda: bool(canvas.card_lines))
    count = canvas.card_lines[1].partition(" ")[0]
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    wait(qtbot, lambda: data.is_seen)
    samples = data.view.widget.findChild(SampleList)
    wait(qtbot, lambda: samples.note.startswith(f"{count} samples") and "step 0" in samples.note)
    assert "taken for" in samples.findChild(ConfusedChip).text()


def test_an_empty_drawing_leaves_no_measurement_of_the_run_before(
    qtbot: QtBot, window: MainWindow
) -> None:
    gradients = next(dock for dock in window.docks.docks if dock.view.name == "gradients")
    wait(qtbot, lambda: gradients.view.widget.isVisible())
    window.session.edit_data(Drawn(), "Learn from a drawing")
    wait(qtbot, lambda: not gradients.view.widget.isVisible())
    assert gradients.is_seen
    window.session.undo_stack.undo()
    wait(qtbot, lambda: gradients.view.widget.isVisible())


def test_a_view_that_is_opened_again_shows_the_paused_run(qtbot: QtBot, window: MainWindow) -> None:
    index = next(i for i, dock in enumerate(window.docks.docks) if dock.view.name == "boundary")
    dock = window.docks.docks[index]
    dock.close()
    wait(qtbot, lambda: window.session.resting)
    drawn: list[object] = []
    dock.view.show = drawn.append  # type: ignore[method-assign]
    window.docks.bring_forward(index)
    wait(qtbot, lambda: bool(drawn))


def test_nothing_is_drawn_while_nothing_moves(qtbot: QtBot, window: MainWindow) -> None:
    wait(qtbot, lambda: window.session.resting)
    drawn: list[object] = []
    window.session.snapshot_changed.connect(drawn.append)
    with qtbot.waitSignal(window.clock.fps_changed, timeout=TIME_LIMIT_MS):
        pass
    assert drawn == []


# Editing and files


def test_the_title_names_experiment_file_and_changes(window: MainWindow, tmp_path: Path) -> None:
    frame, session = window.frame, window.session
    assert frame.windowTitle() == "Small[*]"
    session.save_as(tmp_path / "small.json")
    assert frame.windowTitle() == "Small — small.json[*]"
    session.edit(replace(EXPERIMENT, seed=4), "Change seed")
    assert frame.isWindowModified()
    session.undo_stack.undo()
    assert not frame.isWindowModified()


def test_undo_is_in_the_menu_with_the_name_of_the_edit(qtbot: QtBot, window: MainWindow) -> None:
    window.session.edit(replace(EXPERIMENT, seed=4), "Change seed")
    assert "Undo: Change seed" in all_actions(window)
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.experiment == EXPERIMENT
    press(qtbot, window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert window.session.experiment.seed == 4


def test_a_dropped_file_is_opened(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    window.session.save_as(path)
    window.session.new(replace(EXPERIMENT, seed=99))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.frame.dropEvent(drop)
    assert window.session.experiment == EXPERIMENT
    assert window.session.path == path


@pytest.mark.parametrize("name", ["a.CSV", "a.npz", "t10k-images-idx3-ubyte", "a.gz", "a.png", "d"])
def test_data_of_every_kind_can_be_dropped(window: MainWindow, tmp_path: Path, name: str) -> None:
    (tmp_path / "d").mkdir()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    drag = QDragEnterEvent(QPoint(5, 5), action, mime, button, plain)
    window.frame.dragEnterEvent(drag)
    assert drag.isAccepted()


def test_a_file_that_cannot_be_opened_is_told_in_the_banner(
    window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "broken.json"
    path.write_text("{", encoding="utf-8")
    window.files.open(path)
    assert window.banner.isVisible()
    assert "broken.json" in window.banner.text


@pytest.mark.parametrize(
    ("answer", "closes", "saved_seed"),
    [("Save", True, 4), ("Discard", True, 3), ("Cancel", False, 3)],
)
def test_closing_asks_what_becomes_of_changes(
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    closes: bool,
    saved_seed: int,
) -> None:
    path = tmp_path / "small.json"
    window.session.save_as(path)
    window.session.edit(replace(EXPERIMENT, seed=4), "Change seed")
    monkeypatch.setattr(QMessageBox, "exec", lambda _: getattr(QMessageBox.StandardButton, answer))
    assert window.frame.close() is closes
    assert load(path).seed == saved_seed


def test_the_seed_can_be_typed(window: MainWindow) -> None:
    window.status_line.set_seed("12")
    assert window.session.experiment.seed == 12
    assert window.status_line.seed.text() == "seed 12"
    window.status_line.set_seed("many")
    assert window.session.experiment.seed == 12
    assert "whole number" in window.banner.text


# What is remembered


def test_the_layout_is_remembered_and_can_be_reset(
    qtbot: QtBot, open_window: Callable[[], MainWindow]
) -> None:
    first = open_window()
    first.docks.docks[2].close()
    first.sidebar.panels[0].section.set_folded(True)
    first.frame.close()
    second = open_window()
    assert second.docks.docks[2].isHidden()
    assert second.sidebar.panels[0].section.folded
    all_actions(second)["Reset layout"].trigger()
    wait(qtbot, lambda: not any(dock.isHidden() for dock in second.docks.docks))
    assert not second.sidebar.panels[0].section.folded


def test_a_damaged_layout_gives_the_first_one(
    qtbot: QtBot, open_window: Callable[[], MainWindow], settings: Settings
) -> None:
    settings.store.setValue("layout/docks", b"nonsense")
    settings.store.setValue("layout/splitter", "nonsense")
    settings.store.setValue("choices/folded", "nonsense")
    settings.store.setValue("look/mode", "purple")
    window = open_window()
    wait(qtbot, lambda: not any(dock.isHidden() for dock in window.docks.docks))
    assert settings.mode == "system"


def test_the_hint_goes_with_the_first_play(
    qtbot: QtBot, open_window: Callable[[], MainWindow], settings: Settings
) -> None:
    def hints(window: MainWindow) -> list[QLabel]:
        labels = window.frame.findChildren(QLabel)
        return [label for label in labels if "Press Space" in label.text()]

    first = open_window()
    assert len(hints(first)) == 1
    press(qtbot, first, Qt.Key.Key_Space)
    wait(qtbot, lambda: first.session.phase is Phase.PLAYING)
    wait(qtbot, lambda: hints(first) == [])
    assert settings.has_played
    assert hints(open_window()) == []


# Everyone's window


def test_ctrl_and_a_number_bring_an_instrument_forward(qtbot: QtBot, window: MainWindow) -> None:
    dock = window.docks.docks[1]
    dock.close()
    press(qtbot, window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, lambda: dock.is_seen)


def test_every_menu_entry_says_what_it_does(window: MainWindow) -> None:
    entries = all_actions(window)
    silent = [text for text, action in entries.items() if not action.toolTip().strip()]
    assert silent == []
    assert [menu.title() for menu in menus(window) if not actions(menu)] == []


def test_no_two_entries_share_a_shortcut(window: MainWindow) -> None:
    keys = [
        sequence.toString()
        for action in all_actions(window).values()
        for sequence in action.shortcuts()
    ]
    assert len(keys) == len(set(keys))


def test_every_control_has_a_name_and_an_explanation(window: MainWindow) -> None:
    """Buttons and sliders that can be seen can be read out, and say what they do."""
    controls: list[QWidget] = [
        *window.frame.findChildren(QAbstractButton),
        *window.frame.findChildren(QSlider),
    ]
    own = [control for control in controls if control.isVisible() and not is_qt_made(control)]
    assert len(own) > 20
    nameless = [describe(c) for c in own if not (c.accessibleName() or text_of(c))]
    unexplained = [describe(control) for control in own if not explanation_of(control)]
    assert nameless == []
    assert unexplained == []


def is_qt_made(widget: QWidget) -> bool:
    return widget.objectName().startswith("qt_")


def text_of(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def explanation_of(widget: QWidget) -> str:
    around: QWidget | None = widget
    while around is not None and not around.toolTip():
        around = around.parentWidget()
    return around.toolTip() if around else ""


def describe(widget: QWidget) -> str:
    parent = widget.parentWidget()
    return f"{type(widget).__name__} “{text_of(widget)}” in {type(parent).__name__}"


def test_f1_explains_what_has_the_focus(qtbot: QtBot, window: MainWindow) -> None:
    help_menu = menus(window)[-1]
    assert isinstance(help_menu, HelpMenu)
    reset = window.transport.reset_button
    assert help_menu.explanation(reset) == reset.toolTip()
    assert "press Space" in help_menu.explanation(window.frame)


@pytest.mark.parametrize("size", [(1600, 1000), (1280, 800)])
def test_everything_fits(
    qtbot: QtBot, open_window: Callable[[], MainWindow], size: tuple[int, int]
) -> None:
    window = open_window()
    window.frame.resize(*size)
    all_actions(window)["Reset layout"].trigger()
    wait(qtbot, lambda: window.sidebar.width() == 300)
    assert (window.frame.width(), window.frame.height()) == size
    whole = window.docks.rect()
    for dock in filter(lambda dock: dock.is_seen, window.docks.docks):
        assert whole.contains(dock.geometry())
        assert dock.width() >= dock.minimumSizeHint().width()


def test_the_docks_have_the_widths_they_were_left_with(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    def widths(window: MainWindow) -> list[int]:
        return [dock.width() for dock in window.docks.docks[:2]]

    first = open_window(1600, 1000)
    qtbot.waitUntil(lambda: 300 < widths(first)[1] < widths(first)[0])
    qtbot.wait(50)  # until the docks have been shared out
    network, boundary = first.docks.docks[:2]
    before = boundary.width()
    wanted = [network.width() + 40, before - 40]
    first.docks.resizeDocks([network, boundary], wanted, Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: boundary.width() == before - 40)
    first.frame.close()
    second = open_window(1600, 1000)
    qtbot.waitUntil(lambda: widths(second) == wanted)
