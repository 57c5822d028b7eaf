"""The data panel offers every kind of data in groups, and edits what each kind has."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

import engine.data
from app.look.appearance import Appearance
from app.panels.curve_editor import CurveEditor
from app.panels.data_groups import Group, group_of
from app.panels.data_panel import DataPanel
from app.panels.data_sets import curve_sets, point_sets, sequence_sets
from app.panels.image_editor import ImageEditor
from app.panels.known_editor import KnownEditor
from app.panels.sequence_editor import SequenceEditor
from app.panels.text_editor import TextEditor
from app.session.session import Session
from engine.experiment.data import (
    Bundled,
    CurveValues,
    Data,
    Download,
    Drawn,
    Idx,
    ImageFolder,
    SineWave,
    Spiral,
    Table,
    TextFile,
)
from engine.experiment.network import Flatten
from tests.app.panels.hand import drag, enter, nameless, pick
from tests.app.panels.made_by_hand import made_by_hand

Settle = Callable[[Callable[[], bool]], None]


@pytest.fixture(autouse=True)
def loaders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make by hand whatever is neither on the plane nor a table."""
    own = {kind: load for kind, load in engine.data.LOADERS.items() if kind is not Data}
    known = {kind: own[kind] for kind in own if kind.__name__ in ("Made", "Drawn", "Table")}
    monkeypatch.setattr(engine.data, "LOADERS", known | {Data: made_by_hand})


@pytest.fixture
def panel(session: Session, appearance: Appearance, qtbot: QtBot) -> DataPanel:
    widget = DataPanel(session, appearance)
    qtbot.addWidget(widget)
    widget.resize(276, 900)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def editor(panel: DataPanel, kind: type) -> QWidget:
    return next(each for each in panel.editors if isinstance(each, kind))


def test_the_group_of_the_present_data_shows(panel: DataPanel, session: Session) -> None:
    assert panel.groups.shown is Group.POINTS
    assert panel.points.isVisible()
    assert not panel.curves.isVisible()


def test_every_offer_stands_in_its_group() -> None:
    assert {group_of(offered.data) for offered in point_sets()} == {Group.POINTS}
    assert {group_of(offered.data) for offered in curve_sets()} == {Group.CURVES}
    assert {group_of(offered.data) for offered in sequence_sets()} == {Group.SEQUENCES}
    assert group_of(Bundled(name="iris")) is Group.SETS
    assert {group_of(Table(path="a")), group_of(ImageFolder(path="a"))} == {Group.OWN}


def test_another_group_can_be_looked_at_while_settings_change(
    panel: DataPanel, session: Session
) -> None:
    panel.groups.names.chosen.emit(Group.CURVES)
    panel.groups.show_group(Group.CURVES)
    session.use_learning_rate(0.5)
    assert panel.groups.shown is Group.CURVES
    assert session.experiment.data == Spiral(samples=100, noise=0.1, test_share=0.3)


def test_a_known_set_is_learned(panel: DataPanel, session: Session, settle: Settle) -> None:
    panel.groups.show_group(Group.SETS)
    assert panel.known.isVisible()
    assert not panel.points.isVisible()
    panel.known.tiles["iris"].click()
    settle(lambda: session.experiment.data == Bundled(name="iris"))
    assert panel.known.tiles["iris"].isChecked()


@pytest.mark.parametrize("is_here", [True, False])
def test_a_download_is_learned_once_it_is_here(
    is_here: bool, session: Session, appearance: Appearance, qtbot: QtBot, settle: Settle
) -> None:
    asked: list[str] = []

    def fetch(name: str, parent: object) -> bool:
        asked.append(name)
        return is_here

    panel = DataPanel(session, appearance, fetch_set=fetch)
    qtbot.addWidget(panel)
    before = session.experiment.data
    panel.known.tiles["mnist"].click()
    assert asked == ["mnist"]
    expected = Download(name="mnist") if is_here else before
    settle(lambda: session.experiment.data == expected)
    assert panel.known.tiles["mnist"].isChecked() is is_here


def test_a_curve_is_learned_and_undone(panel: DataPanel, session: Session, settle: Settle) -> None:
    panel.groups.show_group(Group.CURVES)
    panel.curves.thumbnails["curve sine"].click()
    settle(lambda: session.experiment.data == CurveValues())
    assert panel.summary == "200 rows · regression"
    assert editor(panel, CurveEditor).isVisible()
    assert not panel.plane.isVisible()
    pick(editor(panel, CurveEditor).function, "Jump")
    settle(lambda: session.experiment.data == CurveValues(function="step"))
    assert panel.curves.thumbnails["curve step"].isChecked()
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert panel.groups.shown is Group.POINTS
    assert panel.points.thumbnails["spiral"].isChecked()


def test_pictures_of_curves_are_painted_once_they_are_looked_at(
    panel: DataPanel, qtbot: QtBot
) -> None:
    assert panel.curves.painted == 0
    panel.groups.show_group(Group.CURVES)
    qtbot.waitUntil(lambda: panel.curves.painted == 3)


