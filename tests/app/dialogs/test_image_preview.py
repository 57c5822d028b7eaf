"""The image preview shows each image with its class; what was found is said in words."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.dialogs.found_words import found_words
from app.dialogs.image_preview import ImagePreview
from app.look.theme import class_colours
from engine.data.preview import Preview


def found(samples: np.ndarray, shape: tuple[int, ...] | None, **changes) -> Preview:
    values = {
        "task": "classification",
        "train": 3,
        "test": 0,
        "class_names": ("cat", "dog"),
        "counts": (2, 1),
        "shape": shape,
        "columns": samples.shape[1],
        "samples": samples,
        "labels": (0, 1, 0)[: len(samples)],
    }
    return Preview(**values | changes)


@pytest.fixture
def preview(qtbot: QtBot) -> ImagePreview:
    widget = ImagePreview()
    qtbot.addWidget(widget)
    widget.resize(300, 200)
    return widget


def test_colours_and_classes_are_where_they_belong(preview: ImagePreview) -> None:
    red = np.repeat(np.array([[255, 0, 0]], np.uint8), 4, axis=1)  # (1, 3·2·2)
    blue = red[:, ::-1]
    preview.show_samples(found(np.concatenate([red, blue]), (3, 2, 2)))
    assert preview.count == 2
    picture = preview.grab().toImage()
    assert picture.pixelColor(32, 32).name() == "#ff0000"
    assert picture.pixelColor(72 + 32, 32).name() == "#0000ff"
    bars = [picture.pixelColor(72 * place + 2, 65).name().upper() for place in range(2)]
    assert bars == list(class_colours(2))


def test_numbers_are_shown_from_the_darkest_to_the_brightest(preview: ImagePreview) -> None:
    preview.show_samples(found(np.array([[-1.0, 1.0]]), (1, 1, 2)))
    picture = preview.grab().toImage()
    assert picture.pixelColor(4, 32).lightness() < 10
    assert picture.pixelColor(60, 32).lightness() > 245


def test_rows_have_no_picture(preview: ImagePreview) -> None:
    preview.show_samples(found(np.eye(3), None))
    assert preview.count == 0


def test_words_about_what_was_found() -> None:
    rows = found(np.eye(3), None, test=1)
    assert found_words(rows) == (
        "3 rows of 3 columns, and 1 for testing\n2 classes: cat (2), dog (1)"
    )
    many = tuple(str(number) for number in range(20))
    images = found(np.eye(8), (2, 2, 2), class_names=many, counts=(1,) * 20, notes=("A note.",))
    first, classes, note = found_words(images).splitlines()
    assert first == "3 images, 2 × 2, 2 channels"
    assert classes.endswith("11 (1) and 8 more")
    assert note == "A note."
    values = found(np.eye(3), None, task="regression", class_names=(), counts=(), labels=())
    assert found_words(values).endswith("The targets are numbers: a regression.")
