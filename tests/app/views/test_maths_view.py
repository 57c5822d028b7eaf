"""Maths and code: formula, shapes, source, live tensors and the gradient check of a layer."""

import pytest
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.views.maths_view import MathsView
from engine.experiment.training import Adam
from engine.probes import LayerTensors
from engine.run import Run
from tests.app.views.conftest import QuietSession
from tests.app.views.snapshots import snapshot_of, spiral_run


@pytest.fixture
def run() -> Run:
    return spiral_run(1)


@pytest.fixture
def view(qtbot: QtBot, session: QuietSession, appearance: Appearance, run: Run) -> MathsView:
    made = MathsView(session, appearance)  # type: ignore[arg-type]
    qtbot.addWidget(made.widget)
    made.widget.resize(700, 700)
    with qtbot.waitExposed(made.widget):
        made.widget.show()
    made.show(snapshot_of(run, made.wants))
    return made


def test_the_first_layer_shows_first(view: MathsView, qtbot: QtBot) -> None:
    assert view.wants == (LayerTensors(0),)
    assert view.shapes.text() == (
        "A batch of N: x (N, 2) → y (N, 8) · 24 parameters: weight (2, 8), bias (8)"
    )
    qtbot.waitUntil(lambda: view.formula.typeset)
    assert "y = x W + b" in view.formula.accessibleDescription()
    assert "class Dense(Layer)" in view.source.toPlainText()


def test_its_tensors_are_live(view: MathsView, run: Run) -> None:
    names = [each.name for each in LayerTensors(0).measure(run) or ()]
    assert isinstance(run.experiment.training.optimizer, Adam)
    assert names[:4] == ["weight", "∂L/∂weight", "mean of weight", "square of weight"]
    shown = view.tensors.canvas
    before = shown.grab().toImage()
    for _ in range(20):
        run.step()
    view.show(snapshot_of(run, view.wants))
    assert shown.grab().toImage() != before


def test_loss_and_optimizer_show_their_tensors_too(view: MathsView, run: Run) -> None:
    view.choice.set_mode("optimizer")
    view.show(snapshot_of(run, view.wants))
    assert view.tensors.choice.mode == "mean of 0.dense.weight"
    assert view.heading.text() == "Adam"
    assert 'href="https://arxiv.org/abs/1412.6980"' in view.reference.text()
    view.choice.set_mode("loss")
    view.show(snapshot_of(run, view.wants))
    assert view.tensors.choice.mode == "scores"
    assert view.heading.text() == "CrossEntropy"


def test_a_selected_card_is_followed(view: MathsView) -> None:
    view.choose_layer(1)
    assert view.heading.text() == "ReLU"
    view.choose_layer(-1)
    assert view.heading.text() == "ReLU"


def test_gradients_are_checked_in_the_background(view: MathsView, qtbot: QtBot) -> None:
    view.check.click()
    assert view.check.text() == "Cancel"
    qtbot.waitUntil(lambda: "✓ 0.dense.weight" in view.verdict.text(), timeout=30_000)
    assert view.check.text() == "Check the gradients"


def test_a_check_can_be_cancelled(view: MathsView) -> None:
    view.check.click()
    view.check.click()
    assert view.check.text() == "Check the gradients"
    assert "✓" not in view.verdict.text()
