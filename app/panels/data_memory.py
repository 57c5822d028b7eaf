"""A data memory keeps each set's own settings while another set is in use."""

from msgspec.structs import replace

from app.panels.data_sets import data_key
from engine.experiment.data import AnyData, Plane

_MOST_FILES = 4


class DataMemory:
    """The data last used of each kind, and the user's files that were last used.

    Noise, samples, test share, classes and cells belong to a set and come back with it. The
    inputs of points on the plane and their scaling belong to no set and stay as they are.
    """

    def __init__(self) -> None:
        self._last: dict[str, AnyData] = {}
        self._files: list[AnyData] = []

    def remember(self, data: AnyData) -> None:
        """Note some data as the last one used of its kind."""
        self._last[data_key(data)] = data
        if data.path_fields:
            others = [file for file in self._files if file_path(file) != file_path(data)]
            self._files = [data, *others][:_MOST_FILES]

    def recall(self, offered: AnyData, present: AnyData) -> AnyData:
        """A set as it was last used, or as it is offered, with the present inputs and scaling."""
        data = self._last.get(data_key(offered), offered)
        if isinstance(data, Plane) and isinstance(present, Plane):
            return replace(data, inputs=present.inputs, scaling=present.scaling)
        return data

    @property
    def files(self) -> tuple[AnyData, ...]:
        """The files used, the last one first."""
        return tuple(self._files)


def file_path(data: AnyData) -> str:
    """The path of the file, or of the first file, that some data is read from."""
    return str(getattr(data, data.path_fields[0]))
