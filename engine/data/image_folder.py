"""A folder of images, one sub-folder a class, as samples of one size.

The only module of the engine that imports Pillow; it is imported when such a folder is first read.
An image is turned as its camera says (EXIF), cut to the wanted proportions around its centre, and
scaled by averaging. What is transparent becomes white; of an animation, the first picture counts.
"""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from engine.data.images import MOST_BYTES, image_samples
from engine.data.preview import Preview, shown_in_turn
from engine.data.raw_samples import RawSamples
from engine.data.report import Report
from engine.data.table_target import MAX_CLASSES
from engine.errors import DataError
from engine.experiment.data import ImageFolder

ENDINGS = frozenset(
    (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".ppm", ".pgm", ".pbm")
)
# Only these are tried: among Pillow's other formats are some that start another program.
FORMATS = ("PNG", "JPEG", "BMP", "GIF", "TIFF", "WEBP", "PPM")
MOST_PIXELS = 80_000_000  # of one image, told by its header before it is decoded
NAMES_SHOWN = 3

# Pillow only warns of images a little larger than it likes; here they are refused like all others.
warnings.simplefilter("error", Image.DecompressionBombWarning)


class Undecodable(Exception):
    """An image cannot be used; says why, for instance “is cut short”."""


@dataclass(frozen=True)
class ClassFolder:
    """A class: the name of its folder, and its images in alphabetical order."""

    name: str
    images: tuple[Path, ...]


def read_image_folder(data: ImageFolder, report: Report) -> RawSamples:
    """Read every image that can be decoded; the others are counted, and the first of them named.

    Raises DataError where the folder cannot be read, leads out of itself, or leaves fewer than
    two classes.
    """
    folders = find_classes(data.path)
    count = sum(len(folder.images) for folder in folders)
    shape = (3 if data.colour else 1, data.height, data.width)
    if count * int(np.prod(shape)) > MOST_BYTES:
        message = f"{count:,} images of {data.width} × {data.height} need more than 4 GB"
        raise DataError(f"{message}; choose a smaller size", data.path)
    pixels = np.empty((count, *shape), np.uint8)
    classes, kept, left_out = np.empty(count, np.int64), 0, []
    for number, (index, path) in enumerate(_each(folders)):
        report(number / count)
        try:
            pixels[kept] = decode(path, data)
        except Undecodable as error:
            left_out.append(f"{path.parent.name}/{path.name} {error}")
        else:
            classes[kept] = index
            kept += 1
    rows = pixels[:kept].reshape(kept, -1)
    names, classes = _names(folders, classes[:kept], left_out, data.path)
    return image_samples(rows, classes, names, shape, notes=_notes(left_out, count))


def preview_folder(data: ImageFolder, most: int, report: Report) -> Preview:
    """Count the images of each class, and decode so many of them, of all classes in turn."""
    folders = find_classes(data.path)
    counts = [len(folder.images) for folder in folders]
    classes = np.repeat(np.arange(len(folders)), counts)
    paths = [path for _, path in _each(folders)]
    samples: list[NDArray[np.uint8]] = []
    labels: list[int] = []
    left_out: list[str] = []
    broken = np.zeros(len(folders), np.int64)
    for number in shown_in_turn(classes, most):
        report(len(samples) / most)
        try:
            samples.append(decode(paths[number], data).reshape(-1))
            labels.append(int(classes[number]))
        except Undecodable as error:
            left_out.append(f"{paths[number].parent.name}/{paths[number].name} {error}")
            broken[classes[number]] += 1
    whole = tuple((counts - broken).tolist())
    shape = (3 if data.colour else 1, data.height, data.width)
    columns = int(np.prod(shape))
    return Preview(
        task="classification",
        train=sum(whole),
        test=0,
        class_names=tuple(folder.name for folder in folders),
        counts=whole,
        shape=shape,
        columns=columns,
        samples=np.array(samples, np.uint8).reshape(-1, columns),
        labels=tuple(labels),
        notes=_notes(left_out, len(samples) + len(left_out)),
    )


