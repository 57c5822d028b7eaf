"""The source text of the engine itself: the lines that compute a formula, as they run.

A method's lines are found in the engine's own files, which the packaged program holds as well.
What a method calls on the way, in its class or as a function of the engine, belongs to it.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import engine

MOST_CALLED = 6  # excerpts that a method's calls add
_ROOT = Path(engine.__file__).parent


@dataclass(frozen=True)
class Excerpt:
    """Some lines of a file: `file` as seen from the program's folder, lines counted from 1."""

    name: str
    file: str
    first_line: int
    text: str

    @property
    def last_line(self) -> int:
        """The number of the last line."""
        return self.first_line + self.text.count("\n")


def method_source(kind: type, method: str) -> tuple[Excerpt, ...]:
    """The lines of a class's method, wherever it inherits it, and of what that calls.

    Raises LookupError where the class has no such method in the engine.
    """
    found = _method(kind, method)
    if found is None:
        raise LookupError(f"{kind.__name__} has no method {method} in the engine")
    excerpts: dict[tuple[str, int], Excerpt] = {}
    _collect(kind, *found, excerpts)
    return tuple(excerpts.values())[: MOST_CALLED + 1]


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
class _Module:
    """A module's lines, and where its classes and functions stand."""

    lines: tuple[str, ...]
    classes: dict[str, ast.ClassDef]
    functions: dict[str, ast.FunctionDef]


@cache
def _module(name: str) -> _Module:
    text = (_ROOT.parent / _file_of(name)).read_text(encoding="utf-8")
    body = ast.parse(text).body
    return _Module(
        tuple(text.splitlines()),
        {node.name: node for node in body if isinstance(node, ast.ClassDef)},
        {node.name: node for node in body if isinstance(node, ast.FunctionDef)},
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


def _method(kind: type, method: str) -> tuple[type, ast.FunctionDef] | None:
    """The class that defines a method, and the definition; None where the engine has none."""
    for base in kind.__mro__:
        if not base.__module__.startswith("engine."):
            continue
        node = _module(base.__module__).classes.get(base.__name__)
        for each in node.body if node else ():
            if isinstance(each, ast.FunctionDef) and each.name == method:
                return base, each
    return None


def _collect(
    kind: type, base: type, node: ast.FunctionDef, found: dict[tuple[str, int], Excerpt]
) -> None:
    """Add a method's lines, then those of the methods and functions that it calls."""
    excerpt = _excerpt(f"{base.__name__}.{node.name}", base.__module__, node)
    if (excerpt.file, excerpt.first_line) in found:
        return
    found[excerpt.file, excerpt.first_line] = excerpt
    for call in _calls(node):
        method = _method(kind, call.attr) if isinstance(call, ast.Attribute) else None
        if method is not None:
            _collect(kind, *method, found)
        elif isinstance(call, ast.Name):
            _add_function(base.__module__, call.id, found)


def _add_function(module: str, name: str, found: dict[tuple[str, int], Excerpt]) -> None:
    """Add a function of the engine that a module calls by this name."""
    function: Any = getattr(sys.modules[module], name, None)
    home = getattr(function, "__module__", "") or ""
    if not home.startswith("engine.") or home == "engine.arrays":
        return
    node = _module(home).functions.get(getattr(function, "__name__", ""))
    if node is not None:
        excerpt = _excerpt(name, home, node)
        found.setdefault((excerpt.file, excerpt.first_line), excerpt)


def _calls(node: ast.FunctionDef) -> Iterator[ast.Name | ast.Attribute]:
    """What a function calls by name, or as a method of its own object, in the order written."""
    for each in ast.walk(node):
        if not isinstance(each, ast.Call):
            continue
        called = each.func
        if isinstance(called, ast.Name) or (
            isinstance(called, ast.Attribute)
            and isinstance(called.value, ast.Name)
            and called.value.id == "self"
        ):
            yield called
