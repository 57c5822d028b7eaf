"""Every view has one place; narrow windows have fewer places with more tabs."""

from itertools import chain

from app.views import VIEWS
from app.window.placement import CENTRE, LEAST_WIDTH, LOWER, RIGHT, lower_stacks, stacks_of

WIDE = 3 * LEAST_WIDTH


def test_no_view_has_two_places() -> None:
    names = list(chain(CENTRE, *RIGHT, *LOWER))
    assert len(names) == len(set(names))


def test_every_view_of_the_program_has_a_place_of_its_own() -> None:
    assert {view.name for view in VIEWS} <= set(chain(CENTRE, *RIGHT, *LOWER))


def test_views_that_are_not_there_leave_no_empty_place() -> None:
    assert stacks_of((("a",), ("b", "c")), ["c"]) == [["c"]]


def test_at_most_three_stand_side_by_side_and_none_is_lost() -> None:
    names = ["network", "loss", "gradients", "weights", "activations", "other", "another"]
    stacks = lower_stacks(names, WIDE)
    assert [stack[0] for stack in stacks] == ["loss", "gradients", "activations"]
    assert sorted(chain(*stacks)) == sorted(names[1:])
    assert stacks[-1][-2:] == ["other", "another"]


def test_a_narrow_window_has_fewer_places() -> None:
    names = ["loss", "gradients", "weights", "activations", "confusion"]
    narrow = [["loss", "activations", "confusion"], ["gradients", "weights"]]
    assert lower_stacks(names, WIDE - 1) == narrow
    assert lower_stacks(names, 10) == [names]


def test_without_views_below_there_is_no_place() -> None:
    assert lower_stacks(["network", "boundary"], WIDE) == []
