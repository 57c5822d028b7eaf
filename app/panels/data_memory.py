"""A data memory keeps each set's own settings while another set is in use."""

from msgspec.structs import replace

from app.panels.data_sets import data_key
from engine.experiment.data import AnyData, Made, MadeData, Plane, Table


class DataMemory:
    """The data last used of each kind.

    Noise, samples, test share, classes and cells belong to a set and come back with it. The
    network's inputs and their scaling belong to no set and stay as they are.
    """

    def __init__(self) -> None:
        self._last: dict[str, AnyData] = {}

    def remember(self, data: AnyData) -> None:
        """Note some data as the last one used of its kind."""
        self._last[data_key(data)] = data

    def recall(self, offered: MadeData, present: AnyData) -> MadeData:
        """A set as it was last used, or as it is offered, with the present inputs and scaling."""
        data = self._last.get(data_key(offered), offered)
        assert isinstance(data, Made)
        if isinstance(present, Plane):
            return replace(data, inputs=present.inputs, scaling=present.scaling)
        return data

    @property
    def table(self) -> Table | None:
        """The table last used, if there was one."""
        data = self._last.get("table")
        return data if isinstance(data, Table) else None
