"""A drawing changes from classes to values and back by the colours that its points have."""

from app.panels.plane_editor import of_kind
from engine.experiment.data import Drawn


def test_the_first_two_classes_become_minus_one_and_one() -> None:
    drawing = Drawn(points=((0, 0, 0), (1, 1, 1), (2, 2, 2)), classes=3)
    values = of_kind(drawing, "regression")
    assert [t for _, _, t in values.points] == [-1, 1, 2]
    assert values.kind == "regression"
    assert of_kind(drawing, "classification") is drawing


def test_values_become_two_classes_by_their_sign() -> None:
    drawing = Drawn(points=((0, 0, -2.5), (1, 1, 0.5), (1, 1, 0.0)), kind="regression", classes=4)
    classes = of_kind(drawing, "classification")
    assert [t for _, _, t in classes.points] == [0, 1, 0]
    assert classes.classes == 2
