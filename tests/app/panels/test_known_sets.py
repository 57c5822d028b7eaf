"""Each known set has a tile with a real picture, or the size of its download."""

import gzip
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.dialogs.set_words import set_words
from app.look.appearance import Appearance
from app.panels import known_sets, sample_pictures
from app.panels.known_sets import KnownSets
from app.panels.sample_pictures import Scattered, sample_picture
from engine.data import load_data
from engine.experiment.data import BUNDLED, DOWNLOADS, Bundled, Download, Spiral
from tests.engine.data.archives import keep, known
from tests.engine.data.idx_files import idx


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKPROP_LAB_CACHE", str(tmp_path))


@pytest.fixture
def sets(qapp: QApplication, qtbot: QtBot) -> KnownSets:
    widget = KnownSets(Appearance(qapp, "light"))
    qtbot.addWidget(widget)
    return widget


def test_every_set_has_a_tile_with_words(sets: KnownSets) -> None:
    assert tuple(sets.tiles) == (*BUNDLED, *DOWNLOADS)
    for name, tile in sets.tiles.items():
        words = set_words(Bundled(name=name) if name in BUNDLED else Download(name=name))
        assert tile.text() == words.title
        assert words.title in tile.accessibleName()
        assert words.sentence.rstrip(".") in tile.toolTip().replace("&#x27;", "'")
        assert tile.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_click_tells_the_data(sets: KnownSets, qtbot: QtBot) -> None:
    for name, expected in (("wine", Bundled(name="wine")), ("mnist", Download(name="mnist"))):
        with qtbot.waitSignal(sets.chosen) as chosen:
            sets.tiles[name].click()
        assert chosen.args == [expected]


def test_what_is_not_here_shows_its_size_until_it_is(
    sets: KnownSets, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    images = np.arange(10 * 4).reshape(10, 2, 2)
    files = {
        name: gzip.compress(idx(images)) for name in ("train-i.gz", "train-l.gz", "test.gz", "l.gz")
    }
    small = known("mnist", files)
    every = {**known_sets.KNOWN_SETS, "mnist": small}
    monkeypatch.setattr(known_sets, "KNOWN_SETS", every)
    monkeypatch.setattr(sample_pictures, "KNOWN_SETS", every)
    sets.show()
    qtbot.waitUntil(lambda: not sets.refresh_pending)
    tile = sets.tiles["mnist"]
    assert tile.detail == "0.0 MB"
    assert "A click offers the download" in tile.toolTip()
    keep(small, files)
    sets.refresh()
    qtbot.waitUntil(lambda: not sets.refresh_pending)
    assert tile.detail == "70,000, 28 × 28"
    mosaic = sample_picture(Download(name="mnist"))
    assert mosaic.tolist()[0] == [0, 1, 4, 5, 8, 9]
    assert mosaic.tolist()[2] == [12, 13, 16, 17, 20, 21]


def test_the_present_data_is_marked(sets: KnownSets) -> None:
    sets.mark(Bundled(name="iris"))
    assert [name for name, tile in sets.tiles.items() if tile.isChecked()] == ["iris"]
    sets.mark(Spiral())
    assert not any(tile.isChecked() for tile in sets.tiles.values())


@pytest.mark.parametrize("name", BUNDLED)
def test_the_pictures_are_of_the_sets_own_samples(name: str) -> None:
    picture = sample_picture(Bundled(name=name))
    data = load_data(Bundled(name=name), seed=1)
    if isinstance(picture, Scattered):
        assert picture.class_count == data.facts.class_count
        assert 20 <= len(picture.points) <= 70
        assert picture.points.min() >= 0
        assert picture.points.max() <= 99
    else:
        first = data.columns[0].reshape(8, 8).astype(int)
        assert np.abs(picture[:8, :8].astype(int) - first).max() <= 16


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_it_is_painted_in_both_themes(qapp: QApplication, qtbot: QtBot, mode: str) -> None:
    appearance = Appearance(qapp, mode)
    widget = KnownSets(appearance)
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: not widget.refresh_pending)
    picture = widget.tiles["iris"].grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(6, 40) for y in range(48)}
    assert len(colours) > 20
    appearance.set_mode("light")
