"""Every tile has a place in its column's room, and none covers another."""

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from app.views.columns import Column
from app.views.tile_places import Room, TilePlaces, cells_of, places_of

ROOM = Room(centre=200.0, width=110.0, top=52.0, bottom=480.0)
MAPS = [(1, 28, 28), (6, 28, 28), (16, 5, 5), (64, 16, 16), (300, 8, 8), (4, 3, 40), (1, 200, 200)]


def maps(shape: tuple[int, int, int], kernels: str = "0.conv2d.weight") -> Column:
    channels, height, width = shape
    units = channels * height * width
    return Column("maps", units, 1, 1, None, shape=shape, start=0, kernels=kernels)


def steps(time: int, features: int, unrolled: bool = False) -> Column:
    units = features if unrolled else time * features
    shape = (time, features)
    return Column("steps", units, 1, 1, None, shape=shape, start=0, is_unrolled=unrolled)


def inside(places: TilePlaces, room: Room) -> bool:
    boxes = (*places.boxes, *places.kernels)
    return all(room.top - 1 <= box.top() and box.bottom() <= room.bottom + 1 for box in boxes)


def overlap(boxes: tuple[QRectF, ...]) -> bool:
    return any(one.intersects(other) for one, other in combinations(boxes, 2))


@pytest.mark.parametrize("shape", MAPS)
def test_maps_and_kernels_stand_beside_one_another(shape: tuple[int, int, int]) -> None:
    places = places_of(maps(shape), ROOM)
    assert 1 <= len(places.boxes) <= shape[0]
    assert len(places.kernels) == len(places.boxes)
    assert not overlap(places.boxes + places.kernels)
    assert inside(places, ROOM)
    assert max(box.right() for box in places.kernels) < places.left


@pytest.mark.parametrize("shape", MAPS)
def test_maps_keep_their_proportions(shape: tuple[int, int, int]) -> None:
    box = places_of(maps(shape, kernels=""), ROOM).boxes[0]
    _, height, width = shape
    assert box.width() / box.height() == pytest.approx(width / height, rel=0.2)


def test_few_maps_stand_in_one_line_down_and_many_in_several() -> None:
    few, many = places_of(maps((6, 8, 8)), ROOM), places_of(maps((64, 8, 8)), ROOM)
    assert len({box.left() for box in few.boxes}) == 1
    assert len({box.left() for box in many.boxes}) > 1
    assert len(many.boxes) > 40


@pytest.mark.parametrize("time", [1, 5, 15, 40, 53, 54, 400])
def test_of_time_steps_those_that_fit_run_down(time: int) -> None:
    places = places_of(steps(time, 12), ROOM)
    assert len(places.boxes) == time or time > 50
    assert not overlap(places.boxes)
    assert inside(places, ROOM)
    assert places.boxes == tuple(sorted(places.boxes, key=QRectF.top))


@pytest.mark.parametrize("height", [1.0, 20.0, 60.0])
def test_a_low_room_has_a_place_for_one_tile_at_least(height: float) -> None:
    low = Room(centre=50.0, width=20.0, top=52.0, bottom=52.0 + height)
    for column in (maps((8, 9, 9)), steps(30, 4), Column("row", 40, 0, 0, None)):
        assert len(places_of(column, low).boxes) >= 1


@pytest.mark.parametrize("units", [36, 100, 500, 1000, 5000])
def test_small_neurons_stand_in_a_field(units: int) -> None:
    column = Column("row", units, 1, 1, 0, start=0, is_small=True)
    wide = Room(centre=200.0, width=220.0, top=52.0, bottom=480.0)
    places = places_of(column, wide)
    assert len(places.boxes) == units or units > 1000
    assert not overlap(places.boxes)
    assert inside(places, wide)
    assert places.right - places.left <= 0.6 * wide.width
    first, second = places.boxes[:2]
    assert second.left() == first.left()  # the next one stands below
    assert second.top() > first.bottom()
    assert len(cells_of(column, places)) == len(places.boxes)


def test_weights_leave_a_map_level_with_their_pixels() -> None:
    column = maps((2, 3, 4))
    places = places_of(column, ROOM)
    cells = cells_of(column, places)
    assert cells.shape == (2 * 3 * 4, 2)
    first, second = places.boxes
    thirds = [first.top() + first.height() * share for share in (1 / 6, 1 / 2, 5 / 6)]
    assert cells[:12, 1] == pytest.approx(np.repeat(thirds, 4))
    assert second.top() < cells[12, 1] < second.top() + second.height() / 3


def test_weights_leave_an_unrolled_layer_at_its_last_state() -> None:
    column = steps(6, 5, unrolled=True)
    places = places_of(column, ROOM)
    cells = cells_of(column, places)
    last = places.boxes[-1]
    assert cells.shape == (5, 2)
    assert ((last.top() < cells[:, 1]) & (cells[:, 1] < last.bottom())).all()
    whole = steps(6, 5)
    assert cells_of(whole, places_of(whole, ROOM)).shape == (30, 2)


def test_a_band_is_narrow_and_as_high_as_the_room() -> None:
    column = Column("2 layers", 3, 1, 1, None, hides=(steps(3, 2), steps(3, 2)))
    (box,) = places_of(column, ROOM).boxes
    assert box.width() < 30
    assert box.height() > 0.9 * ROOM.height
