"""An archive (.tar.gz) is read member by member; nothing of it is ever written to the disk."""

import tarfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path

from engine.errors import DataError


def members(file: str | Path, wanted: Collection[str], most: int) -> Iterator[tuple[str, bytes]]:
    """The wanted members that are plain files, by their exact names, as they come.

    Links, folders and members of other names, such as those that would be written outside of a
    folder, are passed over. Raises DataError where the archive is damaged, or a wanted member is
    larger than `most` bytes.
    """
    try:
        with tarfile.open(file, "r:gz") as archive:
            for member in archive:
                if member.name not in wanted or not member.isreg():
                    continue
                if member.size > most:
                    message = f"{member.name} is {member.size:,} bytes large; {most:,} can be"
                    raise DataError(message, file)
                content = archive.extractfile(member)
                assert content is not None  # it is a plain file
                yield member.name, content.read()
    except FileNotFoundError as error:
        raise DataError("there is no such file; check its path", file) from error
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        raise DataError(f"is damaged: it cannot be unpacked ({error})", file) from error
