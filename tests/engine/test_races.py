"""Races as plain data: the shipped ones are the classic ones, and a wrong one cannot be."""

import json
from pathlib import Path

import numpy as np
import pytest

from engine.errors import ExperimentError
from engine.experiment.files import is_race, load_race
from engine.experiment.network import Dense
from engine.experiment.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSprop
from engine.experiment.races import NetworkRaceSpec, SurfaceRaceSpec
from resources import resource_path

# Deep Learning from Scratch, chapter 6.1.
FOUR = (SGD(0.95), Momentum(0.1), AdaGrad(1.5), Adam(0.3))


def test_the_classic_valley() -> None:
    race = load_race(resource_path("races", "classic-valley.json"))
    assert isinstance(race, SurfaceRaceSpec)
    assert (race.surface, race.steps, race.optimizers) == ("valley", 30, FOUR)


def test_the_classic_mnist_race() -> None:
    race = load_race(resource_path("races", "classic-mnist.json"))
    assert isinstance(race, NetworkRaceSpec)
    six = (SGD(0.01), Momentum(0.01), Nesterov(0.01), AdaGrad(0.01), RMSprop(0.01), Adam(0.001))
    assert (race.steps, race.optimizers) == (2000, six)
    dense = [each for each in race.experiment.network.layers if isinstance(each, Dense)]
    assert [layer.units for layer in dense] == [100] * 4 + [10]
    assert {layer.init for layer in dense} == {"he"}
    assert race.experiment.training.batch_size == 128


def written(folder: Path, **changes: object) -> Path:
    text = json.loads(resource_path("races", "classic-valley.json").read_text())
    path = folder / "race.json"
    path.write_text(json.dumps(text | changes))
    return path


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [
        ({"steps": 0}, "steps", "must be a whole number between 1 and 20000"),
        ({"optimizers": []}, "optimizers", "must be between 1 and 30; there are 0"),
        ({"optimizers": [{"type": "sgd", "learning_rate": -1}]}, "optimizers[0]", "between"),
        ({"speed": 3}, "", "unknown field `speed`"),
        ({"format": 99}, "format", "newer Backprop Lab"),
    ],
)
def test_a_wrong_race_is_refused_by_its_field(
    tmp_path: Path, changes: dict[str, object], path: str, message: str
) -> None:
    with pytest.raises(ExperimentError) as refused:
        load_race(written(tmp_path, **changes))
    assert refused.value.path.startswith(path)
    assert message in refused.value.message


def test_an_experiment_is_no_race(tmp_path: Path) -> None:
    assert is_race(written(tmp_path))
    assert not is_race(resource_path("experiments", "spiral.json"))
    assert not is_race(tmp_path / "nowhere.json")
    (tmp_path / "picture.json").write_bytes(np.arange(9).tobytes())
    assert not is_race(tmp_path / "picture.json")
