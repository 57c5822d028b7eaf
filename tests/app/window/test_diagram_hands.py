"""The diagram and the cards are two views of the same layers: hands on either change both."""

from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.panels.column_menu import ColumnMenu
from app.panels.layer_menu import LayerMenu
from app.panels.layer_words import layer_name
from app.panels.network_panel import NetworkPanel
from app.panels.templates import templates
from app.session.session import Session
from app.trainer.client import Trainer
from app.views.diagram import Diagram
from app.views.hands_picture import boundary, plus_at
from app.views.network_view import NetworkView
from app.window.view_docks import ViewDocks
from app.window.view_links import link_diagram
from engine.experiment.data import Spiral
from engine.experiment.network import AnyLayer, Dense, Dropout, NetworkSpec, ReLU, Residual, Tanh
from tests.app.views.snapshots import experiment_on

SHORT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
HEADING = 16  # pixels below the top
DEEP = (Dense(8), ReLU(), Dense(6), ReLU(), Dense(2))


class Window:
    """The network's panel and its diagram on one session, driven like the window does."""

    def __init__(self, session: Session, appearance: Appearance, qtbot: QtBot) -> None:
        self.session, self.qtbot = session, qtbot
        self.view = NetworkView(session, appearance)
        self.docks = ViewDocks([self.view])
        self.panel = NetworkPanel(session, appearance)
        for widget, width in ((self.docks, 1000), (self.panel, 280)):
            qtbot.addWidget(widget)
            widget.resize(width, 600)
            with qtbot.waitExposed(widget):
                widget.show()
        link_diagram(self.docks, self.panel)
        self.canvas = self.view.hands.requests._canvas
        self.surface = self.canvas.viewport()
        self.settle()

    @property
    def layers(self) -> tuple[AnyLayer, ...]:
        return self.session.experiment.network.layers

    @property
    def diagram(self) -> Diagram:
        assert self.canvas.diagram is not None
        return self.canvas.diagram

    @property
    def titles(self) -> list[str]:
        return [column.title for column in self.diagram.columns]

    def settle(self) -> None:
        """Wait until the diagram shows the present network."""

        def is_shown() -> bool:
            snapshot = self.session.tick(self.docks.wants)
            if snapshot is not None:
                self.docks.show_snapshot(snapshot)
            loaded = self.view._loaded
            return loaded is not None and loaded.experiment.network.layers == self.layers

        self.qtbot.waitUntil(is_shown, timeout=20_000)

    def heading(self, column: int) -> QPoint:
        return QPoint(round(self.diagram.centre(column) - self.canvas.visible.left()), HEADING)

    def plus(self, gap: int) -> QPoint:
        visible = self.canvas.visible
        return (plus_at(self.diagram, visible, gap) - visible.topLeft()).toPoint()

    def click(self, at: QPoint, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.hover(at)
        QTest.mouseClick(self.surface, Qt.MouseButton.LeftButton, keys, at)

    def hover(self, at: QPoint) -> None:
        self._send(QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton)

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Press, move and release; Qt's own moves carry no button."""
        self._send(QEvent.Type.MouseButtonPress, start)
        for share in (0.3, 0.7, 1.0):
            self._send(QEvent.Type.MouseMove, start + (end - start) * share)
        self._send(QEvent.Type.MouseButtonRelease, end)

    def _send(
        self, kind: QEvent.Type, at: QPoint, down: Qt.MouseButton = Qt.MouseButton.LeftButton
    ) -> None:
        is_move = kind is QEvent.Type.MouseMove
        button = Qt.MouseButton.NoButton if is_move else Qt.MouseButton.LeftButton
        if kind is QEvent.Type.MouseButtonRelease:
            down = Qt.MouseButton.NoButton
        there, on_screen = QPointF(at), QPointF(self.surface.mapToGlobal(at))
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(
            self.surface, QMouseEvent(kind, there, on_screen, button, down, none)
        )

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.canvas, key, keys)

    def menu(self) -> QMenu:
        """The menu that is open."""
        found = QApplication.activePopupWidget()
        assert isinstance(found, QMenu)
        return found


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    experiment = replace(experiment_on(Spiral(samples=60)), network=NetworkSpec((Dense(2),)))
    made = Session(Trainer(in_process=True), experiment)
    yield made
    made.close()


