"""The baselines beside the network: one click fits them, and each line says how far it is."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.session.baselines import Baselines
from app.views.baselines_table import BaselinesTable, Line, seconds_text
from app.views.baselines_view import BaselinesView
from engine.baseline import BASELINES, Baseline, BaselineResult
from engine.experiment.data import AnyData, Slope, Spiral
from engine.probes import Surface
from engine.run import Run
from tests.app.views.conftest import QuietSession
from tests.app.views.snapshots import experiment_on, loaded_of, snapshot_of, spiral_run

LIMIT_MS = 20_000


@pytest.fixture
def view(qtbot: QtBot, session: QuietSession, appearance: Appearance) -> BaselinesView:
    made = BaselinesView(session, appearance)  # type: ignore[arg-type]
    qtbot.addWidget(made.widget)
    made.widget.resize(480, 360)
    with qtbot.waitExposed(made.widget):
        made.widget.show()
    return made


def table_of(view: BaselinesView) -> QTableWidget:
    return view.widget.findChild(QTableWidget)


def button_of(view: BaselinesView) -> QPushButton:
    return view.controls.findChild(QPushButton)


def row(view: BaselinesView, number: int) -> list[str]:
    table = table_of(view)
    return [table.item(number, column).text() for column in range(table.columnCount())]


def show_data(view: BaselinesView, data: AnyData, outputs: int = 2) -> Run:
    run = Run(experiment_on(data, outputs=outputs))
    view.show(snapshot_of(run, view.wants))
    return run


def test_before_the_first_click_a_sentence_says_what_baselines_are_for(view: BaselinesView) -> None:
    show_data(view, Spiral())
    assert not table_of(view).isVisible()
    assert button_of(view).text() == "Run"
    assert view.wants == ()


def test_a_click_fits_all_and_the_button_cancels_meanwhile(
    qtbot: QtBot, view: BaselinesView, session: QuietSession
) -> None:
    run = show_data(view, Spiral())
    session.baselines.follow(run.experiment)
    qtbot.mouseClick(button_of(view), Qt.MouseButton.LeftButton)
    assert table_of(view).isVisible()
    assert button_of(view).text() == "Cancel"
    assert row(view, 1) == ["5 neighbours\nbeing fitted", "–", "–", "–"]
    assert row(view, 4) == ["SVM, RBF kernel\nwaits", "–", "–", "–"]
    qtbot.waitUntil(lambda: not session.baselines.running, timeout=LIMIT_MS)
    assert button_of(view).text() == "Run"
    for number, name in enumerate(BASELINES, start=1):
        result = session.baselines.results[name]
        _, test, train, _ = row(view, number)
        assert (test, train) == (f"{result.test_accuracy:.1%}", f"{result.train_accuracy:.1%}")
        assert not table_of(view).item(number, 0).icon().isNull()


def test_cancel_keeps_the_lines_that_are_there(
    qtbot: QtBot, view: BaselinesView, session: QuietSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = show_data(view, Spiral())
    baselines = session.baselines
    baselines.follow(run.experiment)
    poll, come = baselines._background.poll, []

    def first_only() -> list[object]:
        """What has come, but of the results the first alone: the others take their time."""
        come.extend(poll())
        return [come[0]] if come and not baselines.results else []

    monkeypatch.setattr(baselines._background, "poll", first_only)
    button_of(view).click()
    qtbot.waitUntil(lambda: bool(baselines.results), timeout=LIMIT_MS)
    assert baselines.running
    button_of(view).click()
    assert not baselines.running
    assert button_of(view).text() == "Run"
    assert row(view, 1)[1].endswith("%")


def put(baselines: Baselines, *results: BaselineResult) -> None:
    baselines.results.update({result.baseline.name: result for result in results})
    baselines.changed.emit()


def result(test: float = 0.5, notes: tuple[str, ...] = (), targets: int = 2) -> BaselineResult:
    surface = Surface(np.full((6, 6, targets), 0.5, dtype=np.float32), (-6, 6), (-6, 6))
    return BaselineResult(Baseline("linear"), 0.75, test, 0.0123, surface, notes)


def test_the_network_has_the_first_line_live(view: BaselinesView, session: QuietSession) -> None:
    put(session.baselines, result())
    run = spiral_run(3)
    view.show(snapshot_of(run, ()))
    assert len(view.wants) == 1  # the data has two columns, and there is something to compare
    view.show(snapshot_of(run, view.wants, loaded_of(run)))
    last = run.evaluate()
    name, test, train, _ = row(view, 0)
    assert name == "This network\nepoch 3"
    assert (test, train) == (f"{last.test_accuracy:.1%}", f"{last.train_accuracy:.1%}")
    assert not table_of(view).item(0, 0).icon().isNull()


def test_values_have_r_squared_and_linear_regression(
    view: BaselinesView, session: QuietSession
) -> None:
    put(session.baselines, result(0.123456, targets=1))
    show_data(view, Slope(), outputs=1)
    assert view.note == "R²"
    assert row(view, 2) == ["Linear regression", "0.123", "0.750", "12.3 ms"]
    assert not table_of(view).item(2, 0).icon().isNull()
    show_data(view, Spiral())
    assert table_of(view).item(2, 0).icon().isNull()  # of two classes it says nothing
    assert view.note == "accuracy"
    assert row(view, 2) == ["Logistic regression", "12.3%", "75.0%", "12.3 ms"]


def test_data_of_more_columns_has_no_pictures(view: BaselinesView, session: QuietSession) -> None:
    put(session.baselines, result())
    show_data(view, Spiral())
    assert not table_of(view).item(2, 0).icon().isNull()
    run = Run(experiment_on(Slope(), outputs=1))
    facts = loaded_of(run)
    wide = type(facts)(
        **{**vars(facts), "facts": type(facts.facts)(**{**vars(facts.facts), "column_names": ()})}
    )
    view.show(snapshot_of(run, view.wants, wide))
    assert view.wants == ()
    assert all(table_of(view).item(number, 0).icon().isNull() for number in range(5))


def test_notes_and_refusals_stand_below_the_name(
    view: BaselinesView, session: QuietSession
) -> None:
    session.baselines.refusals["rbf_svm"] = "there is one class"
    put(session.baselines, result(float("nan"), notes=("fitted to 5 of 9 samples",)))
    assert row(view, 2)[:2] == ["Logistic regression\nfitted to 5 of 9 samples", "–"]
    assert table_of(view).item(2, 0).toolTip() == "fitted to 5 of 9 samples"
    assert row(view, 4) == ["SVM, RBF kernel\nthere is one class", "–", "–", "–"]
    assert row(view, 1) == ["5 neighbours\nnot fitted", "–", "–", "–"]


def test_times_are_told_in_fitting_units() -> None:
    assert [seconds_text(value) for value in (0.0004, 0.25, 1.5, 75.0, 240.0)] == [
        "0.4 ms",
        "250 ms",
        "1.5 s",
        "75 s",
        "4 min",
    ]
    assert seconds_text(None) == seconds_text(float("nan")) == "–"


def test_an_equal_line_is_not_written_again(qtbot: QtBot) -> None:
    table = BaselinesTable(1)
    qtbot.addWidget(table)
    line = Line("a", test_accuracy=0.5)
    table.show_line(0, line)
    table.item(0, 0).setText("kept")
    table.show_line(0, Line("a", test_accuracy=0.5))
    assert table.item(0, 0).text() == "kept"
    assert table.accessibleName()
