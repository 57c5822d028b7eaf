"""A source view numbers lines as their file does, and lets those that ran stand out."""

import pytest
from pytestqt.qtbot import QtBot

from app.look.theme import DARK, LIGHT
from app.widgets.source_view import SourceView
from engine.source_text import Excerpt

FIRST = Excerpt("one", "engine/a.py", 10, "def one():\n    a = 1\n    return a", (12,))
SECOND = Excerpt("two", "engine/b.py", 5, "def two():\n    return 2", (6,))


@pytest.fixture
def view(qtbot: QtBot) -> SourceView:
    made = SourceView(LIGHT, "The lines")
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show_excerpts((FIRST, SECOND))
    return made


def test_lines_have_the_numbers_of_their_file(view: SourceView) -> None:
    lines = view.toPlainText().split("\n")
    assert lines[0] == "── engine/a.py, 10–12: one"
    assert lines[3] == "  12      return a"


def test_marked_lines_stand_out(view: SourceView) -> None:
    assert view.marked_text == ("  12      return a", "   6      return 2")
    grounds = [each.format.background().color() for each in view.extraSelections()]
    assert len(grounds) == 2
    view.set_theme(DARK)
    assert [each.format.background().color() for each in view.extraSelections()] != grounds


def test_another_branch_of_the_same_lines_is_marked_anew(view: SourceView) -> None:
    other = Excerpt("one", "engine/a.py", 10, FIRST.text, (11,))
    view.show_excerpts((other, SECOND))
    assert view.marked_text == ("  11      a = 1", "   6      return 2")
    texts = [each.cursor.block().text() for each in view.extraSelections()]
    assert tuple(texts) == view.marked_text
