"""Axes: columns where they mean something, principal components where there are many."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from app.views.affordable import affordable
from app.views.axes import Axes
from engine.data.dataset import Facts
from engine.experiment.network import Conv2D, Dense, Flatten, NetworkSpec, ReLU
from tests.app.views.conftest import QuietSession
from tests.app.views.snapshots import loaded_of, spiral_run


def facts(columns: int, kind: str = "rows", shape: tuple[int, ...] | None = None) -> Facts:
    names = tuple(f"c{number}" for number in range(columns))
    return Facts("classification", ("a", "b"), ("class",), names, names, 50, 20, (), kind, shape)


@pytest.fixture
def axes(session: QuietSession) -> Axes:
    return Axes.of(session)


def test_components_are_a_choice_for_tables(axes: Axes, qtbot: QtBot) -> None:
    axes.fit(facts(5))
    assert not axes.components
    with qtbot.waitSignal(axes.changed):
        axes.choose_components()
    assert axes.components
    axes.choose_x(3)
    assert not axes.components
    assert (axes.x, axes.y) == (3, 1)


def test_images_and_sequences_have_components_only(axes: Axes, qtbot: QtBot) -> None:
    for kind in ("images", "sequences"):
        axes.fit(facts(2))
        with qtbot.waitSignal(axes.changed):
            axes.fit(facts(784, kind, (1, 28, 28)))
        assert axes.components


def test_codes_and_the_plane_have_none(axes: Axes) -> None:
    axes.choose_components()
    axes.fit(facts(2))
    assert not axes.components
    axes.fit(facts(40, "codes", (40,)))
    assert not axes.components
    axes.fit(facts(5))
    assert not axes.components  # the choice was given up with data that could not have it


def test_small_networks_can_afford_a_fine_picture() -> None:
    loaded = loaded_of(spiral_run())
    assert affordable(loaded, 100) == 100
    assert affordable(loaded, 300, rests=True) == 300


def test_pictures_of_images_are_as_fine_as_the_network_is_cheap() -> None:
    loaded = loaded_of(spiral_run())
    wide = replace(loaded, facts=facts(784, "images", (1, 28, 28)), parameter_count=89_610)
    assert 20 <= affordable(wide, 100) <= 40
    layers = (Conv2D(20, 5), ReLU(), Flatten(), Dense(2))
    images = SimpleNamespace(network=NetworkSpec(layers))
    convolution = replace(
        wide,
        experiment=images,
        shapes=((20, 24, 24), (20, 24, 24), (11520,), (2,)),
        parameter_count=23_562,
    )
    assert affordable(convolution, 100) < affordable(replace(wide, parameter_count=23_562), 100)
