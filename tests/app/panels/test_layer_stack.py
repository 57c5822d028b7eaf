"""Cards are chosen by mouse and keyboard, and changed together."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

import engine.data
from app.look.appearance import Appearance
from app.panels.layer_menu import LayerMenu
from app.panels.layer_stack import LayerStack
from app.panels.network_panel import NetworkPanel
from app.panels.template_menu import TemplateMenu
from app.panels.templates import Template
from app.session.session import Session
from app.widgets.card import Card
from engine.experiment.data import Data, ImageFolder, Parity
from engine.experiment.network import (
    GRU,
    LSTM,
    RNN,
    AnyLayer,
    Conv2D,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    LayerNorm,
    MaxPooling,
    NetworkSpec,
    ReLU,
    Reshape,
    Residual,
    Sigmoid,
    Tanh,
)
from tests.app.panels.hand import enter, nameless, pick
from tests.app.panels.made_by_hand import made_by_hand

Settle = Callable[[Callable[[], bool]], None]
LAYERS = (Dense(8), ReLU(), Dense(8), ReLU(), Dense(2))
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(session: Session, appearance: Appearance, qtbot: QtBot) -> NetworkPanel:
    widget = NetworkPanel(session, appearance)
    qtbot.addWidget(widget)
    widget.resize(276, 900)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    return widget


@pytest.fixture
def images(session: Session, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the session learn images of 1 × 8 × 8 in three classes."""
    monkeypatch.setattr(engine.data, "LOADERS", {Data: made_by_hand})
    session.edit_data(ImageFolder(path="pictures", width=8, height=8), "Open images")
    settle(lambda: isinstance(session.experiment.data, ImageFolder))


@pytest.fixture
def sequences(session: Session, settle: Settle) -> None:
    """Let the session learn sequences of ten bits in two classes."""
    session.edit_data(Parity(), "Parity")
    settle(lambda: isinstance(session.experiment.data, Parity))


def layers(session: Session) -> tuple[AnyLayer, ...]:
    return session.experiment.network.layers


def become(session: Session, *network: AnyLayer) -> None:
    session.edit(replace(session.experiment, network=NetworkSpec(network)), "Change network")


def card(stack: LayerStack, index: int) -> Card:
    QApplication.processEvents()  # new cards are shown
    stack.cards.layout().activate()
    own = [each for each in stack.cards.findChildren(Card) if each.parent() is stack.cards]
    return sorted((each for each in own if each.isVisible()), key=Card.y)[index]


def click(stack: LayerStack, index: int, keys=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(card(stack, index), LEFT, keys)


def press(stack: LayerStack, index: int, key: Qt.Key, keys=Qt.KeyboardModifier.NoModifier) -> None:
    card(stack, index).setFocus()
    QTest.keyClick(card(stack, index), key, keys)


def menu(stack: LayerStack) -> LayerMenu:
    found = stack.add_layer.menu()
    assert isinstance(found, LayerMenu)
    found.refresh()
    return found


def template(panel: NetworkPanel, name: str) -> Template:
    found = panel.template.menu()
    assert isinstance(found, TemplateMenu)
    return found.entries[name][1]


def test_control_and_shift_select_several(panel: NetworkPanel) -> None:
    stack = panel.stack
    click(stack, 0)
    click(stack, 2, CONTROL)
    assert stack.selection == (0, 2)
    assert panel.detail.several.text() == "2 layers are selected."
    click(stack, 2, CONTROL)
    assert stack.selection == (0,)
    click(stack, 3, SHIFT)
    assert stack.selection == (0, 1, 2, 3)
    click(stack, 1)
    assert stack.selection == (1,)


def test_shift_and_the_arrows_select_several(panel: NetworkPanel) -> None:
    stack = panel.stack
    press(stack, 1, Qt.Key.Key_Down, SHIFT)
    assert stack.selection == (1, 2)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down, SHIFT)
    assert stack.selection == (1, 2, 3)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up, SHIFT)
    assert stack.selection == (1, 2)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_A, CONTROL)
    assert stack.selection == (0, 1, 2, 3, 4)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert stack.selection == ()