@pytest.fixture
def window(session: Session, appearance: Appearance, qtbot: QtBot) -> Window:
    return Window(session, appearance, qtbot)


@pytest.fixture
def deep(window: Window) -> Window:
    """With two hidden layers."""
    give(window, DEEP)
    return window


def give(window: Window, layers: tuple[AnyLayer, ...]) -> None:
    experiment = replace(window.session.experiment, network=NetworkSpec(layers))
    window.session.edit(experiment, "Give layers")
    window.settle()


def choose(menu: QMenu, *names: str) -> None:
    """Choose an entry of a menu, or of one in it, by the arrow keys and Return."""
    for depth, name in enumerate(names):
        actions = [action for action in menu.actions() if not action.isSeparator()]
        place = next(n for n, action in enumerate(actions) if _name(action.text()) == name)
        for _ in range(place + 1 if depth == 0 else place):
            QTest.keyClick(menu, Qt.Key.Key_Down)
        assert menu.activeAction() is actions[place]
        if depth == len(names) - 1:
            QTest.keyClick(menu, Qt.Key.Key_Return)
        else:
            QTest.keyClick(menu, Qt.Key.Key_Right)
            menu = actions[place].menu()


def click_entry(menu: QMenu, *names: str) -> None:
    """Choose an entry of a menu, or of one in it, by the mouse."""
    for depth, name in enumerate(names):
        action = next(each for each in menu.actions() if _name(each.text()) == name)
        at = menu.actionGeometry(action).center()
        if depth == len(names) - 1:
            QTest.mouseMove(menu, at)
            QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=at)
        else:
            menu.setActiveAction(action)
            inner = action.menu()
            inner.popup(menu.mapToGlobal(menu.actionGeometry(action).topRight()))
            menu = inner


def _name(text: str) -> str:
    return text.split("\t")[0].replace("&", "")


def test_a_plus_sign_puts_a_layer_in_where_it_stands(deep: Window) -> None:
    deep.click(deep.plus(1))
    menu = deep.menu()
    assert isinstance(menu, LayerMenu)
    click_entry(menu, "Dense")
    assert deep.layers == (Dense(8), ReLU(), Dense(8), Dense(6), ReLU(), Dense(2))
    deep.settle()
    assert deep.titles == ["Inputs", "Dense 8 · ReLU", "Dense 8", "Dense 6 · ReLU", deep.titles[-1]]
    deep.session.undo_stack.undo()
    assert deep.layers == DEEP


def test_what_cannot_stand_there_is_offered_with_its_reason_only(deep: Window) -> None:
    deep.click(deep.plus(0))
    menu = deep.menu()
    assert isinstance(menu, LayerMenu)
    reasons = [entry for entry in menu.entries.values() if not entry.isEnabled()]
    assert reasons
    assert all(entry.toolTip() for entry in reasons)
    menu.close()


def test_a_click_on_a_heading_selects_the_same_layers_as_the_cards(deep: Window) -> None:
    deep.click(deep.heading(1))
    assert deep.panel.stack.selection == (0, 1)
    deep.click(deep.heading(2), CONTROL)
    assert deep.panel.stack.selection == (0, 1, 2, 3)
    assert "Dense 6" in deep.canvas.accessibleDescription()
    deep.click(deep.heading(2))
    assert deep.panel.stack.selection == (2, 3)
    deep.click(deep.heading(2))
    assert deep.panel.stack.selection == ()


def test_the_bar_changes_the_number_of_neurons_and_each_click_can_be_undone(deep: Window) -> None:
    deep.hover(deep.heading(2))
    bar = deep.view.hands.bar.bar
    assert bar.isVisible()
    for _ in range(2):
        QTest.mouseClick(bar.more, Qt.MouseButton.LeftButton)
    assert deep.layers[2] == Dense(8)
    deep.session.undo_stack.undo()
    assert deep.layers[2] == Dense(7)
    QTest.mouseClick(bar.fewer, Qt.MouseButton.LeftButton)
    assert deep.layers[2] == Dense(6)


def test_one_neuron_is_left_and_the_output_keeps_as_many_as_there_are_classes(
    deep: Window,
) -> None:
    give(deep, (Dense(1), ReLU(), Dense(2)))
    deep.view.hands.requests.units_asked.emit(0, -1)
    assert deep.layers[0] == Dense(1)
    deep.view.hands.requests.units_asked.emit(2, 1)
    assert deep.layers[2] == Dense(2)
    assert deep.panel.offer.isVisible()


