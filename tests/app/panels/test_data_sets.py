"""Every kind of generated data is on offer once, and has a picture."""

from typing import get_args

import numpy as np
import pytest

from app.look.theme import DARK, LIGHT, class_colours
from app.panels.data_memory import DataMemory
from app.panels.data_sets import DataSet, data_key, data_sets, gate_choices
from app.panels.set_picture import set_picture
from engine.experiment.data import Blobs, Circle, Gate, MadeData, Spiral, Table


def test_every_generated_kind_is_on_offer_once() -> None:
    sets = data_sets()
    assert {type(offered.data) for offered in sets} == set(get_args(MadeData))
    assert len({offered.key for offered in sets}) == len(sets) == 11


def test_every_gate_is_a_choice() -> None:
    gates = [choice.value for choice in gate_choices()]
    assert [Gate(gate=gate).gate for gate in gates] == ["and", "or", "nand", "xor"]


@pytest.mark.parametrize("offered", data_sets(), ids=lambda offered: offered.key)
def test_a_picture_has_a_colour_for_every_point(offered: DataSet) -> None:
    picture = set_picture(offered.data)
    colours = picture.colours(LIGHT)
    assert picture.points.shape == (len(colours), 2)
    assert np.isfinite(picture.points).all()
    if picture.class_count:
        assert set(colours) == set(class_colours(picture.class_count))
    else:
        assert len(set(colours)) > 5
        assert colours != picture.colours(DARK)


def test_a_set_comes_back_with_its_own_settings_and_the_present_inputs() -> None:
    memory = DataMemory()
    mine = Spiral(noise=0.4, test_share=0.6, inputs=("x1",))
    memory.remember(mine)
    present = Circle(inputs=("x1", "x2", "sin(x1)"), scaling="min_max")
    memory.remember(present)
    back = memory.recall(Spiral(), present)
    assert (back.noise, back.test_share) == (0.4, 0.6)
    assert (back.inputs, back.scaling) == (present.inputs, present.scaling)
    assert memory.recall(Blobs(classes=5), present).classes == 5


def test_a_gate_is_remembered_and_a_table_beside_it() -> None:
    memory = DataMemory()
    assert memory.table is None
    memory.remember(Gate(gate="or", noise=0.2))
    memory.remember(Table(path="a.csv"))
    assert memory.recall(Gate(), Spiral()) == Gate(gate="or", noise=0.2)
    assert memory.table == Table(path="a.csv")
    assert data_key(Gate(gate="or")) == "gate"
