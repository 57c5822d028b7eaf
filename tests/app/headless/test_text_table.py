"""A text table aligns its columns."""

from app.headless.text_table import text_table


def test_columns_begin_at_the_same_place() -> None:
    table = text_table([("a", "one"), ("long", "two")])
    assert table == "a     one\nlong  two"


def test_a_heading_is_underlined_over_the_widest_cell() -> None:
    table = text_table([("a", "one")], heading=("name", "x"))
    assert table.splitlines() == ["name  x", "----  ---", "a     one"]
