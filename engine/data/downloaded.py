"""A downloaded data set is read from where it is kept; where it is not, that is said."""

from engine.data.cifar import read_cifar
from engine.data.housing import read_housing
from engine.data.idx import IdxFiles, idx_samples
from engine.data.known_sets import KNOWN_SETS, megabytes
from engine.data.raw_samples import RawSamples
from engine.data.report import Report
from engine.errors import DataError
from engine.experiment.data import Download


def read_downloaded(data: Download, report: Report) -> RawSamples:
    """The samples of a set that was downloaded before; DataError tells how to get it if not."""
    known = KNOWN_SETS[data.name]
    if known.missing():
        where = f"{known.title} is not on this computer yet ({megabytes(known.size)})"
        raise DataError(f"{where}; download it with: backprop-lab download {known.name}")
    paths = [str(known.path(file)) for file in known.files]
    if data.name == "cifar10":
        return read_cifar(paths[0], data.samples, known.class_names, report)
    if data.name == "california_housing":
        return read_housing(paths[0], data.samples)
    return idx_samples(IdxFiles(*paths), data.samples, known.class_names, report)
