"""The import rule: engine <- app/trainer <- app/session <- views and panels <- main window."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
QT = ("PySide6", "shiboken6", "pyqtgraph")
SCREENS = ("app.views", "app.panels")

# Modules that put views and panels together: they alone may import any of them.
ASSEMBLY = ("app.main_window", "app.__main__", "app.selftest", "app.window")
# What all views (all panels) build on: an abstract class or one common piece, no view itself.
SHARED_BY_SCREENS = ("app.views.view",)
# Imports inside functions of the engine: (module, imported package) -> why it must wait.
LATE_IMPORTS = {
    ("engine.arrays", "cupy"): "optional: its absence is a message, not a crash at start-up",
}


@dataclass(frozen=True)
class Source:
    """One module: its dotted name and its text."""

    name: str
    text: str

    @property
    def lines(self) -> list[str]:
        """Return the lines of the text."""
        return self.text.splitlines()


@dataclass(frozen=True)
class Import:
    """One imported module, where it stands, and whether inside a function."""

    module: str
    line: int
    inside_function: bool


def sources(*folders: str) -> Iterator[Source]:
    """Yield every module below the folders."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            yield Source(name, path.read_text(encoding="utf-8"))


def imports(source: Source) -> list[Import]:
    """Return every import of a module; `from package import name` counts as package.name."""
    return list(_imports_below(ast.parse(source.text), inside_function=False))


def _imports_below(node: ast.AST, inside_function: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(a.name, child.lineno, inside_function) for a in child.names)
        elif isinstance(child, ast.ImportFrom):
            package = "." * child.level + (child.module or "")
            for alias in child.names:
                yield Import(f"{package}.{alias.name}", child.lineno, inside_function)
        else:
            is_function = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            yield from _imports_below(child, inside_function or is_function)


def lies_in(module: str, *packages: str) -> bool:
    """Tell whether a module is one of the packages or lies in one."""
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def forbidden(name: str, module: str) -> str:
    """Return why the module `name` must not import `module`; nothing if it may."""
    if module.startswith("."):
        return "imports are absolute"
    if lies_in(name, "engine") and lies_in(module, "app", *QT):
        return "the engine knows neither Qt nor the app"
    if lies_in(name, "app.trainer"):
        return _forbidden_in_trainer(module)
    if lies_in(name, *SCREENS):
        return _forbidden_in_screens(name, module)
    if lies_in(module, "app.main_window", *SCREENS) and not lies_in(name, *ASSEMBLY):
        return "only the main window puts views and panels together"
    return ""


def _forbidden_in_trainer(module: str) -> str:
    if lies_in(module, *QT):
        return "the trainer is plain Python, without Qt"
    if lies_in(module, "app") and not lies_in(module, "app.trainer"):
        return "the trainer knows the engine alone"
    return ""


def _forbidden_in_screens(name: str, module: str) -> str:
    if lies_in(module, *ASSEMBLY):
        return "a view or panel does not know the window it stands in"
    is_other = lies_in(module, *SCREENS) and not lies_in(module, *SHARED_BY_SCREENS)
    is_table = name in SCREENS  # app/views/__init__.py lists the views
    screen = ".".join(name.split(".")[:3])
    if is_other and not is_table and not lies_in(module, screen):
        return "views and panels never import each other"
    return ""


def import_faults(source: Source) -> list[str]:
    """Return what breaks the import rule in a module."""
    faults = []
    for found in imports(source):
        reason = forbidden(source.name, found.module)
        if not reason and found.inside_function:
            reason = late_import_fault(source, found)
        if reason:
            faults.append(f"{source.name}:{found.line} imports {found.module}: {reason}")
    return faults