def test_several_are_removed_and_doubled_at_once(panel: NetworkPanel, session: Session) -> None:
    stack = panel.stack
    stack.select(0, 1)
    press(stack, 0, Qt.Key.Key_D, CONTROL)
    assert layers(session) == (*LAYERS[:2], *LAYERS)
    assert stack.selection == (2, 3)
    press(stack, 2, Qt.Key.Key_Delete)
    assert layers(session) == LAYERS
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert layers(session) == LAYERS
    assert not session.undo_stack.canUndo()


def test_copied_layers_are_pasted_after_the_selected(panel: NetworkPanel, session: Session) -> None:
    stack = panel.stack
    stack.select(0, 1)
    press(stack, 0, Qt.Key.Key_C, CONTROL)
    assert '"dense"' in QGuiApplication.clipboard().text()
    stack.select(3)
    press(stack, 3, Qt.Key.Key_V, CONTROL)
    assert layers(session) == (*LAYERS[:4], Dense(8), ReLU(), Dense(2))
    assert stack.selection == (4, 5)
    press(stack, 4, Qt.Key.Key_X, CONTROL)
    assert layers(session) == LAYERS
    assert session.undo_stack.undoText() == "Cut layers"


@pytest.mark.parametrize("text", ["", "garbage", '{"layers": [{"type": "dense", "units": 0}]}'])
def test_pasted_garbage_is_refused_and_changes_nothing(
    panel: NetworkPanel, session: Session, text: str
) -> None:
    QGuiApplication.clipboard().setText(text)
    press(panel.stack, 1, Qt.Key.Key_V, CONTROL)
    assert panel.offer.text.endswith(".")
    assert not panel.offer.remedy
    assert layers(session) == LAYERS
    assert session.undo_stack.count() == 0


def test_what_is_pasted_where_it_does_not_fit_can_be_pasted_with_its_repair(
    panel: NetworkPanel, session: Session
) -> None:
    QGuiApplication.clipboard().setText('{"layers": [{"type": "lstm", "units": 4}]}')
    panel.stack.select(1)
    press(panel.stack, 1, Qt.Key.Key_V, CONTROL)
    assert layers(session) == LAYERS
    assert panel.offer.text.startswith("LSTM (3): takes (time, features)")
    assert panel.offer.text.endswith("\nInsert Reshape (8, 1) before LSTM.")
    assert panel.offer.remedy == "Repair"
    QTest.mouseClick(panel.offer.button, LEFT)
    assert [type(layer).__name__ for layer in layers(session)[2:5]] == ["Reshape", "LSTM", "Dense"]
    assert session.undo_stack.count() == 1
    session.undo_stack.undo()
    assert layers(session) == LAYERS
    assert not panel.offer.text


def test_the_output_layer_stays(panel: NetworkPanel, session: Session) -> None:
    press(panel.stack, 4, Qt.Key.Key_Delete)
    assert panel.offer.text == (
        "The last dense layer gives the network's outputs, so it has to stay."
    )
    panel.stack.select(0, 1, 2, 3, 4)
    press(panel.stack, 0, Qt.Key.Key_X, CONTROL)
    assert layers(session) == LAYERS
    QTest.keyClick(panel.offer.button, Qt.Key.Key_Escape)
    assert not panel.offer.text


