"""The list of samples: rows as they were measured, filters, order, and the keyboard."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.look.theme import DARK, LIGHT
from app.views.data.confused_chip import ConfusedChip
from app.views.data.sample_delegate import PADDING
from app.views.data.sample_list import SampleList
from app.views.data.sample_mosaic import SampleMosaic
from app.views.data.sample_page import Pages
from app.views.data.sample_table import SampleTable
from app.views.data.sample_words import number_text
from app.views.data_view import DataView
from app.widgets.segments import Segments
from engine.experiment.network import Dense, Flatten
from engine.probes import SampleRows
from engine.probes.samples import AT_ONCE
from engine.run import Run
from tests.app.views.data.conftest import Show
from tests.app.views.pictures import colours_of
from tests.app.views.snapshots import spiral_run
from tests.engine.pictures import dataset, run_on, stripes_run

SAID, CONFIDENCE, LOSS = 3, 4, 5


def table_of(view: DataView) -> SampleTable:
    return view.widget.findChild(SampleTable)


def mosaic_of(view: DataView) -> SampleMosaic:
    return view.widget.findChild(SampleMosaic)


def filters_of(view: DataView) -> Segments:
    return view.widget.findChild(SampleList).findChild(Segments)


def texts(view: DataView, column: int, rows: int = 10) -> list[str]:
    model = table_of(view).model()
    return [model.index(row, column).data() for row in range(min(rows, model.rowCount()))]


def test_a_table_shows_what_was_measured(view: DataView, flowers: Run, show: Show) -> None:
    show(view, flowers)
    data, answers = flowers.dataset, flowers.survey.answers
    model = table_of(view).model()
    assert model.rowCount() == 120
    headings = [
        model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())
    ]
    assert headings[:6] == ["Sample", "Set", "Target", "Prediction", "Confidence", "Loss"]
    assert headings[6:] == ["a", "b", "c", "d"]
    names = data.facts.class_names
    for row in range(5):
        assert model.index(row, 0).data() == str(row + 1)
        assert model.index(row, 1).data() == ("test" if row in data.test else "training")
        assert model.index(row, 2).data() == names[data.targets[row]]
        assert model.index(row, SAID).data() == names[answers.said[row]]
        assert model.index(row, CONFIDENCE).data() == f"{100 * answers.confidence[row]:.1f} %"
        assert float(model.index(row, LOSS).data()) == pytest.approx(answers.losses[row], rel=0.01)
        assert float(model.index(row, 7).data().replace("−", "-")) == data.columns[row, 1]


def test_misclassified_rows_have_a_mark_and_a_ground(
    view: DataView, flowers: Run, show: Show
) -> None:
    show(view, flowers)
    wrong = flowers.survey.answers.wrong
    model, ground = table_of(view).model(), Qt.ItemDataRole.BackgroundRole
    rows = [row for row in range(40) if model.index(row, SAID).data() != "…"]
    assert [model.index(row, 0).data(ground) is not None for row in rows] == wrong[rows].tolist()
    assert wrong[rows].any()
    first = int(np.flatnonzero(wrong[rows])[0])
    said = model.index(first, SAID)
    assert "misclassified" in said.data(Qt.ItemDataRole.AccessibleTextRole)
    assert not said.data(Qt.ItemDataRole.DecorationRole).isNull()


def test_filters_list_some_of_the_samples(view: DataView, flowers: Run, show: Show) -> None:
    show(view, flowers)
    for key, count in (
        ("test", 36),
        ("train", 84),
        ("wrong", int(flowers.survey.answers.wrong.sum())),
    ):
        filters_of(view).choose(key)
        show(view, flowers)
        assert table_of(view).model().rowCount() == count
    assert view.save_settings()["filter"] == "wrong"


def chip_of(view: DataView) -> ConfusedChip:
    return view.widget.findChild(ConfusedChip)


def test_a_chip_names_the_classes_whose_confusion_is_listed_and_takes_it_back(
    view: DataView, flowers: Run, show: Show, qtbot: QtBot
) -> None:
    show(view, flowers)
    view.restore_settings({"part": "features"})
    view.list_confused(1, 2, "train")
    show(view, flowers)
    answers, data = flowers.survey.answers, flowers.dataset
    among = (data.targets == 1) & (answers.said == 2) & ~flowers.survey.is_test
    assert among.any()
    assert view.save_settings()["part"] == "samples"
    assert view.save_settings()["filter"] == "train"
    assert texts(view, 0) == [str(number + 1) for number in np.flatnonzero(among)[:10]]
    assert chip_of(view).text() == "versicolor taken for virginica"
    qtbot.mouseClick(chip_of(view), Qt.MouseButton.LeftButton)
    show(view, flowers)
    assert chip_of(view).isHidden()
    assert table_of(view).model().rowCount() == len(data.train)


def test_data_without_these_classes_lists_all_its_samples(
    view: DataView, flowers: Run, show: Show
) -> None:
    show(view, flowers)
    view.list_confused(2, 2, "test")
    run = spiral_run()
    show(view, run)
    assert chip_of(view).isHidden()
    assert table_of(view).model().rowCount() == len(run.dataset.test)


def test_the_largest_loss_is_listed_first(view: DataView, flowers: Run, show: Show) -> None:
    show(view, flowers)
    view.restore_settings({"by_loss": True})
    show(view, flowers)
    first = int(texts(view, 0)[0]) - 1
    assert first == flowers.survey.answers.losses.argmax()
    losses = [float(text) for text in texts(view, LOSS)]
    assert losses == sorted(losses, reverse=True)


def test_keys_go_through_the_table_and_open_a_sample(
    view: DataView, flowers: Run, show: Show, qtbot: QtBot
) -> None:
    show(view, flowers)
    table = table_of(view)
    table.go_to(0)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.place == 1
    qtbot.keyClick(table, Qt.Key.Key_PageDown)
    assert table.place > 5
    qtbot.keyClick(table, Qt.Key.Key_End)
    show(view, flowers)
    assert table.model().index(119, 0).data() == "120"
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert view.save_settings()["part"] == "sample"


def test_values_are_listed_with_their_errors(view: DataView, prices: Run, show: Show) -> None:
    show(view, prices)
    answers, data = prices.survey.answers, prices.dataset
    errors = [float(text.replace("−", "-")) for text in texts(view, CONFIDENCE)]
    wanted = (answers.said - data.targets)[: len(errors), 0]
    assert errors == pytest.approx(wanted.tolist(), rel=1e-3)
    assert not filters_of(view).isTabVisible(3)


def test_small_negative_values_have_room_in_their_columns(
    view: DataView, prices: Run, show: Show
) -> None:
    show(view, prices)
    table = table_of(view)
    for column, value in ((2, -0.0123456), (CONFIDENCE, -0.0123456), (7, -0.01234)):
        text = number_text(value, 6 if column < 6 else 4)
        room = table.columnWidth(column) - 2 * PADDING
        assert table.fontMetrics().horizontalAdvance(text) <= room


def test_images_are_tiles_that_can_be_walked_through(
    view: DataView, show: Show, qtbot: QtBot
) -> None:
    run = stripes_run(epochs=1)
    show(view, run)
    mosaic = mosaic_of(view)
    assert mosaic.isVisible()
    assert mosaic.across > 3
    assert "#FFFFFF" in colours_of(mosaic)
    qtbot.keyClick(mosaic, Qt.Key.Key_Right)
    assert mosaic.place == 0
    qtbot.keyClick(mosaic, Qt.Key.Key_Down)
    assert mosaic.place == mosaic.across
    assert mosaic.accessibleDescription().startswith(f"Sample {mosaic.across + 1}")
    qtbot.keyClick(mosaic, Qt.Key.Key_End)
    assert mosaic.place == 59
    qtbot.mouseClick(mosaic.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    assert view.save_settings()["part"] == "sample"


@pytest.mark.parametrize("kind", ["sequences", "codes"])
def test_sequences_are_strips_or_characters(view: DataView, show: Show, kind: str) -> None:
    rng = np.random.default_rng(0)
    shape = (6, 2) if kind == "sequences" else (12,)
    columns = rng.integers(0, 3, (30, 12)).astype(float)
    data = dataset(columns, np.arange(30) % 3, kind, shape, 10)  # type: ignore[arg-type]
    layers = (Flatten(), Dense(3)) if kind == "sequences" else (Dense(3),)
    show(view, run_on(data, layers))
    assert mosaic_of(view).isVisible()
    assert len(colours_of(mosaic_of(view))) > 5


def test_all_correct_is_said_in_a_sentence(view: DataView, show: Show) -> None:
    run = spiral_run()
    run.train(1)
    show(view, run)
    answers = run.survey.answers
    answers.wrong[:] = False
    filters_of(view).choose("wrong")
    show(view, run)
    assert not table_of(view).isVisible()
    labels = view.widget.findChild(SampleList).findChildren(QLabel)
    shown = [label.text() for label in labels if label.isVisible()]
    assert "The network classifies every sample correctly." in shown


def test_a_theme_changes_the_list(view: DataView, show: Show, appearance: Appearance) -> None:
    show(view, spiral_run())
    assert LIGHT.panel in colours_of(table_of(view))
    appearance.set_mode("dark")
    assert DARK.panel in colours_of(table_of(view))


def test_pages_ask_for_the_rows_in_sight_and_some_around_them() -> None:
    pages, run = Pages(), spiral_run()
    pages.forget(run.dataset.facts)
    pages.look_at(200, 20)
    probe = pages.probe
    assert probe.start < 200
    assert probe.start + probe.count > 220
    page = SampleRows(probe.start, probe.count, seconds=AT_ONCE).measure(run)
    assert pages.take(page)
    assert not pages.take(page)
    assert pages.total == 500
    assert pages.number_at(205) == 205
    assert pages.place_of(205) == 205
    assert pages.row(0) is None
    assert pages.place_of(0) is None


def test_a_million_rows_are_no_more_work_than_a_few(qtbot: QtBot, appearance: Appearance) -> None:
    run, pages = spiral_run(), Pages()
    table = SampleTable(pages, appearance.theme)
    qtbot.addWidget(table)
    table.resize(600, 400)
    with qtbot.waitExposed(table):
        table.show()
    table.set_facts(run.dataset.facts)
    page = SampleRows(0, 50, seconds=AT_ONCE).measure(run)
    for start in (0, 999_950):
        pages.take(replace(page, start=start, total=1_000_000))
        table.refresh()
        table.go_to(start + 49)
        assert table.model().index(start + 49, 0).data() == "50"
        assert pages.probe.start <= start + 49 < pages.probe.start + pages.probe.count
        assert pages.probe.count < 200
    assert table.model().index(500_000, 0).data() == "…"
