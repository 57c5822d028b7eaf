"""A mode choice keeps to its modes."""

from pytestqt.qtbot import QtBot

from app.views.mode_choice import ModeChoice


def test_a_mode_is_chosen_by_its_word(qtbot: QtBot) -> None:
    told: list[str] = []
    choice = ModeChoice({"a": "Apples", "b": "Pears"}, "What to show", lambda: told.append("!"))
    qtbot.addWidget(choice.box)
    assert choice.mode == "a"
    choice.set_mode("b")
    assert (choice.mode, told) == ("b", ["!"])
    choice.set_mode("c")
    choice.set_mode(None)
    assert (choice.mode, told) == ("b", ["!"])
    assert choice.box.accessibleName() == "What to show"


def test_other_modes_keep_the_present_one_where_it_is_among_them(qtbot: QtBot) -> None:
    choice = ModeChoice({"a": "Apples", "b": "Pears"}, "What to show", lambda: None)
    qtbot.addWidget(choice.box)
    choice.set_mode("b")
    choice.set_names({"b": "Pears", "c": "Plums"})
    assert choice.mode == "b"
    choice.set_names({"c": "Plums"})
    assert choice.mode == "c"
