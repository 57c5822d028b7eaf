"""The data set read last, kept so that describing data and then training on it reads it once."""

import weakref
from pathlib import Path

from msgspec.structs import replace

from engine.data import prepare_data, read_data
from engine.data.dataset import Dataset
from engine.data.raw_samples import RawSamples
from engine.data.report import Report, silent
from engine.experiment.data import AnyData, Table


class LastDataset:
    """Loads data sets and keeps the last, with the samples that it was made of.

    A table that is split or scaled in another way is not read again.
    """

    def __init__(self) -> None:
        self._key: object = None
        self._dataset: Dataset | None = None
        self._samples_of: object = None
        self._samples: RawSamples | None = None

    def load(self, data: AnyData, seed: int, report: Report = silent) -> Dataset:
        """The data set of this description.

        DataError or ExperimentError where it cannot be, Cancelled where `report` gives up.
        """
        versions = _file_versions(data)
        key = (data, seed, versions)
        if self._dataset is None or key != self._key:
            samples = self._read(data, seed, versions, report)
            self._dataset = prepare_data(samples, data, seed)
            self._key = key
        return self._dataset

    def _read(self, data: AnyData, seed: int, versions: object, report: Report) -> RawSamples:
        """The samples, read if they are not those of the last time."""
        reading = (*_reading(data, seed), versions)
        if self._samples is None or reading != self._samples_of:
            # Let go first, so that two of them need not fit into memory, unless a run holds it.
            before = weakref.ref(self._dataset) if self._dataset else None
            self._dataset = self._samples = None
            try:
                self._samples = read_data(data, seed, report)
            except Exception:
                self._dataset = before() if before else None
                raise
            self._samples_of = reading
        return self._samples


def _reading(data: AnyData, seed: int) -> tuple[AnyData, int | None]:
    """What of a description decides the samples, and not only what is made of them.

    A table draws no random numbers while it is read, and is split and scaled afterwards.
    """
    if not isinstance(data, Table):
        return data, seed
    as_read = replace(
        data, test_share=0.0, scaling="none", shuffle=True, stratify=True, folds=None, fold=1
    )
    return as_read, None


def _file_versions(data: AnyData) -> tuple[object, ...]:
    """What changes when a file that the data consists of is written anew."""
    paths = [Path(getattr(data, field) or "") for field in data.path_fields]
    files = [path.stat() for path in paths if path.is_file()]
    return tuple((status.st_mtime_ns, status.st_size) for status in files)