def test_more_neurons_than_there_can_be_are_refused_in_a_sentence(deep: Window) -> None:
    deep.view.hands.requests.units_asked.emit(0, 10_000_000)
    assert deep.layers == DEEP
    assert deep.panel.offer.text.startswith("units must be")


def test_a_heading_dragged_past_another_moves_its_layers(deep: Window) -> None:
    beyond = QPoint(round(boundary(deep.diagram, 2)), HEADING)
    deep.drag(deep.heading(1), beyond)
    assert deep.layers == (Dense(6), ReLU(), Dense(8), ReLU(), Dense(2))
    deep.session.undo_stack.undo()
    assert deep.layers == DEEP


def test_escape_ends_a_drag_and_changes_nothing(deep: Window) -> None:
    deep._send(QEvent.Type.MouseButtonPress, deep.heading(1))
    deep._send(QEvent.Type.MouseMove, deep.heading(2))
    deep.key(Qt.Key.Key_Escape)
    deep._send(QEvent.Type.MouseButtonRelease, deep.heading(3))
    assert deep.layers == DEEP


def test_the_output_is_not_dragged(deep: Window) -> None:
    deep.drag(deep.heading(3), deep.heading(1))
    assert deep.layers == DEEP


def drag_skip(window: Window, start: int, end: int) -> None:
    window.hover(window.heading(start))
    handle = window.view.hands.bar.bar.skip
    handle.dragged.emit(window.surface.mapToGlobal(window.heading(end)))
    assert window.view.hands._is_busy
    handle.dropped.emit(window.surface.mapToGlobal(window.heading(end)))


def test_a_skip_dragged_to_a_later_layer_makes_a_residual_block(deep: Window) -> None:
    give(deep, (Dense(8), ReLU(), Dense(6), ReLU(), Dense(8), ReLU(), Dense(2)))
    drag_skip(deep, 1, 3)
    block = Residual((Dense(6), ReLU(), Dense(8), ReLU()))
    assert deep.layers == (Dense(8), ReLU(), block, Dense(2))
    deep.settle()
    column = deep.diagram.columns[2]
    assert column.block == "F(x): Dense 6 · ReLU · Dense 8 · ReLU"
    assert column.skip == "x"


def test_a_skip_from_the_inputs_goes_around_the_first_layers(deep: Window) -> None:
    drag_skip(deep, 0, 1)
    assert deep.layers == (Residual((Dense(8), ReLU())), *DEEP[2:])


def test_a_skip_over_other_shapes_is_a_projection(deep: Window) -> None:
    drag_skip(deep, 1, 2)
    deep.settle()
    assert deep.layers == (Dense(8), ReLU(), Residual((Dense(6), ReLU())), Dense(2))
    assert deep.diagram.columns[2].skip == "P(x)"


def test_a_skip_back_or_to_the_output_is_refused_in_a_sentence(deep: Window) -> None:
    drag_skip(deep, 2, 1)
    assert deep.layers == DEEP
    assert deep.panel.offer.isVisible()
    drag_skip(deep, 1, 3)
    assert deep.layers == DEEP


def test_escape_ends_a_skip_for_good_though_the_mouse_moves_on(deep: Window) -> None:
    deep.hover(deep.heading(1))
    handle = deep.view.hands.bar.bar.skip
    QTest.mousePress(handle, Qt.MouseButton.LeftButton)
    there = deep.surface.mapToGlobal(deep.heading(2))
    handle.dragged.emit(there)
    assert deep.view.hands._is_busy
    assert deep.docks.window().focusWidget() is deep.canvas
    deep.key(Qt.Key.Key_Escape)
    handle.dragged.emit(there)
    assert not deep.view.hands._is_busy
    handle.dropped.emit(there)
    assert deep.layers == DEEP
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton)
    handle.dragged.emit(there)
    handle.dropped.emit(there)
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton)
    assert deep.layers == (*DEEP[:2], Residual(DEEP[2:4]), DEEP[4])