def test_a_drag_of_data_that_is_read_is_one_entry(
    panel: DataPanel, session: Session, settle: Settle
) -> None:
    session.edit_data(SineWave(), "Learn from sine")
    settle(lambda: session.experiment.data == SineWave())
    sequences = editor(panel, SequenceEditor)
    drag(sequences.noise, 20, 40, 60)
    settle(lambda: session.experiment.data.noise == 0.6)
    assert session.undo_stack.count() == 2
    session.undo_stack.undo()
    assert session.experiment.data == SineWave()
    assert sequences.noise.value() == 0.05


def test_changes_that_follow_quickly_add_up(
    panel: DataPanel, session: Session, settle: Settle
) -> None:
    session.edit_data(SineWave(), "Learn from sine")
    settle(lambda: session.experiment.data == SineWave())
    sequences = editor(panel, SequenceEditor)
    enter(sequences.length, "12")
    enter(sequences.samples, "60")
    settle(lambda: session.experiment.data == SineWave(length=12, samples=60))
    assert session.experiment.network.layers[0] == Flatten()
    assert panel.summary == "60 sequences · regression"


def test_images_bring_their_own_test_samples(
    panel: DataPanel, session: Session, settle: Settle
) -> None:
    data = Idx(images="i", labels="l", test_images="ti", test_labels="tl")
    session.edit_data(data, "Open images")
    settle(lambda: session.experiment.data == data and session.facts is not None)
    assert panel.groups.shown is Group.OWN
    assert "10 test samples" in panel.split.own.text()
    assert not panel.split.test_share.isVisible()
    assert not panel.split.ways_field.isVisible()
    pick(editor(panel, ImageEditor).samples, "The first 500")
    settle(lambda: session.experiment.data.samples == 500)
    assert panel.summary == "40 images · 3 classes"


def test_a_folder_of_images_is_edited(panel: DataPanel, session: Session, settle: Settle) -> None:
    session.edit_data(ImageFolder(path="pictures"), "Open images")
    settle(lambda: session.experiment.data == ImageFolder(path="pictures"))
    images = editor(panel, ImageEditor)
    enter(images.width_field, "8")
    pick(images.colour, "Colour")
    settle(lambda: session.experiment.data == ImageFolder(path="pictures", width=8, colour=True))
    enter(images.width_field, "0")
    assert images.width_field.error


def test_a_known_set_says_its_name(panel: DataPanel, session: Session, settle: Settle) -> None:
    panel.learn_from(Bundled(name="breast_cancer"), "Breast cancer")
    settle(lambda: session.experiment.data == Bundled(name="breast_cancer"))
    assert session.undo_stack.undoText() == "Learn from Breast cancer"
    assert editor(panel, KnownEditor).name.text() == "Breast cancer"
    assert not editor(panel, KnownEditor).samples.isVisible()


def test_a_text_is_asked_for(
    panel: DataPanel,
    session: Session,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "abc.txt"
    file.write_text("ABCDE", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    panel.sequences.thumbnails["text"].click()
    assert not panel.sequences.thumbnails["text"].isChecked()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    panel.sequences.thumbnails["text"].click()
    settle(lambda: session.experiment.data == TextFile(path=str(file)))
    enter(editor(panel, TextEditor).window_size, "3")
    settle(lambda: session.experiment.data.window == 3)
    assert editor(panel, TextEditor).windows.text() == "AB → C\nBC → D\nCD → E"
    assert not panel.scaling.isVisible()  # codes are names, not amounts
    assert panel.own.files[0].accessibleName() == "abc.txt"


def test_a_setting_that_reading_refuses_is_marked(
    panel: DataPanel, session: Session, settle: Settle
) -> None:
    session.edit_data(SineWave(), "Learn from sine")
    settle(lambda: session.experiment.data == SineWave())
    session.data_refused.emit("data.length", "must be shorter")
    assert editor(panel, SequenceEditor).length.error == "must be shorter"


def test_a_drawing_begins_empty_and_changes_from_classes_to_values(
    panel: DataPanel, session: Session
) -> None:
    panel.points.thumbnails["drawn"].click()
    assert isinstance(session.experiment.data, Drawn)
    assert "No points yet" in panel.plane.note.text()
    enter(panel.plane.classes, "4")
    assert session.experiment.data.classes == 4
    pick(panel.plane.kind, "Values")
    assert session.experiment.data.kind == "regression"
    assert session.undo_stack.undoText() == "Change task"
    assert not panel.plane.classes.isVisible()


def test_files_are_opened_by_what_the_panel_is_given(
    session: Session, appearance: Appearance, qtbot: QtBot
) -> None:
    asked: list[tuple[object, object, object]] = []
    panel = DataPanel(session, appearance, lambda *given: asked.append(given))
    qtbot.addWidget(panel)
    panel.own.open.click()
    assert asked == [(session, appearance, panel)]


def test_every_editor_is_narrow_named_and_explained(
    panel: DataPanel, session: Session, settle: Settle
) -> None:
    kinds = [
        CurveValues(),
        SineWave(),
        TextFile(path="a" * 80),
        ImageFolder(path="b" * 80),
        Idx(images="c" * 80, labels="d"),
        Bundled(name="iris"),
        Spiral(folds=5),
    ]
    for data in kinds:
        panel.learn_from(data, "it")
        settle(lambda data=data: session.experiment.data == data)
        assert panel.minimumSizeHint().width() <= 240, type(data).__name__
        assert nameless(panel) == []
        for each in panel.editors:
            assert all(field.toolTip() for field in each.fields.values())
