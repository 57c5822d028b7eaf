"""Views take turns where a frame that draws all of them takes too long."""

from app.window.turns import BUDGET, FRAME, LONG_FRAME, MOST, Turns


def noted(turns: Turns, cost: float, frames: int = 20) -> Turns:
    for _ in range(frames):
        turns.note(cost)
    return turns


def test_cheap_frames_draw_everything() -> None:
    turns = noted(Turns(), 0.9 * BUDGET)
    assert turns.count == 1
    assert {turns.place_of(index) for index in range(9)} == {0}


def test_dear_frames_are_split_and_stay_split() -> None:
    turns = noted(Turns(), 2.4 * BUDGET)
    assert turns.count == 3
    noted(turns, 0.8 * BUDGET)
    assert turns.count == 3


def test_no_view_waits_too_long() -> None:
    assert noted(Turns(), 100 * BUDGET).count == MOST


def test_it_returns_when_frames_are_cheap_again() -> None:
    turns = noted(Turns(), 2.4 * BUDGET)
    noted(turns, 0.1 * BUDGET)
    assert turns.count == 1


def test_it_does_not_waver_at_the_edge() -> None:
    turns = noted(Turns(), 1.05 * BUDGET)
    assert turns.count == 2
    noted(turns, 0.49 * BUDGET)
    assert turns.count == 2


def test_one_slow_frame_is_no_reason() -> None:
    turns = noted(Turns(), 0.5 * BUDGET, frames=19)
    turns.note(3 * BUDGET)
    assert turns.count == 1


def test_every_view_has_its_turn_and_the_first_one_has_it_alone() -> None:
    turns = noted(Turns(), 2.4 * BUDGET)
    places = [turns.place_of(index) for index in range(7)]
    assert places == [0, 1, 2, 1, 2, 1, 2]
    seen = set()
    for _ in range(turns.count):
        seen.add(turns.now)
        turns.advance()
    assert seen == set(places)


def test_with_most_turns_frames_come_less_often() -> None:
    turns = Turns()
    assert turns.interval == FRAME
    for _ in range(20):
        turns.note(MOST * BUDGET)
    assert turns.count == MOST
    assert turns.interval == LONG_FRAME
