"""The source text of the engine itself: the lines that compute a formula, as they run.

They are found in the engine's own files, which the packaged program holds as well.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import engine
from engine.line_trace import Lines

_ROOT = Path(engine.__file__).parent


@dataclass(frozen=True)
class Excerpt:
    """Some lines of a file: `file` as seen from the program's folder, lines counted from 1.

    `marked` are the numbers of those lines that stand out.
    """

    name: str
    file: str
    first_line: int
    text: str
    marked: tuple[int, ...] = ()

    @property
    def last_line(self) -> int:
        """The number of the last line."""
        return self.first_line + self.text.count("\n")


def ran_source(lines: Lines) -> tuple[Excerpt, ...]:
    """The functions and methods that these lines are of, whole, with the statements that ran.

    They stand in the order in which they began; what lies outside of any function is left out.
    """
    found: dict[tuple[str, int], tuple[str, _Function]] = {}
    ran: dict[tuple[str, int], set[int]] = {}
    for module, line in lines:
        for function in _module(module).functions:
            if function.node.lineno <= line <= function.last_line:
                key = (module, function.node.lineno)
                found.setdefault(key, (module, function))
                ran.setdefault(key, set()).add(line)
    return tuple(
        replace(
            _excerpt(function.name, module, function.node),
            marked=_statements(function.node, ran[key]),
        )
        for key, (module, function) in found.items()
    )


def class_source(kind: type) -> Excerpt:
    """The lines of a whole class."""
    module = _module(kind.__module__)
    return _excerpt(kind.__name__, kind.__module__, module.classes[kind.__name__])


def lineage_source(kind: type) -> tuple[Excerpt, ...]:
    """The lines of a layer's, loss's or optimizer's class, and of those that it is made from.

    What all of its kind share (Layer, Loss, Optimizer) is left out.
    """
    bases = [base for base in kind.__mro__ if base.__module__.startswith("engine.")]
    return tuple(class_source(base) for base in bases[: max(len(bases) - 1, 1)])


@dataclass(frozen=True)
class _Function:
    """A function or method, and its name within its module."""

    name: str
    node: ast.FunctionDef

    @property
    def last_line(self) -> int:
        """The number of its last line."""
        return self.node.end_lineno or self.node.lineno


@dataclass(frozen=True)
class _Module:
    """A module's lines, and where its classes and functions stand."""

    lines: tuple[str, ...]
    classes: dict[str, ast.ClassDef]
    functions: tuple[_Function, ...]


@cache
def _module(name: str) -> _Module:
    text = (_ROOT.parent / _file_of(name)).read_text(encoding="utf-8")
    body = ast.parse(text).body
    return _Module(
        tuple(text.splitlines()),
        {node.name: node for node in body if isinstance(node, ast.ClassDef)},
        tuple(_functions(body)),
    )


def _file_of(module: str) -> str:
    """A module's file as seen from the folder that holds the engine."""
    path = module.replace(".", "/")
    is_package = (_ROOT.parent / path / "__init__.py").is_file()
    return f"{path}/__init__.py" if is_package else f"{path}.py"


def _excerpt(name: str, module: str, node: ast.ClassDef | ast.FunctionDef) -> Excerpt:
    assert node.end_lineno is not None
    first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
    lines = _module(module).lines[first - 1 : node.end_lineno]
    indent = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    return Excerpt(name, _file_of(module), first, "\n".join(line[indent:] for line in lines))


def _statements(function: ast.FunctionDef, ran: set[int]) -> tuple[int, ...]:
    """The numbers of all lines of the statements that ran; of a loop or a branch, its head."""
    marked: set[int] = set()
    for node in ast.walk(function):
        if not isinstance(node, ast.stmt) or node is function:
            continue
        head: list[ast.AST] = [node]
        if hasattr(node, "body"):
            head = [each for each in ast.iter_child_nodes(node) if isinstance(each, ast.expr)]
        ends = (getattr(each, "end_lineno", node.lineno) for each in head)
        whole = range(node.lineno, max(ends, default=node.lineno) + 1)
        if ran.intersection(whole):
            marked.update(whole)
    return tuple(sorted(marked))


def _functions(body: list[ast.stmt], within: str = "") -> Iterator[_Function]:
    """The functions of a module and the methods of its classes, with their names."""
    for node in body:
        if isinstance(node, ast.FunctionDef):
            yield _Function(f"{within}{node.name}", node)
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node.body, f"{node.name}.")
