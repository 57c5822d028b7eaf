"""Experiments as JSON files: read strictly, written whole or not at all."""

import os
import re
import secrets
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, get_args

import msgspec

from engine.errors import ExperimentError
from engine.experiment.augmentation import AnyStep
from engine.experiment.data import AnyData
from engine.experiment.experiment import FORMAT, Experiment
from engine.experiment.network import AnyLayer, Init
from engine.experiment.races import AnyRace, NetworkRaceSpec
from engine.experiment.schedules import AnySchedule
from engine.experiment.training import AnyOptimizer

Read = TypeVar("Read")

_PLACE = re.compile(r"^(?P<message>.*) - at `\$\.?(?P<path>.*)`$", re.DOTALL)


def encode(experiment: Experiment) -> bytes:
    """The experiment as indented JSON, ending in a line feed."""
    return msgspec.json.format(msgspec.json.encode(experiment), indent=2) + b"\n"


def decode(text: bytes) -> Experiment:
    """The experiment that JSON describes; ExperimentError names the field that is wrong."""
    _check_format(text)
    try:
        return msgspec.json.decode(text, type=Experiment)
    except msgspec.ValidationError as error:
        raise _explained(error) from None


def load(path: Path) -> Experiment:
    """Read an experiment file. Relative paths of data are understood from the file's folder."""
    return _with_paths(_decoded(path, decode), _from_the_folder_of(path))


def is_race(path: Path) -> bool:
    """Whether a file describes a race, and not an experiment or anything else."""
    try:
        head = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return False
    return isinstance(head, dict) and "optimizers" in head


def load_race(path: Path) -> AnyRace:
    """Read a race file. Relative paths of data are understood from the file's folder."""
    race = _decoded(path, _decode_race)
    if not isinstance(race, NetworkRaceSpec):
        return race
    experiment = _with_paths(race.experiment, _from_the_folder_of(path))
    return msgspec.structs.replace(race, experiment=experiment)


def _decode_race(text: bytes) -> AnyRace:
    _check_format(text)
    try:
        return msgspec.json.decode(text, type=AnyRace)
    except msgspec.ValidationError as error:
        raise _explained(error) from None


def _decoded(path: Path, decode: Callable[[bytes], Read]) -> Read:
    """What a file describes; ExperimentError says which file is at fault."""
    try:
        return decode(path.read_bytes())
    except OSError as error:
        raise ExperimentError("", f"{path} cannot be read: {error.strerror}") from error
    except ExperimentError as error:
        raise ExperimentError(error.path, f"{error.message} (in {path.name})") from None


def _from_the_folder_of(path: Path) -> Callable[[str], str]:
    return lambda file: str((path.parent / file).resolve())


def save(experiment: Experiment, path: Path) -> None:
    """Write an experiment file. Data beside or below it is named relative to its folder.

    OSError where that fails; an older file at `path` is then as it was.
    """
    folder = path.parent.resolve()

    def named(file: str) -> str:
        is_below = Path(file).is_relative_to(folder)
        return Path(file).relative_to(folder).as_posix() if is_below else file

    write_whole(path, encode(_with_paths(experiment, named)))


def _with_paths(experiment: Experiment, named: Callable[[str], str]) -> Experiment:
    """The experiment with other names for the files that its data consists of."""
    data = experiment.data
    paths = {field: getattr(data, field) for field in data.path_fields}
    renamed = {field: named(file) for field, file in paths.items() if file is not None}
    if not renamed:
        return experiment
    data = msgspec.structs.replace(data, **renamed)
    return msgspec.structs.replace(experiment, data=data)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all: a temporary file, then a rename.

    A file that was there keeps its permissions; a new one has those that are usual here.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            temporary.chmod(stat.S_IMODE(path.stat().st_mode))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _check_format(text: bytes) -> None:
    """Say first whether this is JSON at all, and of a format that is known here."""
    try:
        head = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ExperimentError("", f"is not an experiment file: {error}") from None
    if not isinstance(head, dict):
        raise ExperimentError("", "is not an experiment file: a JSON object is expected")
    version = head.get("format")
    if isinstance(version, int) and version > FORMAT:
        message = f"{version} was written by a newer Backprop Lab; this one reads {FORMAT}"
        raise ExperimentError("format", f"{message}; update it to open this file")


def _explained(error: msgspec.ValidationError) -> ExperimentError:
    """msgspec's error, or ours inside it, with the whole path of the field."""
    match = _PLACE.match(str(error))
    message = match["message"] if match else str(error)
    path = match["path"] if match else ""
    if isinstance(error.__cause__, ExperimentError):
        return error.__cause__.within(path)
    allowed = _allowed_names(path)
    if message.startswith("Invalid value") and allowed:
        name = message.removeprefix("Invalid value ")
        return ExperimentError(path, f"must be one of {', '.join(allowed)}; it is {name}")
    return ExperimentError(path, message[:1].lower() + message[1:])


def _allowed_names(path: str) -> list[str]:
    """The names that may stand at the tag field of a tagged union."""
    unions = {"data.source": AnyData, "init.type": Init, "optimizer.type": AnyOptimizer}
    unions |= {"schedule.type": AnySchedule}
    is_step = ".augmentation[" in path
    unions |= {"].type": AnyStep if is_step else AnyLayer}
    for ending, union in unions.items():
        if path.endswith(ending):
            structs = [kind for kind in get_args(union) if hasattr(kind, "__struct_config__")]
            return [str(kind.__struct_config__.tag) for kind in structs]
    return []
