"""Every kind of generated data is on offer once, and has a picture."""

from typing import get_args

import numpy as np
import pytest

from app.look.theme import DARK, LIGHT, class_colours
from app.panels.data_memory import DataMemory, file_path
from app.panels.data_sets import (
    DataSet,
    curve_sets,
    data_key,
    gate_choices,
    point_sets,
    sequence_sets,
)
from app.panels.set_picture import set_picture
from engine.experiment.data import (
    FUNCTIONS,
    Adding,
    ArrayFile,
    Blobs,
    Circle,
    CurveValues,
    Drawn,
    Gate,
    MadeData,
    Parity,
    SineWave,
    Spiral,
    Table,
    TextFile,
)


def test_every_generated_kind_is_on_offer_once() -> None:
    sets = point_sets()
    assert {type(offered.data) for offered in sets} == {*get_args(MadeData), Drawn}
    assert len({offered.key for offered in sets}) == len(sets) == 12


def test_curves_and_sequences_are_on_offer_once() -> None:
    curves = {offered.data.function for offered in curve_sets() if not offered.icon}
    assert curves == set(FUNCTIONS)
    kinds = {type(offered.data) for offered in sequence_sets()}
    assert kinds == {SineWave, Adding, Parity, TextFile}
    keys = [offered.key for offered in (*curve_sets(), *sequence_sets())]
    assert len(set(keys)) == len(keys)


def test_every_gate_is_a_choice() -> None:
    gates = [choice.value for choice in gate_choices()]
    assert [Gate(gate=gate).gate for gate in gates] == ["and", "or", "nand", "xor"]


MADE = tuple(offered for offered in point_sets() if not offered.icon)


@pytest.mark.parametrize("offered", MADE, ids=lambda offered: offered.key)
def test_a_picture_has_a_colour_for_every_point(offered: DataSet) -> None:
    picture = set_picture(offered.data)
    colours = picture.colours(LIGHT)
    assert picture.points.shape == (len(colours), 2)
    assert np.isfinite(picture.points).all()
    if offered.data.class_count:
        assert set(colours) == set(class_colours(offered.data.class_count))
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


def test_a_gate_is_remembered() -> None:
    memory = DataMemory()
    memory.remember(Gate(gate="or", noise=0.2))
    assert memory.recall(Gate(), Spiral()) == Gate(gate="or", noise=0.2)
    assert data_key(Gate(gate="or")) == "gate"


def test_each_function_has_its_own_settings() -> None:
    memory = DataMemory()
    memory.remember(CurveValues(function="step", noise=0.5))
    assert memory.recall(CurveValues(function="step"), Spiral()).noise == 0.5
    assert memory.recall(CurveValues(function="sine"), Spiral()).noise == 0.1


def test_the_last_files_are_remembered_each_once() -> None:
    memory = DataMemory()
    assert memory.files == ()
    memory.remember(Table(path="a.csv"))
    memory.remember(TextFile(path="b.txt"))
    memory.remember(Table(path="a.csv", target="y"))
    assert memory.files == (Table(path="a.csv", target="y"), TextFile(path="b.txt"))
    for number in range(9):
        memory.remember(ArrayFile(path=f"{number}.npz"))
    assert [file_path(file) for file in memory.files] == ["8.npz", "7.npz", "6.npz", "5.npz"]
