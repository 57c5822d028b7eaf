"""The runs view: a line and a curve for each run, and what can be done with one."""

import csv
import io
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.session import runs as runs_module
from app.session.session import Session
from app.trainer.client import Trainer
from app.trainer.messages import Phase, StepUnit
from app.views.loss_view import LossView
from app.views.run_settings import differing, network_words, settings
from app.views.runs_view import RunsView
from engine.experiment.data import Circle, Spiral
from engine.experiment.network import Conv2D, Dense, Dropout, Flatten, NetworkSpec, ReLU, Residual
from engine.experiment.training import SGD
from tests.app.views.snapshots import experiment_on


@pytest.fixture
def session(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setattr(runs_module, "LEAST_SECONDS", 0.0)
    made = Session(Trainer(in_process=True), experiment_on(Spiral(samples=60)))
    yield made
    made.close()


@pytest.fixture
def view(qtbot: QtBot, session: Session, appearance: Appearance) -> RunsView:
    made = RunsView(session, appearance)
    qtbot.addWidget(made.widget)
    made.widget.resize(700, 420)
    with qtbot.waitExposed(made.widget):
        made.widget.show()
    return made


@pytest.fixture
def train(qtbot: QtBot, session: Session, view: RunsView) -> Callable[[int], None]:
    def tick() -> None:
        snapshot = session.tick(view.wants)
        if snapshot is not None:
            view.show(snapshot)

    def go(epochs: int) -> None:
        for epoch in range(epochs + 1):

            def reached(epoch: int = epoch) -> bool:
                tick()
                loaded = session.snapshot.loaded
                is_new = loaded is not None and loaded.experiment.seed == session.experiment.seed
                is_there = is_new and session.snapshot.epoch == epoch
                return is_there and session.phase is Phase.PAUSED and session.resting

            qtbot.waitUntil(reached, timeout=20_000)
            if epoch < epochs:
                session.step(StepUnit.EPOCH)

    return go


def headings(view: RunsView) -> list[str]:
    table = view._table
    return [table.horizontalHeaderItem(column).text() for column in range(table.columnCount())]


def test_each_run_has_a_line_with_what_it_differs_in(
    session: Session, view: RunsView, train: Callable[[int], None]
) -> None:
    assert view.table is None
    train(2)
    training = replace(session.experiment.training, optimizer=SGD(0.5))
    session.edit(replace(session.experiment, training=training, seed=8), "Change")
    train(1)
    table = view.table
    assert [row[0] for row in table.rows] == ["Run 1", "Run 2"]
    found = {name: [row[index] for row in table.rows] for index, name in enumerate(table.header)}
    assert found["optimizer"] == ["adam", "sgd"]
    assert found["learning rate"] == ["0.01", "0.5"]
    assert found["seed"] == ["7", "8"]
    assert found["epochs"] == [2, 1]
    assert "batch size" not in table.header  # the same in both
    losses = session.runs.records[0].curve.column("test_loss")
    assert found["best test loss"][0] == losses.min()
    assert view._plot.curve_names == ("run 1", "run 2")


def test_the_table_is_a_csv_that_reads_back(
    session: Session, view: RunsView, train: Callable[[int], None]
) -> None:
    train(1)
    (row,) = csv.DictReader(io.StringIO(view.table.to_csv().decode()))
    assert float(row["best test loss"]) == session.snapshot.curve.column("test_loss").min()


def test_return_goes_on_with_the_chosen_run(
    qtbot: QtBot, session: Session, view: RunsView, train: Callable[[int], None]
) -> None:
    train(2)
    first = session.experiment
    session.edit(replace(first, seed=8), "Change seed")
    train(1)
    view._table.selectRow(1)
    assert not view._restore.isEnabled()  # it is the present run
    view._table.selectRow(0)
    view._table.setFocus()
    QTest.keyClick(view._table, Qt.Key.Key_Return)
    assert session.experiment == first
    train(0) if session.snapshot.epoch == 0 else None
    qtbot.waitUntil(lambda: bool(session.tick(()) or session.snapshot.epoch == 2), timeout=20_000)


def test_a_pinned_run_is_drawn_beside_the_present_loss(
    session: Session,
    view: RunsView,
    train: Callable[[int], None],
    appearance: Appearance,
    qtbot: QtBot,
) -> None:
    loss = LossView(session, appearance)
    qtbot.addWidget(loss.widget)
    train(2)
    session.reset()
    train(1)
    loss.show(session.snapshot)
    view._table.selectRow(0)
    view._pin.click()
    assert "pinned run" in loss._plot.curve_names
    assert session.runs.pinned.number == 1
    view._pin.click()
    assert "pinned run" not in loss._plot.curve_names


def test_a_name_is_changed_in_place(
    session: Session, view: RunsView, train: Callable[[int], None]
) -> None:
    train(1)
    view._table.item(0, 0).setText("first try")
    assert session.runs.present.name == "first try"
    session.reset()
    assert session.runs.records[0].name == "first try"


def test_columns_are_sorted_as_numbers(
    session: Session, view: RunsView, train: Callable[[int], None]
) -> None:
    for epochs in (10, 9, 11):
        session.reset()
        train(epochs)
    column = headings(view).index("epochs")
    view._table.sortItems(column)
    shown = [view._table.item(row, column).text() for row in range(3)]
    assert shown == ["9", "10", "11"]


def test_another_quantity_is_drawn_on_request(
    session: Session, view: RunsView, train: Callable[[int], None]
) -> None:
    train(2)
    view.restore_settings({"x": "step", "y": "test_accuracy", "log": True})
    drawn = view._plot._curves["run 1"]
    curve = session.snapshot.curve
    np.testing.assert_array_equal(drawn.x, curve.column("step"))
    np.testing.assert_array_equal(drawn.y, 100 * curve.column("test_accuracy"))


def test_settings_are_words_and_short() -> None:
    experiment = experiment_on(Spiral(noise=0.1))
    found = settings(experiment)
    assert found["data"] == "spiral"
    assert found["network"] == "8 relu 8 relu 2"
    assert found["learning rate"] == "0.01"
    other = replace(experiment, data=Circle(noise=0.1))
    assert differing([experiment, other]) == (("data", ("spiral", "circle")),)
    assert differing([experiment]) == ()


def test_every_kind_of_network_has_words() -> None:
    layers = (Conv2D(4, 3), ReLU(), Flatten(), Residual((Dense(4), Dropout(0.2))), Dense(2))
    assert network_words(NetworkSpec(layers)) == "conv2d 4 relu flatten [4 dropout 0.2] 2"
