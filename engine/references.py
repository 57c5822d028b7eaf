"""References: where the papers and books that the engine's `source` texts name can be read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

_DOI = "https://doi.org/"
# Papers as the sources name them; those on arXiv are named by their number there.
PAPERS: Mapping[str, str] = MappingProxyType(
    {
        "Bengio et al. 2003": "https://jmlr.org/papers/v3/bengio03a.html",
        "Cortes & Vapnik 1995": f"{_DOI}10.1007/BF00994018",
        "Dozat 2016": "https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ",
        "Duchi, Hazan & Singer 2011": "https://jmlr.org/papers/v12/duchi11a.html",
        "Dugas et al. 2001": (
            "https://papers.neurips.cc/paper_files/paper/2000/hash/"
            "44968aece94f667e4095002d140b5896-Abstract.html"
        ),
        "Elman 1990": f"{_DOI}10.1207/s15516709cog1402_1",
        "Glorot, Bordes & Bengio 2011": "https://proceedings.mlr.press/v15/glorot11a.html",
        "Hochreiter & Schmidhuber 1997": f"{_DOI}10.1162/neco.1997.9.8.1735",
        "Huber 1964": f"{_DOI}10.1214/aoms/1177703732",
        "LeCun 1989": "http://yann.lecun.com/exdb/publis/pdf/lecun-89.pdf",
        "LeCun et al. 1998, Efficient BackProp": f"{_DOI}10.1007/3-540-49430-8_2",
        "LeCun et al. 1998": f"{_DOI}10.1109/5.726791",
        "Maas, Hannun & Ng 2013": (
            "https://ai.stanford.edu/~amaas/papers/relu_hybrid_icml2013_final.pdf"
        ),
        "Nair & Hinton 2010": "https://icml.cc/Conferences/2010/papers/432.pdf",
        "Polyak 1964": f"{_DOI}10.1016/0041-5553(64)90137-5",
        "Robbins & Monro 1951": f"{_DOI}10.1214/aoms/1177729586",
        "Rosenblatt 1958": f"{_DOI}10.1037/h0042519",
        "Srivastava et al. 2014": "https://jmlr.org/papers/v15/srivastava14a.html",
        "Tieleman & Hinton 2012, Lecture 6.5": (
            "https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf"
        ),
    }
)
# Books: the publisher's page, and the folder that holds the programs of each chapter.
_PROGRAMS = "https://github.com/oreilly-japan/deep-learning-from-scratch"
BOOKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "Deep Learning from Scratch": (
            "https://www.oreilly.co.jp/books/9784873117584/",
            f"{_PROGRAMS}/tree/master/ch",
        ),
        "Deep Learning from Scratch 2": (
            "https://www.oreilly.co.jp/books/9784873118369/",
            f"{_PROGRAMS}-2/tree/master/ch",
        ),
    }
)


def _any_of(names: Mapping[str, object]) -> str:
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


_NAMED = re.compile(
    rf"(?P<book>{_any_of(BOOKS)})|(?P<paper>{_any_of(PAPERS)})|arXiv (?P<number>\d{{4}}\.\d{{4,5}})"
    r"|(?<=chapter )(?P<chapter>\d+(?:\.\d+)*)|(?P<section>\d+(?:\.\d+)+)|(?P<end>;)"
)


@dataclass(frozen=True)
class Part:
    """A piece of a source's text and the address it leads to; empty where it leads nowhere."""

    text: str
    address: str = ""


def parts_of(source: str) -> tuple[Part, ...]:
    """The text of a source in pieces, which make up the whole of it."""
    return tuple(part for part in _parts(source) if part.text)


def _parts(source: str) -> Iterator[Part]:
    done, programs = 0, ""
    for found in _NAMED.finditer(source):
        text, chapter = found.group(), found["chapter"] or found["section"]
        address = ""
        if found["book"]:
            address, programs = BOOKS[text]
        elif found["paper"]:
            address = PAPERS[text]
        elif found["number"]:
            address = f"https://arxiv.org/abs/{found['number']}"
        elif chapter and programs:
            address = f"{programs}{int(chapter.split('.')[0]):02}"
        else:
            programs = ""  # what follows is of another work
        if address:
            yield Part(source[done : found.start()])
            yield Part(text, address)
            done = found.end()
    yield Part(source[done:])
