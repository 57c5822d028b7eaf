"""The data set read last, kept so that describing data and then training on it reads it once."""

from pathlib import Path

from engine.data import load_data
from engine.data.dataset import Dataset
from engine.experiment.data import AnyData, Table


class LastDataset:
    """Loads data sets and keeps the last."""

    def __init__(self) -> None:
        self._key: object = None
        self._dataset: Dataset | None = None

    def load(self, data: AnyData, seed: int) -> Dataset:
        """The data set of this description. DataError or ExperimentError where it cannot be."""
        key = (data, seed, _file_version(data))
        if self._dataset is None or key != self._key:
            self._dataset = None  # so that two of them need not fit into memory
            self._dataset = load_data(data, seed)
            self._key = key
        return self._dataset


def _file_version(data: AnyData) -> tuple[int, int] | None:
    """What changes when a table's file is written anew; None where there is no such file."""
    if not isinstance(data, Table) or not Path(data.path).is_file():
        return None
    status = Path(data.path).stat()
    return status.st_mtime_ns, status.st_size
