"""A table in plain text: columns side by side, for a terminal."""

from collections.abc import Iterable, Sequence


def text_table(rows: Iterable[Sequence[str]], heading: Sequence[str] = ()) -> str:
    """Return the rows with their columns aligned, two spaces apart, under an optional heading."""
    lines = [heading, *rows] if heading else list(rows)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    if heading:
        lines.insert(1, ["-" * width for width in widths])
    return "\n".join(_line(cells, widths) for cells in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip()
