"""A session on a drawing: points change without a new start, and an empty drawing waits."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from app.session.effect import Cause, Effect, effect_of
from app.session.session import Session
from app.trainer.messages import Phase, StepUnit
from engine.experiment.data import Drawn, DrawnCurve
from engine.experiment.experiment import Experiment
from engine.fit import fit_plane

Until = Callable[[Callable[[], bool]], None]
Said = list[tuple[str, str]]


def drawn(count: int) -> Drawn:
    rng = np.random.default_rng(0)
    places = rng.uniform(-5, 5, (count, 2)).tolist()
    return Drawn(points=tuple((x, y, float(x > 0)) for x, y in places))


def draw(session: Session, data: Drawn | DrawnCurve, merge: str = "") -> None:
    session.edit(fit_plane(session.experiment, data), "Draw", merge)


@pytest.fixture
def drawing(loaded: Session, until: Until) -> Session:
    """A session on 40 drawn points, paused at step 3."""
    loaded.edit_data(drawn(40), "Draw your own")
    until(lambda: loaded.phase is Phase.PAUSED)
    for step in range(1, 4):
        loaded.step(StepUnit.BATCH)
        until(lambda step=step: loaded.snapshot is not None and loaded.snapshot.step == step)
    return loaded


def test_only_points_of_the_same_drawing_are_no_new_start(experiment: Experiment) -> None:
    old = fit_plane(experiment, drawn(40))
    assert effect_of(old, fit_plane(old, drawn(60))) == Effect(change=True)
    data = Effect(restart=Cause.DATA)
    assert effect_of(old, fit_plane(old, replace(drawn(60), classes=3))) == data
    assert effect_of(old, fit_plane(old, replace(drawn(60), test_share=0.2))) == data
    assert effect_of(old, fit_plane(old, Drawn())) == data
    assert effect_of(fit_plane(old, Drawn()), old) == data
    assert effect_of(experiment, old) == data


def test_more_points_keep_the_weights_and_so_does_undo(drawing: Session, until: Until) -> None:
    said: Said = []
    drawing.said.connect(lambda *words: said.append(words))
    draw(drawing, drawn(90))
    assert drawing.facts is not None
    assert drawing.facts.train_samples == 63

    def holds(count: int) -> bool:
        snapshot = drawing.snapshot
        return (
            snapshot is not None
            and snapshot.loaded is not None
            and (len(snapshot.loaded.points) == count)
        )

    until(lambda: holds(90))
    assert drawing.snapshot is not None
    assert drawing.snapshot.step == 3
    drawing.undo_stack.undo()
    until(lambda: holds(40))
    drawing.undo_stack.redo()
    until(lambda: holds(90))
    assert drawing.snapshot.step == 3
    assert not said


def test_what_is_shown_while_paused_is_measured_on_the_new_points(
    drawing: Session, until: Until
) -> None:
    assert drawing.snapshot is not None
    before = drawing.snapshot.metrics
    draw(drawing, replace(drawn(40), points=((5.0, 5.0, 0.0), (-5.0, -5.0, 1.0))))
    until(lambda: drawing.snapshot is not None and drawing.snapshot.metrics != before)


def test_an_empty_drawing_waits_for_points_without_an_error(loaded: Session, until: Until) -> None:
    said: Said = []
    loaded.said.connect(lambda *words: said.append(words))
    loaded.edit_data(Drawn(), "Draw your own")
    until(lambda: loaded.phase is Phase.EMPTY)
    assert loaded.problem is None
    loaded.play()
    loaded.step(StepUnit.EPOCH)
    assert not loaded.playing
    assert said == [("Paint some points on the decision boundary first.", "info")] * 2
    draw(loaded, Drawn(points=((1.0, 1.0, 0.0),)))
    until(lambda: loaded.phase is Phase.PAUSED)
    loaded.step(StepUnit.EPOCH)
    until(lambda: loaded.snapshot is not None and loaded.snapshot.epoch == 1)


def test_a_run_that_plays_goes_on_with_the_first_points(loaded: Session, until: Until) -> None:
    loaded.play()
    loaded.edit_data(DrawnCurve(), "Draw your own")
    until(lambda: loaded.phase is Phase.EMPTY)
    assert loaded.experiment.training.loss == "mean_squared_error"
    draw(loaded, DrawnCurve(points=((1.0, 2.0), (-1.0, 3.0))))
    until(lambda: loaded.phase is Phase.PLAYING)


def test_a_drawing_is_saved_inside_the_experiment(drawing: Session, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    assert drawing.save_as(path)
    kept = drawing.experiment
    draw(drawing, drawn(50))
    assert drawing.open(path)
    assert drawing.experiment == kept
    assert len(drawing.experiment.data.points) == 40


def test_one_stroke_is_one_entry_with_its_last_words(drawing: Session) -> None:
    count = drawing.undo_stack.count()
    before = drawing.experiment
    for points in (41, 45, 50):
        experiment = fit_plane(before, drawn(points))
        drawing.edit(experiment, f"Draw {points - 40} points", "stroke 1")
    assert drawing.undo_stack.count() == count + 1
    assert drawing.undo_stack.undoText() == "Draw 10 points"
    drawing.undo_stack.undo()
    assert drawing.experiment == before
