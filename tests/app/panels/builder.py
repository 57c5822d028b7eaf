"""A builder makes a network layer by layer in the sidebar, with one hand: the keys or the mouse.

The keyboard sends keys to whatever has the focus; the mouse presses buttons at points. Neither
calls anything of the panel.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QWidget,
)

from app.panels.init_editor import InitEditor
from app.panels.layer_families import Kind, families
from app.panels.layer_stack import LayerStack
from app.panels.layer_words import init_choices, init_key, layer_name
from app.panels.network_panel import NetworkPanel
from app.widgets.card import Card
from app.widgets.choice_field import ChoiceField
from app.widgets.slider import Slider
from app.widgets.slider_field import SliderField
from engine.experiment.network import AnyLayer, Residual

LEFT = Qt.MouseButton.LeftButton
MOST_TABS = 400


class Hand(Protocol):
    """What a person does with the keyboard, or with the mouse."""

    def press(self, button: QAbstractButton) -> None: ...
    def select(self, card: Card) -> None: ...
    def remove(self, stack: LayerStack, at: int, card: Card) -> None: ...
    def set_number(self, field: SliderField, value: int) -> None: ...
    def pick(self, field: ChoiceField, label: str) -> None: ...
    def walk(self, menu: QMenu, action: QAction) -> None: ...


def focused() -> QWidget:
    """The widget that the keys go to."""
    widget = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert widget is not None
    return widget


class Keyboard:
    """Tab, arrows, Return, Delete and what is typed."""

    def press(self, button: QAbstractButton) -> None:
        self._go_to(button)
        QTest.keyClick(button, Qt.Key.Key_Space)

    def select(self, card: Card) -> None:
        self._go_to(card)
        QTest.keyClick(card, Qt.Key.Key_Return)

    def remove(self, stack: LayerStack, at: int, card: Card) -> None:
        self._go_to(card)
        QTest.keyClick(card, Qt.Key.Key_Delete)

    def set_number(self, field: SliderField, value: int) -> None:
        edit = field.findChild(QLineEdit)
        assert edit is not None
        self._go_to(edit)
        edit.selectAll()  # as Tab does in a window that is active
        QTest.keyClicks(focused(), str(value))
        QTest.keyClick(focused(), Qt.Key.Key_Return)

    def pick(self, field: ChoiceField, label: str) -> None:
        combo = field.findChild(QComboBox)
        assert combo is not None
        self._go_to(combo)
        wanted = combo.findText(label)
        while combo.currentIndex() != wanted:
            key = Qt.Key.Key_Down if combo.currentIndex() < wanted else Qt.Key.Key_Up
            QTest.keyClick(combo, key)

    def walk(self, menu: QMenu, action: QAction) -> None:
        for _ in menu.actions():
            if menu.activeAction() is action:
                break
            QTest.keyClick(menu, Qt.Key.Key_Down)
        assert menu.activeAction() is action
        QTest.keyClick(menu, Qt.Key.Key_Right if action.menu() else Qt.Key.Key_Return)

    def _go_to(self, widget: QWidget) -> None:
        for _ in range(MOST_TABS):
            QApplication.processEvents()
            if QApplication.focusWidget() is widget:
                return
            QTest.keyClick(QApplication.focusWidget() or widget.window(), Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {widget.accessibleName()}")


class Mouse:
    """Clicks, and the wheel."""

    def press(self, button: QAbstractButton) -> None:
        QTest.mouseClick(button, LEFT)

    def select(self, card: Card) -> None:
        QTest.mouseClick(card, LEFT)

    def remove(self, stack: LayerStack, at: int, card: Card) -> None:
        if stack.selection != (at,):
            self.select(card)
        self.press(stack.detail.remove)

    def set_number(self, field: SliderField, value: int) -> None:
        slider = field.findChild(Slider)
        assert slider is not None
        while field.maximum < value:  # what is drawn to the end gets more room
            QTest.mouseClick(slider, LEFT, pos=QPoint(slider.width() - 7, slider.height() // 2))
        share = (value - slider.minimum()) / max(slider.maximum() - slider.minimum(), 1)
        x = 7 + round(share * (slider.width() - 14))
        QTest.mouseClick(slider, LEFT, pos=QPoint(min(x, slider.width() - 7), slider.height() // 2))
        for _ in range(200):
            if field.value() == value:
                return
            if not slider.hasFocus():  # as after a click in a window that is active
                slider.window().activateWindow()
                QTest.qWaitForWindowActive(slider.window())
                slider.setFocus()
            _turn_wheel(slider, 1 if field.value() < value else -1)
        raise AssertionError(f"the mouse does not reach {value}")

    def pick(self, field: ChoiceField, label: str) -> None:
        combo = field.findChild(QComboBox)
        assert combo is not None
        QTest.mouseClick(combo, LEFT)
        view = combo.view()
        at = view.visualRect(combo.model().index(combo.findText(label), 0)).center()
        QTest.qWait(0)
        QTest.mouseMove(view.viewport(), at)
        while view.isVisible():  # a release right after the press does not count
            QTest.mouseClick(view.viewport(), LEFT, pos=at)
            QApplication.processEvents()

    def walk(self, menu: QMenu, action: QAction) -> None:
        at = menu.actionGeometry(action).center()
        for _ in range(100):
            QTest.mouseMove(menu, at)
            QTest.qWait(1)
            if menu.activeAction() is action:
                break
            QTest.mouseMove(menu, at + QPoint(1, 1))
        QTest.mouseClick(menu, LEFT, pos=at)


class Builder:
    """Makes the layers of a stack equal to others, one after the other."""

    def __init__(self, panel: NetworkPanel, hand: Hand) -> None:
        self._panel = panel
        self._hand = hand

    def clear(self) -> None:
        """Take out all layers but the output."""
        stack = self._panel.stack
        for at in reversed([at for at in range(len(stack.layers)) if at != stack.output]):
            self._hand.remove(stack, at, self._card(stack, at))

    def take_template(self, name: str) -> None:
        """Choose a ready network."""
        menu = self._panel.template.menu()
        assert menu is not None
        self._choose(self._panel.template, [name])

    def build(self, wanted: Sequence[AnyLayer]) -> None:
        """Add, remove and set layers until they are these."""
        self._build_in(lambda: self._panel.stack, wanted)

    def _build_in(self, stack_of: Callable[[], LayerStack], wanted: Sequence[AnyLayer]) -> None:
        for at, layer in enumerate(wanted):
            self._make_kind(stack_of(), at, layer, wanted)
            self._select(stack_of(), at)
            if isinstance(layer, Residual):
                self._build_in(lambda: _inner(stack_of()), layer.layers)
            else:
                self._set(stack_of(), layer)

    def _make_kind(
        self, stack: LayerStack, at: int, layer: AnyLayer, wanted: Sequence[AnyLayer]
    ) -> None:
        """Let a layer of the right kind stand at a place."""
        is_last = at == len(wanted) - 1
        for _ in range(10):
            is_output = stack.output >= 0 and at == stack.output
            if type(stack.layers[at]) is type(layer) and is_output == (
                is_last and stack.output >= 0
            ):
                return
            if len(stack.layers) > len(wanted):
                self._hand.remove(stack, at, self._card(stack, at))
            else:
                self._add(stack, at, type(layer))
        raise AssertionError(f"{layer} cannot be put in place: {self._panel.offer.text}")

    def _add(self, stack: LayerStack, at: int, kind: Kind) -> None:
        way = _way_to(kind)
        if at == 0:
            self._select(stack, 0)
            self._choose(stack.detail.more, ["Add before", *way])
        else:
            self._select(stack, at - 1)
            self._choose(stack.add_layer, way)

    def _set(self, stack: LayerStack, layer: AnyLayer) -> None:
        """Set what differs, in the editors of the selected layer."""
        for name in layer.__struct_fields__:
            value, form = getattr(layer, name), stack.detail.form
            index = stack.cards.selected_index
            if form is None or getattr(stack.layers[index], name) == value:
                continue
            editor = form.editors[name]
            if isinstance(editor, SliderField):
                self._hand.set_number(editor, value)
            elif isinstance(editor, InitEditor):
                words = [each.label for each in init_choices() if each.value == init_key(value)]
                self._hand.pick(editor.choice, words[0])
            else:
                raise AssertionError(f"no hand for {name}")
            assert getattr(stack.layers[index], name) == value

    def _select(self, stack: LayerStack, at: int) -> None:
        if stack.selection != (at,):
            self._hand.select(self._card(stack, at))
        assert stack.selection == (at,)

    def _card(self, stack: LayerStack, at: int) -> Card:
        QApplication.processEvents()
        own = [each for each in stack.cards.findChildren(Card) if each.parent() is stack.cards]
        return sorted((each for each in own if each.isVisible()), key=Card.y)[at]

    def _choose(self, button: QAbstractButton, way: Sequence[str]) -> None:
        """Open a button's menu and go to an entry, in the event loop that the menu may have."""
        outcome: list[BaseException | None] = []
        QTimer.singleShot(0, lambda: self._walk(way, outcome))
        self._hand.press(button)
        while not outcome or QApplication.activePopupWidget() is not None:
            QTest.qWait(1)
        button.window().activateWindow()  # which a window manager does when a menu closes
        if (fault := outcome[0]) is not None:
            raise fault

    def _walk(self, way: Sequence[str], outcome: list[BaseException | None]) -> None:
        if QApplication.activePopupWidget() is None:  # the menu is still to open
            QTimer.singleShot(1, lambda: self._walk(way, outcome))
            return
        try:
            for name in way:
                menu = QApplication.activePopupWidget()
                assert isinstance(menu, QMenu)
                action = next(each for each in menu.actions() if _name_of(each) == name)
                assert action.isEnabled(), action.toolTip()
                self._hand.walk(menu, action)
            outcome.append(None)
        except BaseException as fault:  # noqa: BLE001 (it is raised where the menu was opened)
            outcome.append(fault)
            while (popup := QApplication.activePopupWidget()) is not None:
                popup.close()


def _way_to(kind: Kind) -> list[str]:
    """The entries that lead to a kind of layer."""
    family, kinds = next(each for each in families() if kind in each[1])
    return [layer_name(kind)] if len(kinds) == 1 else [family, layer_name(kind)]


def _name_of(action: QAction) -> str:
    return action.text().partition("\t")[0].removesuffix(" + repair")


def _inner(stack: LayerStack) -> LayerStack:
    assert stack.inner is not None
    return stack.inner


def _turn_wheel(widget: QWidget, notches: int) -> None:
    at = QPointF(widget.width() / 2, widget.height() / 2)
    turn = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        QPoint(0, 0),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, turn)
