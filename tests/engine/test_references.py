"""Whatever the engine computes says where it is treated, with an address to go to."""

import re

import pytest

from engine.layers import LAYERS
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.references import BOOKS, PAPERS, Part, parts_of

KINDS = (*LAYERS.values(), *LOSSES.values(), *OPTIMIZERS.values())
PROGRAMS = "https://github.com/oreilly-japan/deep-learning-from-scratch"


@pytest.mark.parametrize("kind", KINDS)
def test_every_source_leads_somewhere(kind: type) -> None:
    source = kind.source  # type: ignore[attr-defined]
    parts = parts_of(source)
    assert "".join(part.text for part in parts) == source
    assert any(part.address for part in parts)


def test_no_paper_or_book_is_listed_in_vain() -> None:
    said = " | ".join(kind.source for kind in KINDS)
    named = {part.text for kind in KINDS for part in parts_of(kind.source)}
    assert set(PAPERS) <= named
    assert set(BOOKS) <= named
    assert all(name in said for name in PAPERS)


def test_addresses_are_whole() -> None:
    addresses = {part.address for kind in KINDS for part in parts_of(kind.source) if part.address}
    assert all(re.fullmatch(r"https?://[\w.-]+/[\w.~/?=()&-]+", each) for each in addresses)


def test_each_chapter_leads_to_its_programs() -> None:
    parts = parts_of("Deep Learning from Scratch 2, chapter 6.2")
    assert parts[-1] == Part("6.2", f"{PROGRAMS}-2/tree/master/ch06")
    parts = parts_of("Deep Learning from Scratch, chapters 3.3 and 5.6 (Affine)")
    leading = [part for part in parts if part.address]
    assert leading[1:] == [
        Part("3.3", f"{PROGRAMS}/tree/master/ch03"),
        Part("5.6", f"{PROGRAMS}/tree/master/ch05"),
    ]
    assert parts[-1] == Part(" (Affine)")


def test_numbers_of_other_works_are_no_chapters() -> None:
    parts = parts_of("Deep Learning from Scratch, chapter 2; Somebody 1999, section 4.5")
    assert parts[-1] == Part("; Somebody 1999, section 4.5")


def test_the_longer_name_wins() -> None:
    (paper, *_) = parts_of("LeCun et al. 1998, Efficient BackProp; and more")
    assert paper.text == "LeCun et al. 1998, Efficient BackProp"
    assert paper.address != PAPERS["LeCun et al. 1998"]


def test_a_paper_on_arxiv_leads_to_its_page() -> None:
    assert parts_of("Kingma & Ba, arXiv 1412.6980")[-1].address.endswith("arxiv.org/abs/1412.6980")