def test_the_offer_stands_under_the_card_in_question(panel: NetworkPanel, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("garbage")
    panel.stack.select()
    press(panel.stack, 1, Qt.Key.Key_V, CONTROL)
    first, second = card(panel.stack, 1), card(panel.stack, 2)
    qtbot.waitUntil(lambda: first.y() < panel.offer.y() < second.y())


def test_neighbours_become_a_block_and_come_out_again(
    panel: NetworkPanel, session: Session
) -> None:
    stack = panel.stack
    stack.select(1, 2)
    stack.menu.do("block")
    assert layers(session) == (Dense(8), Residual((ReLU(), Dense(8))), ReLU(), Dense(2))
    assert stack.selection == (1,)
    stack.menu.do("block")
    assert layers(session) == LAYERS
    assert stack.selection == (1, 2)
    stack.select(0, 2)
    stack.menu.do("block")
    assert panel.offer.text == "Only layers that stand together can become a block."


def test_the_layers_of_a_block_are_cards_of_their_own(
    panel: NetworkPanel, session: Session
) -> None:
    become(session, Dense(8), Residual((Dense(8), ReLU())), Dense(2))
    click(panel.stack, 1)
    inner = panel.stack.inner
    assert inner is not None
    assert [content.title for content in inner.cards.contents] == ["Dense 8", "ReLU"]
    assert [content.shape for content in inner.cards.contents] == ["(8,)", "(8,)"]
    click(inner, 0)
    enter(inner.detail.form.field("units"), "4")
    assert layers(session)[1] == Residual((Dense(4), ReLU()))
    menu(inner).entries[Tanh].trigger()
    assert layers(session)[1] == Residual((Dense(4), Tanh(), ReLU()))
    assert inner.selection == (1,)
    press(inner, 0, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert layers(session)[1] == Residual((Tanh(), Dense(4), ReLU()))
    assert nameless(panel) == []
    inner.select(0, 1, 2)
    press(inner, 0, Qt.Key.Key_Delete)
    assert "at least one layer" in panel.offer.text
    session.undo_stack.undo()
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert layers(session)[1] == Residual((Dense(8), ReLU()))


def test_a_block_in_a_block_is_edited_too(panel: NetworkPanel, session: Session) -> None:
    become(session, Residual((Residual((Dense(2),)),)), Dense(2))
    click(panel.stack, 0)
    click(panel.stack.inner, 0)
    innermost = panel.stack.inner.inner
    click(innermost, 0)
    enter(innermost.detail.form.field("bias"), "0.5")
    assert layers(session)[0] == Residual((Residual((Dense(2, bias=0.5),)),))


def test_a_card_is_dragged_to_its_place(panel: NetworkPanel, session: Session) -> None:
    first = card(panel.stack, 0)
    pitch = card(panel.stack, 1).y() - first.y()
    start = first.rect().center()
    QTest.mousePress(first, LEFT, pos=start)
    for share in (0.4, 0.8, 1.0):
        QTest.mouseMove(first, start + QPoint(0, round(share * 3 * pitch)))
    QTest.mouseRelease(first, LEFT, pos=start + QPoint(0, 3 * pitch))
    assert layers(session) == (ReLU(), Dense(8), ReLU(), Dense(8), Dense(2))


def test_selected_layers_are_moved_together(panel: NetworkPanel, session: Session) -> None:
    panel.stack.select(0, 1)
    press(panel.stack, 1, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert layers(session) == (Dense(8), Dense(8), ReLU(), ReLU(), Dense(2))
    assert panel.stack.selection == (1, 2)
    assert session.undo_stack.undoText() == "Move layers"
    press(panel.stack, 2, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert panel.stack.selection == (2, 3)
    press(panel.stack, 3, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert panel.stack.selection == (2, 3)


def test_every_kind_is_offered_or_says_why_not(panel: NetworkPanel, images: None) -> None:
    panel.stack.select()
    entries = menu(panel.stack).entries
    assert all(action.toolTip() for action in entries.values())
    assert entries[Dense].text() == "Dense"
    assert entries[Conv2D].text() == "Convolution"
    assert entries[Conv2D].toolTip().endswith("It goes before Flatten, where it fits.")
    assert entries[LSTM].text() == "LSTM + repair"
    assert "Insert Reshape (8, 1) before LSTM" in entries[LSTM].toolTip()


def test_what_cannot_stand_there_is_disabled_with_the_reason(
    panel: NetworkPanel, session: Session
) -> None:
    panel.stack.select()
    become(session, Dense(7), Dense(2))
    action = menu(panel.stack).entries[MaxPooling]
    assert not action.isEnabled()
    assert action.toolTip().startswith("Max pooling (2): takes (channels, height, width)")


def test_a_layer_is_added_with_what_it_needs(panel: NetworkPanel, session: Session) -> None:
    become(session, Dense(16), Dense(2))
    panel.stack.select(0)
    menu(panel.stack).entries[Conv2D].trigger()
    kinds = [type(layer).__name__ for layer in layers(session)]
    assert kinds == ["Dense", "Reshape", "Conv2D", "Flatten", "Dense"]
    assert panel.cards.selected_index == 2
    session.undo_stack.undo()
    assert layers(session) == (Dense(16), Dense(2))


def test_a_convolution_goes_where_images_still_are_images(
    panel: NetworkPanel, session: Session, images: None
) -> None:
    become(session, Flatten(), Dense(3))
    menu(panel.stack).entries[Conv2D].trigger()
    assert [type(layer) for layer in layers(session)] == [Conv2D, Flatten, Dense]
    assert panel.cards.selected_index == 0


def test_a_dense_layer_on_images_gets_its_flatten(
    panel: NetworkPanel, session: Session, images: None
) -> None:
    become(session, Conv2D(4), Flatten(), Dense(3))
    panel.stack.select(0)
    menu(panel.stack).entries[Dense].trigger()
    assert [type(layer) for layer in layers(session)] == [Conv2D, Flatten, Dense, Flatten, Dense]
    assert panel.cards.selected_index == 2


def test_much_memory_is_asked_about_first(panel: NetworkPanel, session: Session) -> None:
    panel.stack.select(0)
    become(session, Dense(8), Dense(50_000), Dense(2))
    assert panel.cards.selected_index == 0
    enter(panel.detail.form.field("units"), "50000")
    assert layers(session)[0] == Dense(8)
    assert panel.offer.text == "Training this network takes about 40.0 GB of memory."
    assert panel.offer.remedy == "Build it all the same"
    QTest.keyClick(panel.offer.button, Qt.Key.Key_Escape)
    assert layers(session)[0] == Dense(8)
    assert panel.detail.form.field("units").value() == 8


@pytest.mark.parametrize("text", ["0", "-3", "many", "2.5"])
def test_units_that_are_none_are_refused_in_place(
    panel: NetworkPanel, session: Session, text: str
) -> None:
    panel.stack.select(0)
    units = panel.detail.form.field("units")
    enter(units, text)
    assert "whole number" in units.error
    assert "memory" not in units.error
    assert layers(session) == LAYERS


def test_ten_million_units_are_refused_with_the_memory_they_would_take(
    panel: NetworkPanel, session: Session
) -> None:
    panel.stack.select(0)
    units = panel.detail.form.field("units")
    enter(units, "10000000")
    # 10⁷ · (2 inputs + bias + 8 outputs) parameters, gradients and two buffers of Adam, and twice
    # the outputs of two layers for a batch of 32, four bytes each
    size = 4 * 10**7 * (11 * 4 + 2 * 32 * 2) / 1e9
    assert units.error == (
        "must be a whole number between 1 and 100000; it is 10000000, "
        f"which would take about {size:.1f} GB of memory"
    )
    assert layers(session) == LAYERS
    session.edit(replace(session.experiment, name="Another name"), "Rename")
    assert units.error is None
    assert units.value() == 8
    become(session, Residual((Dense(8), ReLU(), Dense(2))), Dense(2))
    panel.stack.select(0)
    panel.stack.inner.select(0)
    enter(panel.stack.inner.detail.form.field("units"), "10000000")
    assert "GB of memory" in panel.stack.inner.detail.form.field("units").error


def test_a_pick_that_is_refused_shows_what_holds(panel: NetworkPanel, session: Session) -> None:
    become(session, Reshape((2, 1)), LSTM(4, "sequence"), GRU(4), Dense(2))
    panel.stack.select(1)
    output = panel.detail.form.field("output")
    pick(output, "Last state")
    assert output.value() == "sequence"
    assert panel.offer.text.startswith("GRU (3): takes (time, features)")
    assert not panel.offer.remedy  # it would but undo the pick


def test_templates_are_cut_to_the_data(panel: NetworkPanel, session: Session, images: None) -> None:
    templates = panel.template.menu()
    assert isinstance(templates, TemplateMenu)
    templates.refresh()
    names = [name for name, (action, _) in templates.entries.items() if not action.isEnabled()]
    assert names == ["RNN", "LSTM"]
    assert templates.entries["RNN"][0].toolTip().startswith("For sequences only")
    before, count = layers(session), session.undo_stack.count()
    templates.entries["LeNet"][0].trigger()
    assert layers(session)[0] == Conv2D(8, 3, padding=1)
    assert layers(session)[-1] == Dense(3, "xavier")
    assert session.undo_stack.count() == count + 1
    assert session.undo_stack.undoText() == "Template LeNet"
    session.undo_stack.undo()
    assert layers(session) == before


def test_sequences_take_recurrent_templates(
    panel: NetworkPanel, session: Session, sequences: None
) -> None:
    templates = panel.template.menu()
    templates.refresh()
    templates.entries["LSTM"][0].trigger()
    assert [type(layer) for layer in layers(session)] == [LSTM, Dense]
    panel.stack.select(0)
    menu(panel.stack).entries[GRU].trigger()
    assert layers(session)[:2] == (replace(layers(session)[0], output="sequence"), GRU(16))
    assert menu(panel.stack).entries[RNN].isEnabled()
    embedding = menu(panel.stack).entries[Embedding]
    assert not embedding.isEnabled()
    assert embedding.toolTip().startswith("Takes tokens")


@pytest.fixture
def keys(qtbot: QtBot) -> Callable[[LayerStack, type], None]:
    """Add a layer as the keyboard does: open the menu, walk to a kind with the arrows, Return."""

    def walk(menu: QMenu, action: QAction) -> None:
        while menu.activeAction() is not action:
            QTest.keyClick(menu, Qt.Key.Key_Down)

    def add(stack: LayerStack, kind: type) -> None:
        stack.add_layer.setFocus()
        first = menu(stack)
        action = first.entries[kind]
        first.popup(stack.add_layer.mapToGlobal(QPoint(0, 0)))
        qtbot.waitUntil(first.isVisible)
        within = next(
            (each for each in first.findChildren(QMenu) if action in each.actions()), None
        )
        if within is None:
            walk(first, action)
            QTest.keyClick(first, Qt.Key.Key_Return)
        else:
            walk(first, within.menuAction())
            QTest.keyClick(first, Qt.Key.Key_Right)
            walk(within, action)
            QTest.keyClick(within, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not first.isVisible())

    return add


def kinds(layers: tuple[AnyLayer, ...]) -> list[type]:
    return [type(layer) for layer in layers]


def test_lenet_is_built_by_keyboard_alone(
    panel: NetworkPanel, session: Session, images: None, keys
) -> None:
    become(session, Flatten(), Dense(3))
    for kind in (Conv2D, ReLU, MaxPooling, Conv2D, ReLU, MaxPooling):
        keys(panel.stack, kind)
    press(panel.stack, 6, Qt.Key.Key_Return)  # the flatten
    for kind in (Dense, ReLU):
        keys(panel.stack, kind)
    assert kinds(layers(session)) == kinds(template(panel, "LeNet").build(panel.shape, 3))


def test_the_deep_networks_are_built_by_keyboard_alone(
    panel: NetworkPanel, session: Session, keys
) -> None:
    become(session, Dense(2))
    for _ in range(5):
        QTest.keyClick(panel.add_block, Qt.Key.Key_Space)
    assert layers(session)[:-1] == template(panel, "Deep ReLU").build(panel.shape, 2)[:-1]
    become(session, Dense(2))
    for _ in range(5):
        keys(panel.stack, Dense)
        keys(panel.stack, Sigmoid)
    assert kinds(layers(session)) == kinds(template(panel, "Deep sigmoid").build(panel.shape, 2))


def test_the_residual_network_is_built_by_keyboard_alone(
    panel: NetworkPanel, session: Session, keys
) -> None:
    become(session, Dense(2))
    keys(panel.stack, Dense)
    keys(panel.stack, Residual)
    inner = panel.stack.inner
    press(inner, 0, Qt.Key.Key_Return)
    keys(inner, LayerNorm)
    press(inner, 1, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    press(panel.stack, 1, Qt.Key.Key_D, CONTROL)
    press(panel.stack, 2, Qt.Key.Key_D, CONTROL)
    assert layers(session)[:-1] == template(panel, "Residual MLP").build(panel.shape, 2)[:-1]


@pytest.mark.parametrize("kind", [RNN, LSTM])
def test_the_recurrent_networks_are_built_by_keyboard_alone(
    panel: NetworkPanel, session: Session, sequences: None, keys, kind: type
) -> None:
    become(session, Flatten(), Dense(2))
    keys(panel.stack, kind)
    press(panel.stack, 1, Qt.Key.Key_Delete)
    assert layers(session)[:-1] == template(panel, kind.__name__).build(panel.shape, 2)[:-1]


def test_tab_goes_from_a_card_into_its_settings(panel: NetworkPanel) -> None:
    press(panel.stack, 1, Qt.Key.Key_Return)
    press(panel.stack, 0, Qt.Key.Key_Return)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    seen = []
    while not isinstance(QApplication.focusWidget(), Card):
        seen.append(QApplication.focusWidget().accessibleName())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert seen[:5] == ["Units", "Units", "Weights", "First bias", "First bias"]
    assert seen[-1] == "Take this layer out of the network (Delete)"
    assert QApplication.focusWidget() is card(panel.stack, 1)


def test_a_file_that_does_not_go_with_its_data_says_which_layer_and_is_mended(
    panel: NetworkPanel, session: Session, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine.data, "LOADERS", {Data: made_by_hand})
    network = NetworkSpec((Dense(8), ReLU(), Dense(3)))
    data = ImageFolder(path="pictures", width=8, height=8)
    training = replace(session.experiment.training, batch_size=8)
    session.new(replace(session.experiment, data=data, network=network, training=training))
    settle(lambda: session.problem is not None)
    assert panel.cards.contents[0].fault.startswith("takes a row of features")
    assert panel.offer.text.startswith("Dense (1): takes a row of features")
    session.edit(replace(session.experiment, name="Another name"), "Rename")
    assert panel.cards.contents[0].fault
    assert panel.offer.remedy == "Fit the network to the data"
    panel.offer.button.click()
    settle(lambda: layers(session)[0] == Flatten())
    settle(lambda: session.problem is None)
    assert layers(session) == (Flatten(), *network.layers)
    assert not panel.offer.text
    assert not any(content.fault for content in panel.cards.contents)


def test_tab_reaches_cards_that_were_added_later_before_the_buttons(
    panel: NetworkPanel, session: Session
) -> None:
    panel.add_block.click()
    panel.stack.select()
    press(panel.stack, 0, Qt.Key.Key_End)
    seen = []
    for _ in range(9):
        seen.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert seen[:7] == [card(panel.stack, index) for index in range(7)]
    assert seen[7:] == [panel.add_layer, panel.add_block]


def test_a_layer_is_put_in_before_the_first_one_in_one_step(
    panel: NetworkPanel, session: Session
) -> None:
    become(session, *LAYERS)
    click(panel.stack, 0)
    panel.stack.before.refresh()
    panel.stack.before.entries[Dropout].trigger()
    assert layers(session) == (Dropout(), *LAYERS)
    assert panel.stack.selection == (0,)
    session.undo_stack.undo()
    assert layers(session) == LAYERS