def find_classes(folder: str) -> list[ClassFolder]:
    """The sub-folders that hold images, in alphabetical order; hidden ones are passed over.

    Raises DataError where one of them, or one of their images, is a link that leads out of the
    folder: nothing is read but what was chosen.
    """
    root = Path(folder)
    try:
        if not root.is_dir():
            raise DataError("is not a folder; choose one that holds a sub-folder a class", folder)
        inside = root.resolve()
        classes = [_class(path, inside) for path in sorted(root.iterdir()) if _is_class(path)]
    except OSError as error:
        raise DataError(f"cannot be read ({error.strerror or error})", folder) from error
    classes = [found for found in classes if found.images]
    if len(classes) < 2:
        message = f"has {len(classes)} sub-folder{'s' * (len(classes) != 1)} with images"
        raise DataError(f"{message}; at least 2 are needed, one a class", folder)
    if len(classes) > MAX_CLASSES:
        raise DataError(f"has {len(classes):,} classes; at most {MAX_CLASSES:,} can be", folder)
    return classes


def decode(path: Path, data: ImageFolder) -> NDArray[np.uint8]:
    """One image as (channels, height, width); Undecodable says why it cannot be used."""
    try:
        with Image.open(path, formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                size = f"{image.width:,} × {image.height:,} pixels"
                raise Undecodable(f"has {size}; at most {MOST_PIXELS:,} can be")
            return _pixels(image, data)
    except Undecodable:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Undecodable(f"has too many pixels; at most {MOST_PIXELS:,} can be") from error
    # What Pillow's readers raise on damaged files is not fixed: the file is named and left out.
    except Exception as error:
        raise Undecodable("cannot be decoded") from error


def _pixels(image: Image.Image, data: ImageFolder) -> NDArray[np.uint8]:
    mode, longer = "RGB" if data.colour else "L", max(data.width, data.height)
    image.draft(mode, (2 * longer, 2 * longer))  # a large photo is decoded no larger than needed
    picture = _opaque(ImageOps.exif_transpose(image)).convert(mode)
    size = (data.width, data.height)
    fitted = np.asarray(ImageOps.fit(picture, size, Image.Resampling.BILINEAR))
    return np.moveaxis(fitted, 2, 0) if data.colour else fitted[np.newaxis]


def _opaque(image: Image.Image) -> Image.Image:
    """The image without transparency, and with eight bits a channel."""
    if image.mode.startswith("I"):  # 16 bits, of which the upper eight are kept
        return Image.fromarray((np.asarray(image).clip(0, 65535) // 256).astype(np.uint8))
    if image.mode == "F":
        raise Undecodable("holds floating-point pixels")
    if not image.has_transparency_data:
        return image
    image = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)


def _is_class(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith(".")


def _class(folder: Path, inside: Path) -> ClassFolder:
    _check_inside(folder, inside)
    images = [
        path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in ENDINGS and not path.name.startswith(".")
    ]
    for path in images:
        if path.is_symlink():
            _check_inside(path, inside)
    return ClassFolder(folder.name, tuple(images))


def _check_inside(path: Path, inside: Path) -> None:
    if not path.resolve().is_relative_to(inside):
        raise DataError("is a link that leads out of the chosen folder; copy it instead", path)


def _each(folders: list[ClassFolder]) -> Iterator[tuple[int, Path]]:
    for index, folder in enumerate(folders):
        for path in folder.images:
            yield index, path


def _names(
    folders: list[ClassFolder], classes: NDArray[np.int64], left_out: list[str], folder: str
) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """The classes of which an image is left, and the class of each image among them."""
    present, classes = np.unique(classes, return_inverse=True)
    if len(present) < 2:
        message = f"leaves {len(present)} class{'es' * (len(present) != 1)} with images"
        first = f": {left_out[0]}" if left_out else ""
        raise DataError(f"{message}, and at least 2 are needed{first}", folder)
    return tuple(folders[index].name for index in present), classes.astype(np.int64)


def _notes(left_out: list[str], count: int) -> tuple[str, ...]:
    if not left_out:
        return ()
    more = len(left_out) - NAMES_SHOWN
    listed = "; ".join(left_out[:NAMES_SHOWN]) + (f"; and {more:,} more" if more > 0 else "")
    verb = "was" if len(left_out) == 1 else "were"
    return (f"{len(left_out):,} of {count:,} images {verb} left out: {listed}.",)
