"""The plane of the principal components: where samples lie on it, and what the network sees."""

from dataclasses import replace

import numpy as np
import pytest

from engine.arrays import to_host
from engine.data.dataset import Dataset, Facts
from engine.data.preparation import Preparation
from engine.plane import ComponentPlane
from engine.probes import DecisionSurface, NeuronMaps, PrincipalPlane
from engine.run import Run
from tests.engine.experiments import clouds

COLUMNS = 12


def images(rng: np.random.Generator, kind: str = "images") -> Dataset:
    """Samples of three directions of 3 × 4 pixels, as bytes."""
    hidden = rng.normal(size=(120, 3)) * [3, 2, 0.1]
    columns = hidden @ rng.normal(size=(3, COLUMNS)) * 10 + 128
    columns = np.clip(columns, 0, 255).astype(np.uint8)
    names = tuple(f"p{number}" for number in range(COLUMNS))
    facts = Facts(
        "classification", ("a", "b"), ("class",), names, names, 100, 20, kind=kind, shape=(1, 3, 4)
    )
    train, test = np.arange(100), np.arange(100, 120)
    return Dataset(
        facts=facts,
        columns=columns,
        targets=(hidden[:, 0] > 0).astype(np.int64),
        train=train,
        test=test,
        bounds=np.array([[0.0, 255.0]] * COLUMNS),
        preparation=Preparation.fitted(columns[train], "standardize", together=True),
    )


def test_samples_stand_where_their_inputs_are_projected(rng: np.random.Generator) -> None:
    data = images(rng)
    plane = ComponentPlane.of(data)
    inputs = data.preparation.inputs(data.columns)
    projected = (inputs - plane.mean) @ plane.directions.T
    assert np.allclose(data.columns @ plane.weights + plane.offset, projected)
    assert np.allclose(plane.directions @ plane.directions.T, np.eye(2))
    assert plane.explained.sum() > 0.95
    along = projected[data.train]
    assert plane.x_range[0] < along[:, 0].min() < along[:, 0].max() < plane.x_range[1]


def test_the_grid_runs_through_the_mean_and_lies_on_the_plane(rng: np.random.Generator) -> None:
    plane = ComponentPlane.of(images(rng))
    grid = plane.grid(7)
    places = (grid.inputs - plane.mean) @ plane.directions.T
    assert np.allclose(plane.mean + places @ plane.directions, grid.inputs)
    assert (np.diff(places[:7, 0]) > 0).all()  # row by row, to the right
    assert (np.diff(places[::7, 1]) > 0).all()  # and upwards


def test_pictures_over_the_components_are_the_networks_answers(
    rng: np.random.Generator, backend, xp
) -> None:
    from_images = images(rng)
    rows = replace(from_images, facts=replace(from_images.facts, kind="rows", shape=None))
    run = Run(clouds(), rows, backend=backend)
    surface = DecisionSurface(6, components=True).measure(run)
    plane = PrincipalPlane().measure(run)
    assert surface is not None
    assert plane is not None
    x = xp.asarray(plane.grid(6).inputs, dtype=np.float32)
    expected = to_host(run.network.probabilities(x))
    assert np.allclose(surface.values.reshape(36, 2), expected, atol=1e-6)
    maps = NeuronMaps(6, components=True).measure(run)
    assert maps is not None
    assert np.allclose(maps.output, surface.values.transpose(2, 0, 1), atol=1e-6)
    assert (surface.x_range, surface.y_range) == (plane.x_range, plane.y_range)


@pytest.mark.parametrize(("kind", "has_plane"), [("images", True), ("codes", False)])
def test_a_single_pixel_is_no_axis_and_codes_have_no_plane(
    kind: str, has_plane: bool, rng: np.random.Generator, backend
) -> None:
    data = images(rng, kind)
    run = Run(clouds(), replace(data, facts=replace(data.facts, shape=None)), backend=backend)
    assert DecisionSurface(5).measure(run) is None
    assert NeuronMaps(5).measure(run) is None
    assert (PrincipalPlane().measure(run) is not None) is has_plane
    assert (DecisionSurface(5, components=True).measure(run) is not None) is has_plane


def test_points_of_the_plane_have_no_other_plane() -> None:
    run = Run(clouds())
    assert PrincipalPlane().measure(run) is None
    assert DecisionSurface(5, components=True).measure(run) is None
