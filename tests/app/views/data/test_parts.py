"""Features, scatter and one sample: what they ask for, what they draw, and the way between them."""

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.look.theme import DARK, LIGHT, class_colours
from app.trainer.messages import Phase
from app.views.data.answer_bars import AnswerBars
from app.views.data.feature_part import FeatureCards
from app.views.data.flow_canvas import FlowCanvas
from app.views.data.sample_part import SamplePart
from app.views.data.scatter_canvas import ScatterCanvas
from app.views.data_view import DataView
from engine.probes import (
    FeatureHistograms,
    MeanImages,
    OneSample,
    SampleRows,
    ScatterPoints,
    TargetBalance,
)
from engine.run import Run
from tests.app.views.data.conftest import Show
from tests.app.views.pictures import colours_of
from tests.app.views.snapshots import loaded_of, snapshot_of, spiral_run
from tests.engine.pictures import stripes_run


def child(view: DataView, kind: type) -> Any:
    return view.widget.findChild(kind)


def part(view: DataView) -> object:
    return view.save_settings()["part"]


# Features


def test_features_are_measured_once(view: DataView, flowers: Run, show: Show) -> None:
    view.restore_settings({"part": "features"})
    loaded = loaded_of(flowers)
    view.show(snapshot_of(flowers, (), loaded))
    assert {type(probe) for probe in view.wants} == {TargetBalance, FeatureHistograms}
    view.show(snapshot_of(flowers, view.wants, loaded))
    view.show(snapshot_of(flowers, view.wants, loaded))
    assert view.wants == ()
    colours = colours_of(child(view, FeatureCards))
    assert set(class_colours(3)) <= colours


def test_images_have_mean_images(view: DataView, show: Show) -> None:
    view.restore_settings({"part": "features"})
    run = stripes_run()
    loaded = loaded_of(run)
    view.show(snapshot_of(run, (), loaded))
    assert MeanImages() in view.wants
    show(view, run)
    assert view.wants == ()


def test_other_data_is_measured_again(view: DataView, flowers: Run, show: Show) -> None:
    view.restore_settings({"part": "features"})
    show(view, flowers)
    run = spiral_run()
    view.show(snapshot_of(run, (), loaded_of(run)))
    assert view.wants


def test_values_show_the_spread_of_their_target(
    view: DataView, prices: Run, show: Show, appearance: Appearance
) -> None:
    view.restore_settings({"part": "features"})
    show(view, prices)
    assert LIGHT.panel in colours_of(child(view, FeatureCards))
    appearance.set_mode("dark")
    assert DARK.panel in colours_of(child(view, FeatureCards))


# Scatter


def test_a_click_on_a_point_opens_its_sample(view: DataView, show: Show, qtbot: QtBot) -> None:
    view.restore_settings({"part": "scatter"})
    run = spiral_run(2)
    show(view, run)
    canvas = child(view, ScatterCanvas)
    assert set(class_colours(2)) <= colours_of(canvas)
    at = canvas.pixel_of(17).toPoint()
    qtbot.mouseMove(canvas, at)
    qtbot.waitUntil(lambda: bool(canvas.card_lines))
    assert canvas.card_lines[0].startswith("Sample ")
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
    assert part(view) == "sample"
    (wanted,) = (probe for probe in view.wants if isinstance(probe, OneSample))
    distance = np.hypot(*(canvas.pixel_of(wanted.number) - canvas.pixel_of(17)).toTuple())
    assert distance < 3


def test_keys_go_through_the_points(view: DataView, show: Show, qtbot: QtBot) -> None:
    view.restore_settings({"part": "scatter"})
    show(view, spiral_run(2))
    canvas = child(view, ScatterCanvas)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.card_lines[0].startswith("Sample 2 ")
    assert canvas.accessibleDescription().startswith("Sample 2 ")
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.card_lines == []
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert part(view) == "sample"


def test_images_are_scattered_over_principal_components(view: DataView, show: Show) -> None:
    view.restore_settings({"part": "scatter"})
    show(view, stripes_run())
    (probe,) = view.wants
    assert isinstance(probe, ScatterPoints)
    assert probe.principal
    assert "component 1" in " ".join(child(view, ScatterCanvas)._names)


