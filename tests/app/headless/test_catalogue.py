"""The catalogue lists everything that an experiment can be made of."""

from typing import get_args

import pytest

from app.examples import example_names
from app.grammar import DOWNLOADS as WORDS_FOR_DOWNLOADS
from app.grammar import SECTIONS as WORDS
from app.headless.catalogue import SECTIONS, catalogue
from engine.experiment.data import BUNDLED, DOWNLOADS, AnyData
from engine.experiment.network import AnyLayer
from engine.experiment.training import LOSSES, AnyOptimizer


def names(section: str) -> set[str]:
    return {line.split()[0] for line in catalogue(section).splitlines()}


def tags(union: object) -> set[str]:
    return {kind.__struct_config__.tag for kind in get_args(union)}


def test_nothing_is_left_out() -> None:
    assert names("datasets") == tags(AnyData) | {*BUNDLED, *DOWNLOADS}
    assert names("layers") == tags(AnyLayer)
    assert names("optimizers") == tags(AnyOptimizer)
    assert names("losses") == set(LOSSES)
    assert names("experiments") == set(example_names())


def test_the_command_line_knows_the_same_sections() -> None:
    assert tuple(SECTIONS) == WORDS
    assert DOWNLOADS == WORDS_FOR_DOWNLOADS


@pytest.mark.parametrize("section", SECTIONS)
def test_every_line_has_a_description_that_fits_a_terminal(section: str) -> None:
    for line in catalogue(section).splitlines():
        assert len(line.split(maxsplit=1)) == 2
        assert len(line) <= 120


def test_all_sections_are_listed_under_their_names() -> None:
    text = catalogue()
    positions = [text.index(f"{section}\n  ") for section in SECTIONS]
    assert positions == sorted(positions)
