"""Every template that is offered for some data can be trained on it."""

import pytest
from msgspec.structs import replace

from app.panels.data_shape import DataShape
from app.panels.network_fit import misfit
from app.panels.templates import templates
from engine.experiment.data import Table
from engine.experiment.experiment import Experiment
from engine.experiment.losses import allowed_outputs, possible_losses
from engine.experiment.network import LSTM, RNN, Conv2D, Dense, Embedding, NetworkSpec, Residual

SHAPES = {
    "plane": DataShape("classification", 2, 1, (2,), 70, 30),
    "curve": DataShape("regression", 0, 1, (1,), 70, 30),
    "table": DataShape("regression", 0, 3, (30,), 70, 30, "rows"),
    "digits": DataShape("classification", 10, 1, (1, 8, 8), 70, 30, "images"),
    "tiny": DataShape("classification", 3, 1, (1, 3, 4), 70, 30, "images"),
    "mnist": DataShape("classification", 10, 1, (1, 28, 28), 70, 30, "images"),
    "cifar": DataShape("classification", 10, 1, (3, 32, 32), 70, 30, "images"),
    "waves": DataShape("classification", 3, 1, (16, 1), 70, 30, "sequences"),
    "text": DataShape("classification", 42, 1, (15,), 70, 30, "codes"),
}
ROWS = ["Perceptron", "Two layers", "Deep sigmoid", "Deep ReLU", "Residual MLP"]
OFFERED = {
    **dict.fromkeys(("plane", "curve", "table", "tiny"), ROWS),
    **{name: [*ROWS, "LeNet"] for name in ("digits", "mnist", "cifar")},
    **{name: [*ROWS, "RNN", "LSTM"] for name in ("waves", "text")},
}


@pytest.mark.parametrize("name", SHAPES)
def test_what_is_offered_fits_and_what_is_not_says_why(name: str) -> None:
    shape = SHAPES[name]
    offered = [each.name for each in templates() if not each.refusal(shape)]
    assert offered == OFFERED[name]
    assert all(
        each.refusal(shape).endswith(".") for each in templates() if each.name not in offered
    )
    plain = Experiment(data=Table(path="a.csv"), network=NetworkSpec((Dense(3),)))
    for loss in possible_losses(shape.class_count):
        experiment = replace(plain, training=replace(plain.training, loss=loss))
        outputs = allowed_outputs(loss, shape.class_count, shape.target_count)[0]
        for template in templates():
            if template.name in offered:
                layers = template.build(shape, outputs)
                assert misfit(experiment, layers, shape) is None, template.name


def test_they_are_what_their_names_say() -> None:
    built = {
        template.name: template.build(shape, 10)
        for shape in (SHAPES["waves"], SHAPES["mnist"])
        for template in templates()
        if not template.refusal(shape)
    }
    kinds = {name: [type(layer) for layer in layers] for name, layers in built.items()}
    assert kinds["Perceptron"].count(Dense) == 1
    assert kinds["Two layers"].count(Dense) == 2
    assert kinds["Deep ReLU"].count(Dense) == kinds["Deep sigmoid"].count(Dense) == 6
    assert kinds["Residual MLP"].count(Residual) == 3
    assert kinds["LeNet"].count(Conv2D) == 2
    assert RNN in kinds["RNN"]
    assert LSTM in kinds["LSTM"]
    text = next(each for each in templates() if each.name == "RNN").build(SHAPES["text"], 42)
    assert text[0] == Embedding(42, 16)
