"""The twin view keeps settings as a twin, and shows any instrument of both runs."""

from dataclasses import replace

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.trainer.messages import OfTwin, Problem, Snapshot
from app.views.twin_view import TwinView
from engine.experiment.training import SGD
from engine.probes import DecisionSurface, GradientMagnitudes
from engine.run import Run
from tests.app.views.conftest import QuietSession
from tests.app.views.snapshots import snapshot_of, spiral_run


@pytest.fixture
def view(qtbot: QtBot, session: QuietSession, appearance: Appearance) -> TwinView:
    made = TwinView(session, appearance)
    qtbot.addWidget(made.widget)
    made.widget.resize(700, 400)
    with qtbot.waitExposed(made.widget):
        made.widget.show()
    return made


def both(view: TwinView, run: Run, twin: Run) -> Snapshot:
    own = tuple(probe for probe in view.wants if not isinstance(probe, OfTwin))
    twins = tuple(probe.probe for probe in view.wants if isinstance(probe, OfTwin))
    return replace(snapshot_of(run, own), twin=snapshot_of(twin, twins))


def changed(session: QuietSession) -> None:
    """Change the learning rule of the run beside which the twin trains."""
    training = msgspec.structs.replace(session.experiment.training, optimizer=SGD())
    session.experiment = msgspec.structs.replace(session.experiment, training=training)
    session.experiment_changed.emit(session.experiment)


def test_without_a_twin_nothing_is_measured(view: TwinView) -> None:
    assert view.wants == ()
    view.show(snapshot_of(spiral_run(), ()))
    assert view.end.isHidden()
    assert view.keep.isVisible()


def test_the_present_settings_are_kept_as_a_twin(view: TwinView, session: QuietSession) -> None:
    view.keep.click()
    assert session.twin == session.experiment
    assert not view.keep.isVisible()
    assert "the same so far" in view._told.text()


def test_the_instrument_is_measured_on_both(view: TwinView) -> None:
    view.keep.click()
    own, twins = view.wants
    assert isinstance(own, DecisionSurface)
    assert twins == OfTwin(own)
    view.instrument.set_mode("gradients")
    assert GradientMagnitudes() in view.wants
    assert OfTwin(GradientMagnitudes()) in view.wants


def test_both_runs_are_told_and_drawn(view: TwinView) -> None:
    view.keep.click()
    view.instrument.set_mode("loss")
    view.show(both(view, spiral_run(3), spiral_run(3, units=(4,))))
    assert view._own.caption.text().startswith("This run · epoch 3 · test loss 0.")
    assert view._twins.caption.text().startswith("Twin · epoch 3 · test loss 0.")
    assert view._own.caption.text()[10:] != view._twins.caption.text()[6:]
    assert view.table is not None


def test_what_differs_is_told(view: TwinView, session: QuietSession) -> None:
    view.keep.click()
    changed(session)
    assert "optimizer: sgd, twin adam" in view._told.text()
    assert "mini-batches differ" not in view._told.text()
    training = msgspec.structs.replace(session.experiment.training, batch_size=3)
    session.experiment = msgspec.structs.replace(session.experiment, training=training)
    session.experiment_changed.emit(session.experiment)
    assert "mini-batches differ" in view._told.text()


def test_a_twin_that_diverged_says_so(view: TwinView) -> None:
    view.keep.click()
    snapshot = both(view, spiral_run(1), spiral_run(1))
    assert snapshot.twin is not None
    problem = Problem("the loss has grown to 1e9")
    view.show(replace(snapshot, twin=replace(snapshot.twin, problem=problem)))
    assert view._twins.caption.text() == "Twin · the loss has grown to 1e9"


def test_the_twin_is_ended(view: TwinView, session: QuietSession) -> None:
    view.keep.click()
    view.end.click()
    assert session.twin is None
    assert view.wants == ()
    assert view.keep.isVisible()


@pytest.mark.parametrize("name", ["boundary", "loss", "accuracy", "gradients", "activations"])
def test_each_instrument_shows_both(view: TwinView, name: str) -> None:
    view.keep.click()
    view.instrument.set_mode(name)
    view.show(both(view, spiral_run(2), spiral_run(2, units=(4,))))
    own, twins = view._pair
    assert own.widget.isVisible()
    assert twins.widget.isVisible()
    assert view.save_settings() == {"instrument": name}


def test_rest_of_the_instruments(view: TwinView) -> None:
    view.keep.click()
    for name in ("weights", "confusion", "representation", "network"):
        view.restore_settings({"instrument": name})
        view.show(both(view, spiral_run(1), spiral_run(1)))
        assert view._pair[1].name == name
