"""The data set read last, kept so that describing data and then training on it reads it once."""

from pathlib import Path

from engine.data import load_data
from engine.data.dataset import Dataset
from engine.experiment.data import AnyData


class LastDataset:
    """Loads data sets and keeps the last."""

    def __init__(self) -> None:
        self._key: object = None
        self._dataset: Dataset | None = None

    def load(self, data: AnyData, seed: int) -> Dataset:
        """The data set of this description. DataError or ExperimentError where it cannot be."""
        key = (data, seed, _file_versions(data))
        if self._dataset is None or key != self._key:
            self._dataset = None  # so that two of them need not fit into memory
            self._dataset = load_data(data, seed)
            self._key = key
        return self._dataset


def _file_versions(data: AnyData) -> tuple[object, ...]:
    """What changes when a file that the data consists of is written anew."""
    paths = [Path(getattr(data, field) or "") for field in data.path_fields]
    files = [path.stat() for path in paths if path.is_file()]
    return tuple((status.st_mtime_ns, status.st_size) for status in files)
