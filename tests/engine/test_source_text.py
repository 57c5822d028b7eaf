"""Each formula's lines are found in the engine's own files, as they stand there."""

from pathlib import Path

import pytest

import engine
from engine.layers import LAYERS, Layer
from engine.losses import LOSSES, Loss
from engine.optimizers import OPTIMIZERS, Optimizer
from engine.source_text import Excerpt, class_source, lineage_source, method_source

ROOT = Path(engine.__file__).parent.parent


def stands_in_its_file(excerpt: Excerpt) -> bool:
    """Tell whether the lines of an excerpt are those of the file."""
    lines = (ROOT / excerpt.file).read_text(encoding="utf-8").splitlines()
    there = lines[excerpt.first_line - 1 : excerpt.last_line]
    return [line.strip() for line in there] == [line.strip() for line in excerpt.text.split("\n")]


@pytest.mark.parametrize("method", ["forward", "backward"])
@pytest.mark.parametrize("layer", LAYERS.values())
def test_every_layer(layer: type[Layer], method: str) -> None:
    excerpts = method_source(layer, method)
    assert f"def {method}(" in excerpts[0].text
    assert all(map(stands_in_its_file, excerpts))
    assert excerpts[0].file.startswith("engine/layers/")


@pytest.mark.parametrize("method", ["gradient", "terms", "output"])
@pytest.mark.parametrize("loss", LOSSES.values())
def test_every_loss(loss: type[Loss], method: str) -> None:
    excerpts = method_source(loss, method)
    assert f"def {method}(" in excerpts[0].text
    assert all(map(stands_in_its_file, excerpts))


@pytest.mark.parametrize("optimizer", OPTIMIZERS.values())
def test_every_optimizer(optimizer: type[Optimizer]) -> None:
    excerpts = method_source(optimizer, "update")
    assert "def update(" in excerpts[0].text
    assert all(map(stands_in_its_file, excerpts))
    assert class_source(optimizer).text.startswith(f"class {optimizer.__name__}")


def test_what_a_method_calls_comes_with_it() -> None:
    sigmoid = LAYERS[next(spec for spec in LAYERS if spec.__name__ == "Sigmoid")]
    assert [each.name for each in method_source(sigmoid, "forward")] == [
        "Sigmoid.forward",
        "logistic",
    ]
    lstm = LAYERS[next(spec for spec in LAYERS if spec.__name__ == "LSTM")]
    assert "LSTM._step" in [each.name for each in method_source(lstm, "forward")]


def test_a_method_that_is_not_there_is_refused() -> None:
    with pytest.raises(LookupError, match="no method dance"):
        method_source(Layer, "dance")


def test_a_class_comes_with_those_it_is_made_from() -> None:
    pooling = next(layer for layer in LAYERS.values() if layer.__name__ == "MaxPooling")
    assert [each.name for each in lineage_source(pooling)] == ["MaxPooling", "Pooling"]
