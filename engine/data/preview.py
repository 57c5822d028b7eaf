"""A preview tells what images or arrays hold, before anything is learned from them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.array_file import read_arrays
from engine.data.idx import read_idx
from engine.data.late import IMAGE_FOLDER, call_late
from engine.data.raw_samples import RawSamples
from engine.data.report import Report
from engine.experiment.data import ArrayFile, Idx, ImageFolder, Task

SHOWN = 24  # images


@dataclass(frozen=True, eq=False)
class Preview:
    """What was found: how much, of which classes, and the first few samples.

    `counts` are the samples of each class; `shape` is an image's (channels, height, width), None
    for rows. `samples` is (shown, columns) and `labels` their classes.
    """

    task: Task
    train: int
    test: int
    class_names: tuple[str, ...]
    counts: tuple[int, ...]
    shape: tuple[int, ...] | None
    columns: int
    samples: NDArray[Any]
    labels: tuple[int, ...]
    notes: tuple[str, ...] = ()


def preview(data: Idx | ImageFolder | ArrayFile, report: Report) -> Preview:
    """Look at some data. Of a folder only as many images are read as are shown.

    Raises DataError naming the file, and Cancelled when `report` gives up.
    """
    if isinstance(data, ImageFolder):
        found: Preview = call_late(IMAGE_FOLDER, "preview_folder", data, SHOWN, report)
        return found
    read = read_idx(data, report) if isinstance(data, Idx) else read_arrays(data, report)
    return _of_samples(read)


def _of_samples(read: RawSamples) -> Preview:
    """The preview of samples that were read; those that are shown are of all classes in turn."""
    classifies = read.task == "classification"
    classes = read.targets.astype(np.int64) if classifies else np.zeros(len(read.columns), np.int64)
    counts = np.bincount(classes, minlength=len(read.class_names)) if classifies else ()
    shown = shown_in_turn(classes, SHOWN)
    return Preview(
        task=read.task,
        train=len(read.columns) - read.own_test,
        test=read.own_test,
        class_names=read.class_names,
        counts=tuple(int(count) for count in counts),
        shape=read.shape,
        columns=read.columns.shape[1],
        samples=read.columns[shown],
        labels=tuple(classes[shown].tolist()) if classifies else (),
        notes=read.notes,
    )


def shown_in_turn(classes: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """The numbers of at most so many samples: the first of each class, the second of each, …"""
    order = np.argsort(classes, kind="stable")  # class by class
    starts = np.searchsorted(classes[order], classes[order])
    turn = np.empty(len(classes), np.int64)
    turn[order] = np.arange(len(classes)) - starts  # the how-manieth of its class
    return np.lexsort((classes, turn))[:most]
