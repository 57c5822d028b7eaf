"""The words about the known data sets, in the window's language."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from engine.experiment.data import Bundled, Download


@dataclass(frozen=True)
class SetWords:
    """A set's name, its size in a word or two, and a sentence about it."""

    title: str
    size: str
    sentence: str


def set_words(data: Bundled | Download) -> SetWords:
    """The words about a set."""
    return _words()[data.name]


def _words() -> dict[str, SetWords]:
    tr = QCoreApplication.translate
    return {
        "iris": SetWords(
            tr("Sets", "Iris"),
            tr("Sets", "150 × 4"),
            tr("Sets", "150 flowers of three kinds, told apart by four lengths (Fisher, 1936)."),
        ),
        "wine": SetWords(
            tr("Sets", "Wine"),
            tr("Sets", "178 × 13"),
            tr("Sets", "Wines of three growers, told apart by thirteen chemical figures."),
        ),
        "breast_cancer": SetWords(
            tr("Sets", "Breast cancer"),
            tr("Sets", "569 × 30"),
            tr("Sets", "Tumours, malignant or benign, by thirty figures about their cells."),
        ),
        "digits": SetWords(
            tr("Sets", "Digits"),
            tr("Sets", "1,797, 8 × 8"),
            tr("Sets", "Small handwritten digits: images that train in seconds."),
        ),
        "diabetes": SetWords(
            tr("Sets", "Diabetes"),
            tr("Sets", "442 × 10"),
            tr("Sets", "Regression: how diabetes went on in a year, from ten figures."),
        ),
        "linnerud": SetWords(
            tr("Sets", "Linnerud"),
            tr("Sets", "20 × 3"),
            tr("Sets", "Regression with three targets: weight, waist and pulse of twenty men."),
        ),
        **_downloads(),
    }


def _downloads() -> dict[str, SetWords]:
    tr = QCoreApplication.translate
    return {
        "mnist": SetWords(
            tr("Sets", "MNIST"),
            tr("Sets", "70,000, 28 × 28"),
            tr("Sets", "Handwritten digits, grey: the classic among image sets."),
        ),
        "fashion_mnist": SetWords(
            tr("Sets", "Fashion-MNIST"),
            tr("Sets", "70,000, 28 × 28"),
            tr("Sets", "Clothes of ten kinds, grey: harder than MNIST, and of the same size."),
        ),
        "kmnist": SetWords(
            tr("Sets", "KMNIST"),
            tr("Sets", "70,000, 28 × 28"),
            tr("Sets", "Old Japanese letters of ten kinds, grey; of the same size as MNIST."),
        ),
        "cifar10": SetWords(
            tr("Sets", "CIFAR-10"),
            tr("Sets", "60,000, 32 × 32"),
            tr("Sets", "Photographs of ten kinds of animals and vehicles, in colour."),
        ),
        "california_housing": SetWords(
            tr("Sets", "Housing"),
            tr("Sets", "20,640 × 8"),
            tr("Sets", "Regression: what houses cost in the districts of California, 1990."),
        ),
    }
