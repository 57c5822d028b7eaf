"""What was found in files of images or arrays, in words."""

from PySide6.QtCore import QCoreApplication

from engine.data.preview import Preview

_CLASSES_SHOWN = 12


def found_words(found: Preview) -> str:
    """How many samples of what kind, and the classes with their counts; a line each."""
    lines = [_samples(found), _classes(found), *found.notes]
    return "\n".join(line for line in lines if line)


def _samples(found: Preview) -> str:
    tr = QCoreApplication.translate
    if found.shape is not None:
        channels, height, width = found.shape
        colour = tr("Found", "colour") if channels == 3 else tr("Found", "grey")
        if channels not in (1, 3):
            colour = tr("Found", "{count} channels").format(count=channels)
        kind = tr("Found", "{count} images, {width} × {height}, {colour}").format(
            count=f"{found.train:,}", width=width, height=height, colour=colour
        )
    else:
        kind = tr("Found", "{count} rows of {columns} columns").format(
            count=f"{found.train:,}", columns=found.columns
        )
    if found.test:
        return tr("Found", "{samples}, and {count} for testing").format(
            samples=kind, count=f"{found.test:,}"
        )
    return kind


def _classes(found: Preview) -> str:
    tr = QCoreApplication.translate
    if found.task == "regression":
        return tr("Found", "The targets are numbers: a regression.")
    pairs = list(zip(found.class_names, found.counts, strict=True))
    listed = ", ".join(f"{name} ({count:,})" for name, count in pairs[:_CLASSES_SHOWN])
    more = len(pairs) - _CLASSES_SHOWN
    if more > 0:
        listed = tr("Found", "{listed} and {count} more").format(listed=listed, count=more)
    return tr("Found", "{count} classes: {listed}").format(count=len(pairs), listed=listed)
