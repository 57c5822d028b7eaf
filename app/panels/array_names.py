"""Array names: what the arrays in a NumPy file are called, without reading them."""

from zipfile import BadZipFile, ZipFile

from engine.errors import DataError

_ENDING = ".npy"


def array_names(path: str) -> tuple[str, ...]:
    """The names of the arrays in an .npz file. DataError where it cannot be read."""
    try:
        with ZipFile(path) as file:
            members = file.namelist()
    except BadZipFile:
        raise DataError("is no .npz file of NumPy's") from None
    except OSError as error:
        raise DataError(error.strerror or str(error)) from None
    return tuple(name.removesuffix(_ENDING) for name in members if name.endswith(_ENDING))