def test_the_number_of_rings_is_that_of_the_misclassified(
    view: DataView, flowers: Run, show: Show
) -> None:
    view.restore_settings({"part": "scatter"})
    show(view, flowers)
    wrong = int(flowers.survey.answers.wrong.sum())
    assert f"{wrong} misclassified" in view._scatter.note


# One sample


def test_a_sample_is_followed_from_the_data_to_the_answer(view: DataView, show: Show) -> None:
    run = stripes_run(epochs=1)
    show(view, run)
    view.open_sample(5)
    show(view, run)
    flow = OneSample(5).measure(run)
    assert flow is not None
    titles = child(view, FlowCanvas).titles
    assert titles[:2] == ("As measured", "Scaled input")
    assert len(titles) == 3 + len(run.network.layers)
    assert titles[-1] == "Target, one-hot"
    assert titles[2].startswith("1 · Conv2D")
    lines = child(view, AnswerBars).lines
    assert flow.said is not None
    assert lines[0] == f"target class {flow.target}"
    assert lines[1].startswith(f"predicted class {flow.said} · {100 * flow.answer.max():.1f}")
    assert float(lines[2].split()[-1]) == pytest.approx(flow.loss, rel=0.01)
    assert len(colours_of(child(view, FlowCanvas))) > 10


def test_escape_returns_to_where_one_came_from(
    view: DataView, flowers: Run, show: Show, qtbot: QtBot
) -> None:
    view.restore_settings({"part": "scatter"})
    show(view, flowers)
    view.open_sample(3)
    qtbot.keyClick(child(view, SamplePart), Qt.Key.Key_Escape)
    assert part(view) == "scatter"


def test_keys_turn_to_the_next_sample_of_the_list(
    view: DataView, flowers: Run, show: Show, qtbot: QtBot
) -> None:
    view.restore_settings({"by_loss": True})
    show(view, flowers)
    order = np.argsort(-flowers.survey.answers.losses)
    view.open_sample(int(order[0]))
    show(view, flowers)
    for wanted in (1, 2):
        qtbot.keyClick(child(view, SamplePart), Qt.Key.Key_Down)
        show(view, flowers)
        assert OneSample(int(order[wanted])) in view.wants
    qtbot.keyClick(child(view, SamplePart), Qt.Key.Key_Up)
    assert OneSample(int(order[1])) in view.wants
    names = {
        button.accessibleName() for button in child(view, SamplePart).findChildren(QToolButton)
    }
    assert "The next sample in the list" in names


def test_a_value_is_followed_too(view: DataView, prices: Run, show: Show) -> None:
    show(view, prices)
    view.open_sample(2)
    show(view, prices)
    flow = OneSample(2).measure(prices)
    assert flow is not None
    said = float(child(view, AnswerBars).lines[1].split()[-1].replace("−", "-"))
    assert said == pytest.approx(flow.answer[0], rel=1e-4)
    assert len(colours_of(child(view, AnswerBars))) > 3


def test_it_is_live_and_in_both_themes(view: DataView, show: Show, appearance: Appearance) -> None:
    run = spiral_run()
    loaded = show(view, run)
    view.open_sample(0)
    view.show(snapshot_of(run, view.wants, loaded))
    before = child(view, AnswerBars).lines
    run.train(40)
    view.show(snapshot_of(run, view.wants, loaded))
    assert child(view, AnswerBars).lines != before
    appearance.set_mode("dark")
    assert DARK.panel in colours_of(child(view, FlowCanvas))


def test_while_training_the_probe_stays_the_same_and_at_rest_it_asks_again(
    view: DataView,
) -> None:
    run = spiral_run()
    loaded = loaded_of(run)
    view.show(snapshot_of(run, view.wants, loaded))
    (playing,) = view.wants
    view.show(snapshot_of(run, view.wants, loaded))
    assert view.wants == (playing,)
    run.train(1)
    run.survey.answers = type(run.survey.answers).none_yet(run.dataset)
    view.show(snapshot_of(run, (SampleRows(seconds=0.0),), loaded, phase=Phase.PAUSED))
    (resting,) = view.wants
    assert isinstance(resting, SampleRows)
    assert resting.hurried
    assert resting.turn > 0


def test_smaller_data_leaves_the_sample(view: DataView, show: Show, flowers: Run) -> None:
    show(view, spiral_run())
    view.open_sample(400)
    show(view, flowers)
    assert not any(isinstance(probe, OneSample) for probe in view.wants)
    assert child(view, FlowCanvas).titles == ()
