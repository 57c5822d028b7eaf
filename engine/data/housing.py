"""The California housing: what houses cost in 20,640 districts, and eight figures about each.

Source: R. K. Pace, R. Barry, "Sparse spatial autoregressions", Statistics & Probability Letters 33,
1997. Counts become averages a household, as scikit-learn's `fetch_california_housing` has them.
"""

from pathlib import Path

import numpy as np

from engine.data.archive import members
from engine.data.bounds import column_bounds
from engine.data.raw_samples import RawSamples
from engine.errors import DataError

MEMBER = "CaliforniaHousing/cal_housing.data"
MOST_BYTES = 2**24
FIELDS = 9
COLUMNS = (
    "median income",
    "house age",
    "rooms per household",
    "bedrooms per household",
    "population",
    "people per household",
    "latitude",
    "longitude",
)
TARGET = "median house value"


def read_housing(file: str | Path, most: int | None) -> RawSamples:
    """The districts of the archive, at most so many; incomes in 10,000 $, values in 100,000 $."""
    for _, content in members(file, (MEMBER,), MOST_BYTES):
        table = _table(content, file)[:most]
        break
    else:
        raise DataError(f"does not hold {MEMBER}", file)
    longitude, latitude, age, rooms, bedrooms, people, households, income, value = table.T
    columns = [income, age, rooms / households, bedrooms / households, people]
    columns += [people / households, latitude, longitude]
    inputs = np.stack(columns, axis=1)  # (districts, 8)
    return RawSamples(
        task="regression",
        class_names=(),
        target_names=(TARGET,),
        column_names=COLUMNS,
        columns=inputs,
        targets=value[:, np.newaxis] / 100_000,
        bounds=column_bounds(inputs),
    )


def _table(content: bytes, file: str | Path) -> np.ndarray:
    """The numbers of the member, (districts, 9), a line each, commas between them."""
    rows = []
    for number, line in enumerate(content.splitlines(), start=1):
        try:
            row = [float(field) for field in line.split(b",")]
        except ValueError as error:
            raise DataError(f"{MEMBER} holds something that is no number", file, number) from error
        if len(row) != FIELDS:
            raise DataError(f"{MEMBER} has {len(row)} fields, not {FIELDS}", file, number)
        if not np.isfinite(row).all() or row[6] <= 0:
            raise DataError(f"{MEMBER} tells of no households, or no finite number", file, number)
        rows.append(row)
    if len(rows) < 2:
        raise DataError(f"{MEMBER} holds fewer than 2 districts", file)
    return np.array(rows)
