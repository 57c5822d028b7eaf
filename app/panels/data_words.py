"""The words for data: what it holds, what a change of it is called, what known sets are called."""

from PySide6.QtCore import QCoreApplication

from app.panels.data_shape import DataShape
from app.panels.figures import count_text
from app.widgets.choice import Choice


def summary_words(shape: DataShape) -> str:
    """How many samples of what kind, and what is to be learned: `500 points · 2 classes`."""
    tr = QCoreApplication.translate
    samples = {
        "points": tr("DataWords", "{count} points"),
        "rows": tr("DataWords", "{count} rows"),
        "images": tr("DataWords", "{count} images"),
        "sequences": tr("DataWords", "{count} sequences"),
        "codes": tr("DataWords", "{count} windows"),
    }
    if shape.task == "regression":
        task = tr("DataWords", "regression")
    else:
        task = tr("DataWords", "{classes} classes").format(classes=shape.class_count)
    return f"{samples[shape.kind].format(count=count_text(shape.samples))} · {task}"


def change_words(setting: str) -> str:
    """What the undo history says of a change of this setting."""
    tr = QCoreApplication.translate
    words = {
        "gate": tr("DataWords", "Change gate"),
        "noise": tr("DataWords", "Change noise"),
        "samples": tr("DataWords", "Change samples"),
        "classes": tr("DataWords", "Change classes"),
        "cells": tr("DataWords", "Change cells"),
        "kind": tr("DataWords", "Change task"),
        "axes": tr("DataWords", "Change axes"),
        "class_names": tr("DataWords", "Name classes"),
        "function": tr("DataWords", "Change function"),
        "length": tr("DataWords", "Change length"),
        "path": tr("DataWords", "Change file"),
        "window": tr("DataWords", "Change window"),
        "stride": tr("DataWords", "Change stride"),
        "characters": tr("DataWords", "Change characters"),
        "width": tr("DataWords", "Change width"),
        "height": tr("DataWords", "Change height"),
        "colour": tr("DataWords", "Change colours"),
        "test_share": tr("DataWords", "Change test share"),
        "shuffle": tr("DataWords", "Change shuffling"),
        "stratify": tr("DataWords", "Change stratification"),
        "folds": tr("DataWords", "Change folds"),
        "fold": tr("DataWords", "Test another fold"),
        "scaling": tr("DataWords", "Change scaling"),
        "inputs": tr("DataWords", "Change inputs"),
        "columns": tr("DataWords", "Change inputs"),
        "target": tr("DataWords", "Change target"),
        "targets": tr("DataWords", "Change target"),
        "task": tr("DataWords", "Change task"),
    }
    return words.get(setting) or tr("DataWords", "Change data")


def scaling_choices() -> tuple[Choice, ...]:
    """The ways of scaling as choices."""
    tr = QCoreApplication.translate
    return (
        Choice(
            "standardize",
            tr("DataWords", "Standardize"),
            tr("DataWords", "Each input to mean 0 and deviation 1: the usual choice."),
        ),
        Choice(
            "min_max",
            tr("DataWords", "Min–max"),
            tr("DataWords", "Each input to between 0 and 1; one outlier squeezes all others."),
        ),
        Choice(
            "none",
            tr("DataWords", "None"),
            tr("DataWords", "Inputs as they are: large ones dominate."),
        ),
    )


def set_name(name: str) -> str:
    """What a known set is called; one without a name of its own here, as its file is."""
    tr = QCoreApplication.translate
    names = {
        "iris": tr("DataWords", "Iris"),
        "wine": tr("DataWords", "Wine"),
        "breast_cancer": tr("DataWords", "Breast cancer"),
        "digits": tr("DataWords", "Digits"),
        "diabetes": tr("DataWords", "Diabetes"),
        "linnerud": tr("DataWords", "Linnerud"),
        "mnist": "MNIST",
        "fashion_mnist": "Fashion-MNIST",
        "kmnist": "KMNIST",
        "cifar10": "CIFAR-10",
        "california_housing": tr("DataWords", "California housing"),
    }
    return names.get(name, name)