def test_the_menu_sets_activation_initialisation_and_dropout_in_place(deep: Window) -> None:
    for names, expected in (
        (("Activation", "Tanh"), (Dense(8), Tanh())),
        (("Initialisation", "Xavier"), (Dense(8, "xavier"), Tanh())),
        (("Dropout", "20 %"), (Dense(8, "xavier"), Tanh(), Dropout(0.2))),
        (("Activation", "None"), (Dense(8, "xavier"), Dropout(0.2))),
        (("Dropout", "None"), (Dense(8, "xavier"),)),
        (("Type", "Dense"), (Dense(8, "xavier"),)),
    ):
        open_menu(deep, 1)
        choose(deep.menu(), *names)
        deep.settle()
        assert deep.layers == (*expected, *DEEP[2:]), names


def open_menu(window: Window, column: int) -> None:
    at = window.heading(column)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, window.surface.mapToGlobal(at))
    QApplication.sendEvent(window.surface, event)
    assert isinstance(window.menu(), ColumnMenu)


def test_the_keys_of_the_cards_work_on_the_column_of_the_chosen_neuron(deep: Window) -> None:
    deep.canvas.setFocus()
    deep.key(Qt.Key.Key_Right)
    deep.key(Qt.Key.Key_Right)
    deep.key(Qt.Key.Key_D, CONTROL)
    assert deep.layers == (*DEEP[:2], *DEEP)
    deep.settle()
    deep.panel.stack.select()
    deep.key(Qt.Key.Key_Delete)
    deep.settle()
    assert deep.layers == DEEP
    deep.panel.stack.select()
    deep.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert deep.layers == (Dense(6), ReLU(), Dense(8), ReLU(), Dense(2))
    deep.settle()
    deep.key(Qt.Key.Key_Up, CONTROL)
    assert deep.layers[2] == Dense(9)


def test_selected_columns_become_a_block_by_a_key(deep: Window) -> None:
    deep.canvas.setFocus()
    deep.key(Qt.Key.Key_Right)
    deep.key(Qt.Key.Key_Right)
    deep.key(Qt.Key.Key_Right, SHORT)
    assert deep.panel.stack.selection == (0, 1, 2, 3)
    deep.key(Qt.Key.Key_B)
    assert deep.layers == (Residual(DEEP[:4]), Dense(2))


def build_by_mouse(window: Window, wanted: tuple[AnyLayer, ...]) -> None:
    """Build layers with the plus signs and the menus of columns alone."""
    for layer in wanted[:-1]:
        window.click(window.plus(len(window.diagram.columns) - 2))
        click_entry(window.menu(), *_entry(layer))
        window.settle()
    _initialise(window, wanted, open_menu, click_entry)


def build_by_keys(window: Window, wanted: tuple[AnyLayer, ...]) -> None:
    """Build layers with the keys of the diagram alone."""
    window.canvas.setFocus()
    window.key(Qt.Key.Key_Right)
    for layer in wanted[:-1]:
        window.key(Qt.Key.Key_Insert)
        choose(window.menu(), *_entry(layer))
        window.settle()
        if isinstance(layer, Dense):
            window.key(Qt.Key.Key_Right)
    _initialise(window, wanted, open_menu_by_key, choose)


def _entry(layer: AnyLayer) -> tuple[str, ...]:
    name = layer_name(type(layer))
    return (name,) if isinstance(layer, Dense) else ("Activations", name)


def open_menu_by_key(window: Window, column: int) -> None:
    window.key(Qt.Key.Key_Escape)
    for _ in range(column + 1):
        window.key(Qt.Key.Key_Right)
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(window.canvas, QContextMenuEvent(reason, QPoint(), QPoint()))


def _initialise(
    window: Window,
    wanted: tuple[AnyLayer, ...],
    opened: Callable[[Window, int], None],
    chosen: Callable[..., None],
) -> None:
    """Give the output the initialisation that the template has."""
    assert isinstance(wanted[-1], Dense)
    window.panel.stack.select()
    opened(window, len(window.diagram.columns) - 1)
    chosen(window.menu(), "Initialisation", "Xavier")
    window.settle()


@pytest.mark.parametrize("build", [build_by_mouse, build_by_keys])
@pytest.mark.parametrize("name", ["Perceptron", "Two layers", "Deep ReLU"])
def test_templates_are_built_on_the_diagram_from_an_empty_network(
    window: Window, name: str, build: Callable[[Window, tuple[AnyLayer, ...]], None]
) -> None:
    template = next(each for each in templates() if each.name == name)
    shape = window.panel.shape
    assert shape is not None
    wanted = template.build(shape, 2)
    build(window, wanted)
    assert window.layers == wanted
