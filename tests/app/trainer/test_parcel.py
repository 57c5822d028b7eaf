"""Parcels are whole messages again, in whatever pieces their bytes come."""

import numpy as np
import pytest

from app.trainer.parcel import Unpacker, packed


@pytest.mark.parametrize("size", [1, 2, 7, 8, 9, 100, 10_000])
def test_a_stream_is_cut_up_into_its_messages(size: int) -> None:
    messages = ["", {"a": 1}, None, np.arange(1000.0), "last"]
    stream = b"".join(packed(message) for message in messages)
    unpacker, found = Unpacker(), []
    for start in range(0, len(stream), size):
        found += unpacker.take(stream[start : start + size])
    assert len(found) == 5
    assert (found[0], found[1], found[2], found[4]) == ("", {"a": 1}, None, "last")
    assert np.array_equal(found[3], np.arange(1000.0))


def test_an_array_that_was_sent_can_be_written_to() -> None:
    (array,) = Unpacker().take(packed(np.zeros(3)))
    array += 1
    assert array.tolist() == [1, 1, 1]
