"""A table in Markdown, for the README."""

from collections.abc import Iterable, Sequence


def markdown_table(rows: Iterable[Sequence[str]], heading: Sequence[str]) -> str:
    """Return the rows under a heading, each a line between bars."""
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join(f"| {' | '.join(_escaped(cell) for cell in line)} |" for line in lines)


def _escaped(cell: str) -> str:
    return cell.strip().replace("|", "\\|")
