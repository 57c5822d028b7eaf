"""The pictures of a run are drawn by the window's own views."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.headless.pictures import SIZES, draw_pictures
from engine.run import Run
from tests.app.headless.spiral import small_spiral


def image_of(content: bytes) -> QImage:
    image = QImage.fromData(content, "PNG")
    assert not image.isNull()
    return image


@pytest.mark.usefixtures("qapp")
def test_both_pictures_have_their_size_and_show_something() -> None:
    pictures = draw_pictures(Run(small_spiral()))
    assert sorted(pictures) == ["boundary.png", "loss.png"]
    for name, content in pictures.items():
        image = image_of(content)
        ratio = QApplication.instance().devicePixelRatio()
        assert image.size() == SIZES[name.removesuffix(".png")] * ratio
        colours = {image.pixel(x, y) for x in range(0, 400, 3) for y in range(0, 400, 3)}
        assert len(colours) > 20


@pytest.mark.usefixtures("qapp")
def test_the_loss_runs_through_the_whole_picture() -> None:
    run = Run(small_spiral(epochs=40))
    while not run.finished:
        run.step()
    image = image_of(draw_pictures(run)["loss.png"])
    columns = range(0, image.width(), 4)
    blue = [x for x in columns if any(is_blue(image, x, y) for y in range(image.height()))]
    assert len(blue) > 0.7 * len(columns)


def is_blue(image: QImage, x: int, y: int) -> bool:
    """Tell whether a point belongs to the training curve, though smoothed at its edges."""
    colour = image.pixelColor(x, y)
    return colour.blue() - colour.red() > 60


@pytest.mark.usefixtures("qapp")
def test_pictures_follow_the_training() -> None:
    run = Run(small_spiral(epochs=40))
    before = draw_pictures(run)
    while not run.finished:
        run.step()
    after = draw_pictures(run)
    for name in before:
        assert image_of(before[name]) != image_of(after[name])
    assert {name: image_of(content) for name, content in after.items()} == {
        name: image_of(content) for name, content in draw_pictures(run).items()
    }
