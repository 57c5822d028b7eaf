"""The step view shows a step stage by stage, with buttons, keys and clicks."""

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.trainer.messages import Phase
from app.views.step_view import StepView
from engine.experiment.network import Dense, NetworkSpec
from engine.probes import StepStage
from engine.run import Run
from engine.step_record import record_step
from tests.app.views.conftest import QuietSession
from tests.app.views.snapshots import loaded_of, snapshot_of, spiral_run


@pytest.fixture
def run() -> Run:
    return spiral_run(1)


@pytest.fixture
def view(qtbot: QtBot, session: QuietSession, appearance: Appearance, run: Run) -> StepView:
    made = StepView(session, appearance)  # type: ignore[arg-type]
    qtbot.addWidget(made.widget)
    made.widget.resize(900, 700)
    with qtbot.waitExposed(made.widget):
        made.widget.show()
    loaded = loaded_of(run)

    def draw() -> None:
        made.show(snapshot_of(run, made.wants, loaded, phase=Phase.PAUSED))

    session.stirred.connect(draw)
    draw()
    return made


def test_every_stage_is_listed(view: StepView, run: Run) -> None:
    texts = [view.stages.item(row).text() for row in range(view.stages.count())]
    assert len(texts) == len(record_step(run).stages)
    assert texts[0] == "Input x"
    assert texts[1].endswith("1  Dense")
    assert "Loss" in texts


def test_keys_go_from_stage_to_stage(view: StepView, qtbot: QtBot) -> None:
    view.stages.setFocus()
    qtbot.keyClick(view.stages, Qt.Key.Key_Right)
    qtbot.keyClick(view.stages, Qt.Key.Key_Right)
    assert view.wants == (StepStage(2),)
    assert view.stages.currentRow() == 2
    qtbot.keyClick(view.stages, Qt.Key.Key_Left)
    assert view.wants == (StepStage(1),)
    qtbot.keyClick(view.stages, Qt.Key.Key_End)
    assert view.stages.currentRow() == view.stages.count() - 1
    assert not view.bar.forward.isEnabled()
    qtbot.keyClick(view.stages, Qt.Key.Key_Home)
    assert view.stages.currentRow() == 0
    assert not view.bar.back.isEnabled()


def test_a_click_on_a_cell_works_it_out(view: StepView, run: Run, qtbot: QtBot) -> None:
    view.go(1)
    canvas = view.page.after.canvas
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(110, 45))
    assert canvas.element == (1, 1)
    value = record_step(run).stages[1].after["y"][1, 1]
    text = view.page.numbers.text()
    assert text.startswith("y[1, 1] = ")
    assert f"recorded: {value!s}".replace("-", "−") in text


def test_the_number_recorded_is_shown_to_the_last_digit(view: StepView, run: Run) -> None:
    record = record_step(run)
    for index, stage in enumerate(record.stages[1:], 1):
        view.go(index)
        text = view.page.numbers.text().split("recorded: ")[1].replace("−", "-")
        first = next(iter(stage.after.values())).ravel()[0]
        assert np.float32(text) == first, stage.place


def test_the_lines_that_ran_stand_out(view: StepView) -> None:
    view.go(1)
    assert any("return" in line for line in view.page.source.marked_text)


def test_the_keyboard_chooses_cells_too(view: StepView, qtbot: QtBot) -> None:
    view.go(1)
    canvas = view.page.after.canvas
    qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert canvas.element == (1, 1)


def test_formula_and_source_are_those_of_the_stage(view: StepView, qtbot: QtBot) -> None:
    view.go(2)
    assert view.page.formula.accessibleDescription() == "y = max(0, x)"
    qtbot.waitUntil(lambda: view.page.formula.typeset)
    source = view.page.source.toPlainText()
    assert "engine/layers/activations.py" in source
    assert "np.maximum" in source


def test_one_sample_can_be_chosen(view: StepView) -> None:
    view.choose_sample(17)
    assert view.wants == (StepStage(0, 17),)
    assert view.bar.do_step.isHidden()
    assert "· 1 sample ·" in view.bar.told.text()


def test_it_goes_through_all_stages_by_itself(view: StepView, qtbot: QtBot) -> None:
    view._timer.setInterval(1)
    view.bar.run_through.click()
    qtbot.waitUntil(lambda: view.stages.currentRow() == view.stages.count() - 1)
    qtbot.waitUntil(lambda: not view.bar.run_through.isChecked())


def test_while_training_goes_on_it_says_so(view: StepView, run: Run) -> None:
    view.show(snapshot_of(run, view.wants, phase=Phase.PLAYING))
    assert not view.playing.isHidden()
    assert not view.bar.do_step.isEnabled()
    view.show(snapshot_of(run, view.wants, phase=Phase.PAUSED))
    assert view.playing.isHidden()


def test_looking_leaves_the_run_alone(view: StepView, run: Run) -> None:
    before = run.network.parameters.copy()
    for stage in range(view.stages.count()):
        view.go(stage)
    assert np.array_equal(run.network.parameters, before)


def test_an_edit_while_a_step_is_shown_goes_on_with_the_new_network(
    view: StepView, run: Run
) -> None:
    last = len(record_step(run).stages) - 1
    view.go(last)
    smaller = Run(replace(run.experiment, network=NetworkSpec((Dense(2),))))
    loaded = loaded_of(smaller)
    # The first answer is still about the old stage's number, which the new network lacks.
    view.show(snapshot_of(smaller, view.wants, loaded, phase=Phase.PAUSED))
    view.show(snapshot_of(smaller, view.wants, loaded, phase=Phase.PAUSED))
    count = len(record_step(smaller).stages)
    assert view.stages.count() == count < last
    assert view.stages.currentRow() == count - 1
    assert view.page.title.text().startswith("Update")
