"""The network panel lists the layers and changes them; every change can be undone."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import engine.data
from app.look.appearance import Appearance
from app.look.theme import family_colour
from app.panels.layer_menu import LayerMenu
from app.panels.network_panel import NetworkPanel
from app.session.session import Session
from app.widgets.card import Card
from engine.experiment.data import Data, ImageFolder, Table
from engine.experiment.network import (
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    LeakyReLU,
    LpPooling,
    MaxPooling,
    NetworkSpec,
    Normal,
    ReLU,
    Reshape,
    Residual,
    Sigmoid,
    Tanh,
    Uniform,
)
from tests.app.panels.hand import drag, enter, nameless, pick
from tests.app.panels.made_by_hand import made_by_hand

Settle = Callable[[Callable[[], bool]], None]

LAYERS = (Dense(8), ReLU(), Dense(8), ReLU(), Dense(2))


@pytest.fixture
def panel(session: Session, appearance: Appearance, qtbot: QtBot) -> NetworkPanel:
    widget = NetworkPanel(session, appearance)
    qtbot.addWidget(widget)
    widget.resize(276, 700)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def layers(session: Session) -> tuple:
    return session.experiment.network.layers


def card(panel: NetworkPanel, index: int) -> Card:
    panel.cards.layout().activate()
    return sorted(panel.cards.findChildren(Card), key=lambda found: found.y())[index]


def field(panel: NetworkPanel, name: str):
    """Return the editor of a setting of the selected layer."""
    found = panel.detail.form.field(name)
    assert found is not None
    return found


def select(panel: NetworkPanel, index: int) -> None:
    QTest.mouseClick(card(panel, index), Qt.MouseButton.LeftButton)
    assert panel.cards.selected_index == index


def choose(panel: NetworkPanel, kind: type) -> None:
    """Take a kind of layer from the menu of the button."""
    menu = panel.add_layer.menu()
    assert isinstance(menu, LayerMenu)
    menu.refresh()
    assert menu.entries[kind].isEnabled()
    menu.entries[kind].trigger()


def test_it_lists_the_layers(panel: NetworkPanel, session: Session) -> None:
    cards = panel.cards.contents
    assert [content.title for content in cards] == ["Dense 8", "ReLU", "Dense 8", "ReLU", "Dense 2"]
    assert cards[0].subtitle == "He init"
    assert cards[4].subtitle == "softmax output"
    assert [content.shape for content in cards] == ["(8,)"] * 4 + ["(2,)"]
    assert [content.movable for content in cards] == [True] * 4 + [False]
    assert session.undo_stack.count() == 0


def test_layers_are_added_after_the_selected_one(panel: NetworkPanel, session: Session) -> None:
    select(panel, 1)
    choose(panel, Tanh)
    assert layers(session) == (Dense(8), ReLU(), Tanh(), Dense(8), ReLU(), Dense(2))
    assert panel.cards.selected_index == 2
    session.undo_stack.undo()
    assert layers(session) == LAYERS


def test_without_a_selection_they_stand_before_the_output(
    panel: NetworkPanel, session: Session
) -> None:
    panel.add_block.click()
    assert layers(session) == (*LAYERS[:-1], Dense(8), ReLU(), Dense(2))
    assert session.undo_stack.undoText() == "Add block"


def test_settings_of_a_dense_layer_appear_in_place_and_are_edited(
    panel: NetworkPanel, session: Session
) -> None:
    select(panel, 0)
    units, bias = field(panel, "units"), field(panel, "bias")
    init = panel.detail.form.editors["init"]
    assert panel.detail.isVisible()
    above, below = card(panel, 0), card(panel, 1)
    assert above.geometry().bottom() < panel.detail.y() < below.y()
    drag(units, 10, 15)
    assert layers(session)[0] == Dense(16)
    assert session.undo_stack.count() == 1
    enter(units, "200")
    assert layers(session)[0] == Dense(200)
    pick(init.choice, "Normal")
    assert init.std.isVisible()
    enter(init.std, "0.5")
    enter(bias, "0.1")
    assert layers(session)[0] == Dense(200, Normal(0.5), 0.1)
    pick(init.choice, "Uniform")
    enter(init.limit, "0.25")
    assert layers(session)[0] == Dense(200, Uniform(0.25), 0.1)
    pick(init.choice, "Xavier")
    assert layers(session)[0] == Dense(200, "xavier", 0.1)
    assert not init.limit.isVisible()


def test_choices_made_one_after_the_other_are_entries_of_their_own(
    panel: NetworkPanel, session: Session
) -> None:
    select(panel, 0)
    pick(field(panel, "init").choice, "Xavier")
    pick(field(panel, "init").choice, "Zeros")
    session.undo_stack.undo()
    assert layers(session)[0] == Dense(8, "xavier")


def test_a_refused_number_is_marked_and_changes_nothing(
    panel: NetworkPanel, session: Session
) -> None:
    select(panel, 0)
    enter(field(panel, "units"), "0")
    assert "100000" in (field(panel, "units").error or "")
    assert layers(session) == LAYERS


def test_an_activation_is_exchanged(panel: NetworkPanel, session: Session) -> None:
    select(panel, 1)
    assert not panel.detail.form.isVisible()
    pick(panel.detail.kind, "Sigmoid")
    assert layers(session)[1] == Sigmoid()


def test_the_output_layer_says_why_its_units_are_fixed(
    panel: NetworkPanel, session: Session
) -> None:
    select(panel, 4)
    assert not field(panel, "units").isEnabled()
    assert "2 classes" in panel.detail.tied.text()
    for button in (panel.detail.remove, panel.detail.duplicate, panel.detail.up):
        assert not button.isEnabled()
    QTest.keyClick(card(panel, 4), Qt.Key.Key_Delete)
    QTest.keyClick(card(panel, 4), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert layers(session) == LAYERS


def test_two_outputs_or_one_are_a_choice_where_the_loss_takes_both(
    panel: NetworkPanel, session: Session
) -> None:
    training = replace(session.experiment.training, loss="mean_squared_error")
    session.edit(replace(session.experiment, training=training), "Change loss")
    select(panel, 4)
    units = field(panel, "units")
    assert units.isEnabled()
    enter(units, "1")
    assert layers(session)[4] == Dense(1)
    enter(units, "3")
    assert "1 or 2 units" in (units.error or "")
    assert layers(session)[4] == Dense(1)


def test_delete_and_alt_arrows_change_the_order(panel: NetworkPanel, session: Session) -> None:
    QTest.keyClick(card(panel, 0), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert layers(session) == (ReLU(), Dense(8), Dense(8), ReLU(), Dense(2))
    QTest.keyClick(card(panel, 0), Qt.Key.Key_Delete)
    assert layers(session) == (Dense(8), Dense(8), ReLU(), Dense(2))
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert layers(session) == LAYERS


def test_selection_goes_with_a_moved_and_a_copied_layer(
    panel: NetworkPanel, session: Session
) -> None:
    select(panel, 1)
    panel.detail.down.click()
    assert layers(session) == (Dense(8), Dense(8), ReLU(), ReLU(), Dense(2))
    assert panel.cards.selected_index == 2
    panel.detail.duplicate.click()
    assert len(layers(session)) == 6
    assert panel.cards.selected_index == 3
    panel.detail.remove.click()
    assert layers(session) == (Dense(8), Dense(8), ReLU(), ReLU(), Dense(2))


def test_the_selected_layer_stays_selected_when_another_passes_it(
    panel: NetworkPanel, session: Session
) -> None:
    select(panel, 1)
    panel.cards.moved.emit(0, 3)
    assert layers(session) == (ReLU(), Dense(8), ReLU(), Dense(8), Dense(2))
    assert panel.cards.selected_index == 0
    assert panel.detail.kind.value() is ReLU


def test_all_hidden_layers_can_go(panel: NetworkPanel, session: Session) -> None:
    for _ in range(4):
        QTest.keyClick(card(panel, 0), Qt.Key.Key_Delete)
    assert layers(session) == (Dense(2),)
    assert panel.cards.contents[0].title == "Dense 2"


def test_fifty_layers_keep_the_summary_short(panel: NetworkPanel, session: Session) -> None:
    network = NetworkSpec((Dense(8), ReLU()) * 25 + (Dense(2),))
    session.edit(replace(session.experiment, network=network), "Deepen")
    assert len(panel.cards.contents) == 51
    assert "…" in panel.summary
    assert panel.summary.endswith("parameters")


def test_a_table_that_is_not_read_yet_has_no_count(panel: NetworkPanel, session: Session) -> None:
    session.new(replace(session.experiment, data=Table(path="absent.csv")))
    assert panel.summary.startswith("?")
    assert "parameters" not in panel.summary


def test_every_editor_has_a_name(panel: NetworkPanel) -> None:
    for index in (0, 1, 4):
        select(panel, index)
        assert nameless(panel) == []


def test_other_layers_show_what_they_are(
    panel: NetworkPanel, session: Session, qtbot: QtBot
) -> None:
    hidden = (
        Dense(8),
        BatchNorm(),
        LeakyReLU(0.2),
        LpPooling(2, 3),
        Reshape((2, 2)),
        Reshape((4,)),
    )
    network = NetworkSpec((*hidden, Dropout(0.2), Dense(2)))
    session.edit(replace(session.experiment, network=network), "Another network")
    cards = panel.cards.contents
    assert [content.title for content in cards] == [
        "Dense 8",
        "Batch norm",
        "Leaky ReLU",
        "Lp pooling",
        "Reshape",
        "Reshape",
        "Dropout",
        "Dense 2",
    ]
    assert [content.shape for content in cards[3:5]] == ["(4,)", "(2, 2)"]
    assert cards[3].subtitle == "group 2 · p 3"
    assert cards[6].subtitle == "rate 0.2"
    assert all(content.tooltip for content in cards)
    places = panel.cards.findChildren(Card)
    qtbot.waitUntil(lambda: len({place.y() for place in places}) == len(cards))
    for index in range(len(cards)):
        select(panel, index)
        assert nameless(panel) == []


def test_a_block_after_dropout_repeats_the_activation_before_it(
    panel: NetworkPanel, session: Session
) -> None:
    network = NetworkSpec((Dense(8), Tanh(), Dropout(0.2), Dense(2)))
    session.edit(replace(session.experiment, network=network), "Another network")
    panel.add_block.click()
    assert layers(session) == (*network.layers[:3], Dense(8), Tanh(), Dense(2))


def test_images_go_through_a_flatten_with_true_shapes_and_parameters(
    panel: NetworkPanel, session: Session, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine.data, "LOADERS", {Data: made_by_hand})
    session.edit_data(ImageFolder(path="pictures", width=6, height=4), "Open images")
    settle(lambda: isinstance(session.experiment.data, ImageFolder))
    contents = panel.cards.contents
    assert [content.title for content in contents[:2]] == ["Flatten", "Dense 8"]
    assert [content.shape for content in contents] == ["(24,)", *["(8,)"] * 4, "(3,)"]
    assert contents[0].colour == family_colour("shape")
    count = 24 * 8 + 8 + 8 * 8 + 8 + 8 * 3 + 3
    assert panel.summary == f"4×6→8→8→3 · {count} parameters"
    panel.stack.select(0)
    panel.detail.remove.click()
    assert layers(session)[0] == Flatten()
    assert panel.offer.text.startswith("Dense (1): takes a row of features")


def test_layers_for_images_and_blocks_show_their_shapes(
    panel: NetworkPanel, session: Session, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine.data, "LOADERS", {Data: made_by_hand})
    kinds = (Conv2D(5, padding=1), ReLU(), MaxPooling(), Residual((Conv2D(5, padding=1),)))
    network = NetworkSpec((*kinds, Flatten(), Dense(3)))
    session.edit_data(ImageFolder(path="pictures", width=6, height=4), "Open images")
    settle(lambda: isinstance(session.experiment.data, ImageFolder))
    session.edit(replace(session.experiment, network=network), "Change network")
    contents = panel.cards.contents
    shapes = ["(5, 4, 6)", "(5, 4, 6)", "(5, 2, 3)", "(5, 2, 3)", "(30,)", "(3,)"]
    assert [content.shape for content in contents] == shapes
    titles = ["Convolution", "ReLU", "Max pooling", "Residual block", "Flatten", "Dense 3"]
    assert [content.title for content in contents] == titles
    count = (9 + 1) * 5 + (5 * 9 + 1) * 5 + 30 * 3 + 3
    assert panel.summary == f"4×6→3 · {count} parameters"
    assert panel.minimumSizeHint().width() <= 240
