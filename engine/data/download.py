"""A download gets the files of a known data set, from one of their mirrors, once.

What arrives is written beside its place, as `….part`, and gets its name only when its size and its
SHA-256 are right. A part that was left by a cut or a cancelled download is gone on with, where the
server can do that.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from engine.data.known_sets import KnownFile, KnownSet
from engine.errors import DataError

# Called with the bytes of a set that are there. It may raise `report.Cancelled`; what has arrived
# until then is kept.
Tell = Callable[[int], None]

PIECE = 2**14  # bytes, between two looks at whether to go on
CONNECT_SECONDS, SILENT_SECONDS = 10.0, 20.0
PARTIAL = 206
HEADERS = {"Accept-Encoding": "identity", "User-Agent": "backprop-lab"}


class MirrorError(Exception):
    """A mirror did not give the file; says why."""


def download(known: KnownSet, tell: Tell) -> None:
    """Get the files of a set that are not there yet. DataError names the file and its SHA-256."""
    missing = known.missing()
    there = known.size - sum(file.size for file in missing)
    for file in missing:
        fetch(file, known.path(file), _added_to(there, tell))
        there += file.size


def fetch(file: KnownFile, path: Path, tell: Tell) -> None:
    """Get one file from the first mirror that has it; what is at `path` stays if none has."""
    part, problems = path.with_name(f"{path.name}.part"), []
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for mirror in file.mirrors:
            try:
                _fetch_from(mirror, file, part, tell)
            except MirrorError as error:
                problems.append(f"{urlsplit(mirror).hostname} {error}")
            else:
                part.replace(path)
                return
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataError(f"cannot be kept in {path.parent} ({reason})", file.name) from error
    message = f"could not be downloaded: {'; '.join(problems)}"
    raise DataError(f"{message}. Its SHA-256 is {file.sha256}", file.name)


def adopt(known: KnownSet, source: Path) -> KnownFile:
    """Keep a copy of a file of the user's that is one of the set's; DataError if it is none.

    What tells it is its SHA-256, not its name.
    """
    try:
        found = sha256(source)
        file = next((file for file in known.files if file.sha256 == found), None)
        if file is None:
            expected = "; ".join(f"{each.name} has {each.sha256}" for each in known.missing())
            message = f"is none of {known.title}'s files: its SHA-256 is {found}"
            raise DataError(f"{message}; {expected or 'all are there already'}", source)
        copy = known.path(file).with_name(f"{file.name}.copy")
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)
        copy.replace(known.path(file))
    except OSError as error:
        raise DataError(f"cannot be copied ({error.strerror or error})", source) from error
    return file


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _added_to(there: int, tell: Tell) -> Tell:
    """Tell of the bytes of one file together with those that are there of others."""
    return lambda done: tell(there + done)


def _fetch_from(mirror: str, file: KnownFile, part: Path, tell: Tell) -> None:
    """Make `part` the whole file, with what is there of it; MirrorError if that fails."""
    there = part.stat().st_size if part.exists() else 0
    if there > file.size:
        part.unlink()
        there = 0
    if there < file.size:
        _receive(mirror, file, part, there, tell)
    if sha256(part) == file.sha256:
        return
    part.unlink()
    if not there:
        raise MirrorError("sent another file: its SHA-256 is wrong")
    _fetch_from(mirror, file, part, tell)  # what was there from before may have been wrong


def _receive(mirror: str, file: KnownFile, part: Path, there: int, tell: Tell) -> None:
    """Write what the mirror sends behind what is there; a cut leaves what has arrived."""
    with _answer(mirror, there) as answer:
        goes_on = answer.status_code == PARTIAL
        done = there if goes_on else 0
        with part.open("ab" if goes_on else "wb", buffering=0) as stream:
            for piece in _pieces(answer):
                tell(done)  # before it is written: who has cancelled may have begun anew
                done += stream.write(piece)
                if done > file.size:
                    break
                tell(done)
    if done > file.size:
        part.unlink()
        raise MirrorError(f"sent more than the {file.size:,} bytes of the file")
    if done < file.size:
        raise MirrorError(f"sent {done:,} of {file.size:,} bytes")


def _answer(mirror: str, there: int) -> requests.Response:
    """The mirror's answer, whose content is still to be read: all of it, or what is not there."""
    headers = HEADERS | ({"Range": f"bytes={there}-"} if there else {})
    try:
        answer = requests.get(
            mirror, headers=headers, stream=True, timeout=(CONNECT_SECONDS, SILENT_SECONDS)
        )
    except requests.Timeout as error:
        raise MirrorError("does not answer") from error
    except requests.RequestException as error:
        raise MirrorError("cannot be reached") from error
    begins = answer.headers.get("Content-Range", "").startswith(f"bytes {there}-")
    if answer.status_code == PARTIAL and there and begins:
        return answer
    if answer.status_code == requests.codes.ok:
        return answer
    answer.close()
    raise MirrorError(f"answers {answer.status_code} {answer.reason}")


def _pieces(answer: requests.Response) -> Iterator[bytes]:
    """What arrives, as it was sent: a .gz file stays packed. MirrorError where it is cut."""
    try:
        yield from answer.raw.stream(PIECE, decode_content=False)
    except (HTTPError, requests.RequestException, OSError) as error:
        raise MirrorError("broke off; download it again to go on from there") from error
