"""A failure to read or write a file, as a sentence: which file, what is wrong, what helps."""

import errno
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from engine.errors import ExperimentError

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_MISSING = (errno.ENOENT, errno.ENOTDIR)


def read_failure(path: Path, error: ExperimentError) -> str:
    """Say why a file could not be opened: the field that is to blame and what is allowed there."""
    text = QCoreApplication.translate("failure", "{file} was not opened: {fault}.")
    fault = str(error).removesuffix(f" (in {path.name})").rstrip(".")
    return text.format(file=path, fault=fault)


def write_failure(path: Path, error: OSError) -> str:
    """Say why a file could not be written, and that nothing was lost by it."""
    if error.errno in _FULL:
        text = QCoreApplication.translate(
            "failure",
            "{file} was not saved: the disk is full. Free some space, or save to another place. "
            "An older file of this name is unchanged.",
        )
    elif error.errno in _FORBIDDEN:
        text = QCoreApplication.translate(
            "failure",
            "{file} was not saved: writing there is not permitted. Save to another folder.",
        )
    elif error.errno in _MISSING:
        text = QCoreApplication.translate(
            "failure",
            "{file} was not saved: its folder does not exist. Save to another folder.",
        )
    else:
        text = QCoreApplication.translate(
            "failure", "{file} was not saved: {fault}. Try to save to another place."
        )
    return text.format(file=path, fault=error.strerror or str(error))
