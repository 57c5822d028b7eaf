"""Getting a known data set from the terminal: its size first, then how far it is."""

import sys
from collections.abc import Sequence
from pathlib import Path

from app.headless.progress import byte_progress
from app.headless.refusal import Refusal
from app.headless.versions import PROGRAM
from engine.data.download import adopt, download
from engine.data.known_sets import KNOWN_SETS, KnownSet, megabytes
from engine.errors import DataError
from engine.experiment.data import DownloadName


def get_set(name: DownloadName, copies: Sequence[Path] = ()) -> None:
    """Take the copies that are there, and download what is missing then.

    Says on standard output how large that is and where it is kept. DataError or Refusal where it
    fails; what has arrived is kept.
    """
    known = KNOWN_SETS[name]
    for copy in copies:
        adopt(known, copy)
    if known.missing():
        _say(announcement(known))
        _download(known)
    _say(f"{known.title} is on this computer: {known.folder}")


def announcement(known: KnownSet) -> str:
    """What is about to be downloaded, how large it is and where it will be kept."""
    size = sum(file.size for file in known.missing())
    return f"{known.title}: {megabytes(size)} to download into {known.folder}"


def _download(known: KnownSet) -> None:
    bar = byte_progress(known.size)
    try:
        download(known, bar.show)
    except DataError as error:
        remedy = f"with a copy of it: {PROGRAM} download {known.name} --from FILE"
        raise Refusal(f"{error}; {remedy}") from error
    finally:
        bar.close()


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
