"""A data shape knows the true shape of a sample, also of images and sequences."""

from app.panels.data_shape import data_shape
from app.panels.data_words import change_words, set_name, summary_words
from engine.data.dataset import Facts
from engine.experiment.data import BUNDLED, DOWNLOADS, Bundled, Download, DrawnCurve, Spiral

PIXELS = tuple(f"p{index}" for index in range(784))
DIGITS = Facts(
    "classification",
    tuple("0123456789"),
    ("digit",),
    PIXELS,
    PIXELS,
    60_000,
    10_000,
    kind="images",
    shape=(1, 28, 28),
    has_own_test=True,
)


def test_points_tell_their_shape_themselves() -> None:
    shape = data_shape(Spiral(samples=100, test_share=0.3, inputs=("x1", "x2", "x1^2")), None)
    assert shape is not None
    assert shape.input_shape == (3,)
    assert (shape.train_samples, shape.test_samples) == (70, 30)
    assert summary_words(shape) == "100 points · 2 classes"


def test_a_drawn_curve_has_one_input() -> None:
    shape = data_shape(DrawnCurve(points=((0, 1), (1, 0)) * 5, test_share=0.3), None)
    assert shape is not None
    assert shape.input_shape == (1,)
    assert (shape.train_samples, shape.test_samples) == (7, 3)
    assert summary_words(shape) == "10 points · regression"


def test_images_have_three_axes() -> None:
    assert data_shape(Download(name="mnist"), None) is None
    shape = data_shape(Download(name="mnist"), DIGITS)
    assert shape is not None
    assert shape.input_shape == (1, 28, 28)
    assert shape.has_own_test
    assert summary_words(shape) == "70\u202f000 images · 10 classes"


def test_every_setting_has_words() -> None:
    for kind in (Spiral, Bundled, Download, DrawnCurve):
        for name in set(kind.__struct_fields__) - {"points", "name"}:
            assert change_words(name) != "Change data", name


def test_every_known_set_has_a_name() -> None:
    assert all(set_name(name) != name for name in (*BUNDLED, *DOWNLOADS))