def late_import_fault(source: Source, found: Import) -> str:
    """Return why an import inside a function is refused; nothing if its reason is given."""
    if lies_in(source.name, "engine"):
        allowed = any(
            source.name == module and lies_in(found.module, package)
            for module, package in LATE_IMPORTS
        )
        return "" if allowed else "in the engine, imports stand at the top"
    nearby = source.lines[max(found.line - 2, 0) : found.line]
    says_why = any("# " in line for line in nearby)
    return "" if says_why else "an import inside a function needs a comment that says why"


def word_faults(source: Source) -> list[str]:
    """Return the lines that put work off."""
    return [
        f"{source.name}:{number} holds {word}"
        for number, line in enumerate(source.lines, start=1)
        for word in ("TODO", "FIXME", "XXX")
        if word in line
    ]


def print_faults(source: Source) -> list[str]:
    """Return the lines that print."""
    return [
        f"{source.name}:{node.lineno} prints"
        for node in ast.walk(ast.parse(source.text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]


def test_every_module_keeps_the_import_rule() -> None:
    modules = list(sources("app", "engine", "resources"))
    assert {"engine.run", "app.session.session"} <= {source.name for source in modules}
    assert [fault for source in modules for fault in import_faults(source)] == []


def test_no_module_puts_work_off() -> None:
    modules = sources("app", "engine", "resources")
    assert [fault for source in modules for fault in word_faults(source)] == []


def test_the_engine_does_not_print() -> None:
    assert [fault for source in sources("engine") for fault in print_faults(source)] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("engine.run", "import PySide6.QtCore"),
        ("engine.run", "from pyqtgraph import PlotItem"),
        ("engine.layers.dense", "from app.trainer import messages"),
        ("engine.run", "import app"),
        ("engine.run", "from . import network"),
        ("engine.run", "def step():\n    import numpy  # late"),
        ("engine.run", "class Run:\n    def step(self):\n        import cupy"),
        ("app.trainer.serve", "from PySide6.QtCore import QObject"),
        ("app.trainer.serve", "from app.session.session import Session"),
        ("app.trainer.serve", "from app.look import theme"),
        ("app.session.session", "from app.views import VIEWS"),
        ("app.session.session", "from app import panels"),
        ("app.session.session", "from app.main_window import MainWindow"),
        ("app.look.theme", "import app.panels.data_panel"),
        ("app.views.loss", "from app.views.boundary import BoundaryView"),
        ("app.views.loss", "from app.views import boundary"),
        ("app.views.loss", "from app.panels.data_panel import DataPanel"),
        ("app.views.loss", "from app.main_window import MainWindow"),
        ("app.panels.data_panel", "from app.panels.training_panel import TrainingPanel"),
        ("app.panels.data_panel", "from app.views.view import View\nimport app.views.loss"),
        ("app.command_line", "def run():\n    from app.session import session"),
    ],
)
def test_a_broken_import_rule_is_found(name: str, text: str) -> None:
    assert len(import_faults(Source(name, text))) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("engine.run", "import numpy as np\nfrom engine.network import Network"),
        ("engine.arrays", "def load():\n    import cupy"),
        ("engine.apprentice", "import apprentice"),
        ("app.trainer.serve", "from app.trainer.messages import Play\nimport engine.run"),
        ("app.session.session", "from PySide6.QtCore import QObject\nimport app.trainer.client"),
        ("app.views", "from app.views.loss import LossView"),
        ("app.views.loss", "from app.views.view import View\nfrom app.look import plot"),
        ("app.views.network.view", "from app.views.network.curves import Curve"),
        ("app.main_window", "from app.views import VIEWS\nfrom app.panels import data_panel"),
        ("app.command_line", "def run():\n    # Qt only when needed\n    import app.session"),
    ],
)
def test_allowed_imports_pass(name: str, text: str) -> None:
    assert import_faults(Source(name, text)) == []


def test_work_put_off_and_printing_are_found() -> None:
    source = Source("engine.run", "x = 1  # TODO later\n\ndef step():\n    print(x)\n")
    assert word_faults(source) == ["engine.run:1 holds TODO"]
    assert print_faults(source) == ["engine.run:4 prints"]
