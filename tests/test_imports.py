"""The import rule: engine <- app/trainer <- app/session <- views and panels <- main window."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
QT = ("PySide6", "shiboken6", "pyqtgraph")
FOLDERS = ("app.views", "app.panels")

# Modules that put views and panels together: they alone may import them.
ASSEMBLY = ("app.main_window", "app.window", "app.launch", "app.headless")
# What a view or a panel is: a class derived from one whose name ends so (but is not Qt's), and
# from which nothing derives. The other modules of the two folders are what they are made of.
SCREEN_BASES = ("View", "Panel")
# Imports that wait inside a function: (module, imported package) -> why.
LATE_IMPORTS = {
    ("engine.arrays", "cupy"): "optional: its absence is a message, not a crash at start-up",
    ("app.__main__", "app.command_line"): "the number of threads is set before NumPy reads it",
    ("app.command_line", "app"): "`list` must not wait for Qt, nor the window for the rest",
    ("app.command_line", "engine.gradient_check"): "nor must either wait for training",
    ("app.command_line", "PySide6"): "a run leaves its results even where Qt cannot start",
    ("app.jobs.fit_baselines", "engine.baseline_fit"): "nobody but who fits waits for scikit-learn",
    (
        "app.widgets.formula_label",
        "app.look.typeset",
    ): "no window waits for the typesetting library",
    ("app.launch", "app"): "the first window is painted before NumPy and pyqtgraph are imported",
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


def screens(modules: Iterable[Source]) -> frozenset[str]:
    """Return the names of the modules that define a view or a panel."""
    classes = [
        (source.name, node.name, [base.id for base in node.bases if isinstance(base, ast.Name)])
        for source in modules
        for node in ast.parse(source.text).body
        if isinstance(node, ast.ClassDef)
    ]
    derived_from = {base for _, _, bases in classes for base in bases}
    return frozenset(
        module
        for module, name, bases in classes
        if name not in derived_from
        and any(base.endswith(SCREEN_BASES) and not base.startswith("Q") for base in bases)
    )


def forbidden(name: str, module: str, of_screens: frozenset[str]) -> str:
    """Return why the module `name` must not import `module`; nothing if it may."""
    if module.startswith("."):
        return "imports are absolute"
    if lies_in(name, "engine") and lies_in(module, "app", *QT):
        return "the engine knows neither Qt nor the app"
    if lies_in(name, "app.trainer"):
        return _forbidden_in_trainer(module)
    if lies_in(name, "app.jobs"):
        return _forbidden_in_jobs(module)
    if lies_in(name, *FOLDERS):
        return _forbidden_in_folders(name, module, of_screens)
    if lies_in(module, "app.main_window", *FOLDERS) and not lies_in(name, *ASSEMBLY):
        return "only the main window puts views and panels together"
    return ""


def _forbidden_in_trainer(module: str) -> str:
    if lies_in(module, *QT):
        return "the trainer is plain Python, without Qt"
    if lies_in(module, "app") and not lies_in(module, "app.trainer"):
        return "the trainer knows the engine alone"
    return ""


def _forbidden_in_jobs(module: str) -> str:
    if lies_in(module, *QT):
        return "jobs are plain Python, without Qt"
    if lies_in(module, "app") and not lies_in(module, "app.jobs", "app.trainer"):
        return "jobs know the trainer's worker and the engine alone"
    return ""


def _forbidden_in_folders(name: str, module: str, of_screens: frozenset[str]) -> str:
    own, other = FOLDERS if lies_in(name, FOLDERS[0]) else reversed(FOLDERS)
    if lies_in(module, *ASSEMBLY):
        return "a view or panel does not know the window it stands in"
    if lies_in(module, other):
        return "views and panels never import each other"
    is_table = name == own  # app/views/__init__.py lists the views
    if lies_in(module, *of_screens - {name}) and not is_table:
        return "views (and panels) never import each other"
    return ""


def import_faults(source: Source, of_screens: frozenset[str]) -> list[str]:
    """Return what breaks the import rule in a module, given the names of all views and panels."""
    faults = []
    for found in imports(source):
        reason = forbidden(source.name, found.module, of_screens)
        if not reason and found.inside_function and not may_wait(source.name, found.module):
            reason = "imports stand at the top; LATE_IMPORTS lists the exceptions"
        if reason:
            faults.append(f"{source.name}:{found.line} imports {found.module}: {reason}")
    return faults


def may_wait(name: str, module: str) -> bool:
    """Tell whether the module `name` may import `module` inside a function."""
    return any(name == importer and lies_in(module, late) for importer, late in LATE_IMPORTS)


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
    found = screens(modules)
    assert {"app.views.view", "app.panels.panel"}.isdisjoint(found)
    assert len(found) >= 6
    assert [fault for source in modules for fault in import_faults(source, found)] == []


def test_no_module_puts_work_off() -> None:
    modules = sources("app", "engine", "resources")
    assert [fault for source in modules for fault in word_faults(source)] == []


def test_the_engine_does_not_print() -> None:
    assert [fault for source in sources("engine") for fault in print_faults(source)] == []


PLANTED_SCREENS = frozenset(
    {"app.views.loss", "app.views.boundary", "app.panels.data_panel", "app.panels.training_panel"}
)


def test_views_and_panels_are_told_by_their_base() -> None:
    base = Source("app.views.view", "class View(ABC): ...")
    common = Source("app.views.curve_view", "class CurveView(View): ...")
    view = Source("app.views.loss", "class Loss(CurveView): ...")
    table = Source("app.views.table", "class Table(QTableView): ...")
    panel = Source("app.panels.data_panel", "class DataPanel(Panel): ...")
    piece = Source("app.panels.layer_cards", "class LayerCards(QWidget): ...")
    modules = [base, common, view, table, panel, piece]
    assert screens(modules) == {"app.views.loss", "app.panels.data_panel"}


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
        ("app.jobs.job", "from PySide6.QtCore import QObject"),
        ("app.jobs.job", "from app.session.session import Session"),
        ("app.session.session", "from app.views import VIEWS"),
        ("app.session.session", "from app import panels"),
        ("app.session.session", "from app.main_window import MainWindow"),
        ("app.look.theme", "import app.panels.data_panel"),
        ("app.views.loss", "from app.views.boundary import BoundaryView"),
        ("app.views.loss", "from app.views import boundary"),
        ("app.views.loss", "from app.panels.data_panel import DataPanel"),
        ("app.views.loss", "from app.main_window import MainWindow"),
        ("app.panels.data_panel", "from app.panels.training_panel import TrainingPanel"),
        ("app.panels.data_panel", "import app.views.loss"),
        ("app.panels.layer_cards", "from app.panels.data_panel import DataPanel"),
        ("app.command_line", "from app.views.view import View"),
        ("app.headless.job", "def run():\n    from app.session import session"),
    ],
)
def test_a_broken_import_rule_is_found(name: str, text: str) -> None:
    assert len(import_faults(Source(name, text), PLANTED_SCREENS)) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("engine.run", "import numpy as np\nfrom engine.network import Network"),
        ("engine.arrays", "def load():\n    import cupy"),
        ("engine.apprentice", "import apprentice"),
        ("app.trainer.serve", "from app.trainer.messages import Play\nimport engine.run"),
        ("app.jobs.background", "from app.trainer.host import Host\nimport engine.baseline"),
        ("app.session.session", "from PySide6.QtCore import QObject\nimport app.trainer.client"),
        ("app.views", "from app.views.loss import LossView"),
        ("app.views.loss", "from app.views.view import View\nfrom app.look import plot"),
        ("app.panels.data_panel", "from app.panels.layer_cards import LayerCards"),
        ("app.main_window", "from app.views import VIEWS\nfrom app.panels import data_panel"),
        ("app.command_line", "def run():\n    import app.session.session"),
    ],
)
def test_allowed_imports_pass(name: str, text: str) -> None:
    assert import_faults(Source(name, text), PLANTED_SCREENS) == []


def test_work_put_off_and_printing_are_found() -> None:
    source = Source("engine.run", "x = 1  # TODO later\n\ndef step():\n    print(x)\n")
    assert word_faults(source) == ["engine.run:1 holds TODO"]
    assert print_faults(source) == ["engine.run:4 prints"]
