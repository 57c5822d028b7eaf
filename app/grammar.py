"""The grammar of the command line: which words there are, and what may follow each."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from app.headless.versions import PROGRAM, version

UNUSABLE = 2
WORDS = ("window", "run", "list", "check", "download", "selftest")
DOWNLOADS = ("mnist", "fashion_mnist", "kmnist", "cifar10", "california_housing")
SECTIONS = ("experiments", "races", "datasets", "layers", "optimizers", "losses")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return what the words say; `word` is the first of them, `window` where it is left out.

    SystemExit after --help, --version, or one line on standard error about what is wrong.
    """
    known = (*WORDS, "--help", "-h", "--version")
    is_complete = bool(argv) and argv[0] in known
    return _parser().parse_args(argv if is_complete else ["window", *argv])


class _Parser(argparse.ArgumentParser):
    """argparse's parser, but what is wrong is one line on stderr."""

    def error(self, message: str) -> NoReturn:
        self.exit(UNUSABLE, f"{self.prog}: {message} (more: {self.prog} --help)\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog=PROGRAM,
        usage=f"{PROGRAM} [FILE]\n       {PROGRAM} WORD [...]",
        description="A laboratory for neural networks. Without a word the window opens.",
        epilog=f"{PROGRAM} WORD --help explains a word.",
    )
    text = f"Backprop Lab {version()}"
    parser.add_argument("--version", action="version", version=text)
    words = parser.add_subparsers(
        prog=PROGRAM, title="words", dest="word", metavar="WORD", required=True
    )
    _add_window(words)
    _add_run(words)
    _add_list(words)
    _add_check(words)
    _add_download(words)
    _add_selftest(words)
    return parser


def _add_window(words: "argparse._SubParsersAction[_Parser]") -> None:
    text = "open the window; the word itself can be left out"
    parser = words.add_parser("window", help=text, description=f"{text.capitalize()}.")
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help="an experiment's file")
    parser.add_argument(
        "--in-process",
        action="store_true",
        help="train in a thread of the window's own process, where no second one can be started",
    )


def _add_run(words: "argparse._SubParsersAction[_Parser]") -> None:
    parser = words.add_parser(
        "run",
        help="train without a window and leave figures and pictures",
        description="Train an experiment without a window. Writes metrics.csv (one row an epoch), "
        "summary.json, model.safetensors, loss.png and boundary.png; the model is always the one "
        "that the last row of metrics.csv was measured on. A race, such as classic-valley, writes "
        "losses.csv, summary.json, losses.png and race.png instead. Where Qt cannot start, the "
        "pictures are left out and one line says so.",
        epilog="Exit status: 0 done; 1 the training diverged, what was measured until then is "
        "written; 2 something must be mended first; 130 interrupted with Ctrl+C, what was "
        "measured until then is written.",
    )
    _add_experiment(parser)
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        help="the folder for the results; made where it is missing (default: runs/NAME)",
    )
    parser.add_argument("--epochs", metavar="N", type=int, help="train for so many epochs instead")
    parser.add_argument(
        "--seed", metavar="N", type=int, help="draw data and weights with this seed"
    )
    parser.add_argument(
        "--folds",
        metavar="K",
        type=int,
        help="cross-validate: train K times, each K-th part of the data once for testing; writes "
        "metrics-fold-1.csv … and a summary.json with mean and standard deviation",
    )
    _add_backend(parser)


def _add_list(words: "argparse._SubParsersAction[_Parser]") -> None:
    text = "list what there is, with a line about each"
    parser = words.add_parser("list", help=text, description=f"{text.capitalize()}.")
    parser.add_argument("section", nargs="?", choices=SECTIONS, help="one kind only")


def _add_check(words: "argparse._SubParsersAction[_Parser]") -> None:
    parser = words.add_parser(
        "check",
        help="compare backpropagation with the numerical gradient",
        description="Compare the gradient that backpropagation finds with the numerical one, "
        "tensor by tensor, in float64 on one mini-batch.",
        epilog="Exit status: 0 they agree; 1 they do not; 2 something must be mended first.",
    )
    _add_experiment(parser)
    _add_backend(parser)


def _add_download(words: "argparse._SubParsersAction[_Parser]") -> None:
    text = "get a known data set, once, and keep it for this user"
    parser = words.add_parser(
        "download",
        help=text,
        description=f"{text.capitalize()}. What is interrupted goes on the next time.",
        epilog="Exit status: 0 it is there; 2 it could not be had, with what to look for instead; "
        "130 interrupted with Ctrl+C, what has arrived is kept.",
    )
    parser.add_argument("name", metavar="NAME", choices=DOWNLOADS, help=", ".join(DOWNLOADS))
    text = "copies of the set's files that are on this computer, taken if their SHA-256 is right"
    parser.add_argument("--from", metavar="FILE", dest="copies", nargs="+", type=Path, help=text)


def _add_selftest(words: "argparse._SubParsersAction[_Parser]") -> None:
    text = "open the window off screen, try every view on a real run, and say what works"
    words.add_parser("selftest", help=text, description=f"{text.capitalize()}.")


def _add_backend(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--backend",
        choices=("numpy", "cupy"),
        default="numpy",
        help="compute on the processor or, with CuPy, on a GPU (default: numpy)",
    )


def _add_experiment(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "experiment",
        metavar="NAME|FILE",
        help=f"a shipped experiment ({PROGRAM} list experiments) or an experiment's file; run also "
        f"takes a race ({PROGRAM} list races)",
    )
