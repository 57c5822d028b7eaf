"""lab.py: what it installs and when, what it refuses, and how it does without a display."""

import ast
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import lab

CLONE = Path(lab.__file__).parent


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that stands for a fresh clone, its path with a space."""
    root = tmp_path / "a clone"
    root.mkdir()
    for name in ("pyproject.toml", "constraints.txt", "build.spec"):
        (root / name).write_text(f"the first {name}")
    monkeypatch.setattr(lab, "ROOT", root)
    monkeypatch.setattr(lab, "ENVIRONMENT", root / ".venv")
    monkeypatch.setattr(lab, "PYTHON", root / ".venv" / "bin" / "python")
    monkeypatch.setattr(lab, "PROGRAM", root / "dist" / "backprop-lab")
    return root


@pytest.fixture
def commands(house: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list in which commands are recorded instead of being run; all succeed."""
    recorded: list[str] = []

    def record(command: list[str], *_: object, **__: object) -> int:
        if "venv" in command:
            make_environment(house, lab.python_version())
            recorded.append("create .venv")
        else:
            recorded.append(f"{command[2]} {command[-1]}")
        return 0

    monkeypatch.setattr(lab, "call", record)
    monkeypatch.setattr(lab, "missing_packages", lambda with_x11: [])
    return recorded


def make_environment(house: Path, version: str) -> None:
    """Make what a virtual environment of a Python version looks like from outside."""
    (house / ".venv" / "bin").mkdir(parents=True)
    (house / ".venv" / "bin" / "python").touch()
    (house / ".venv" / "pyvenv.cfg").write_text(f"home = /usr/bin\nversion = {version}.9\n")


FRESH = ["create .venv", "pip setuptools", "pip ."]
FRESH_DEVELOPMENT = ["create .venv", "pip setuptools", "pip .[dev]"]


def test_an_old_python_can_read_the_file() -> None:
    assert ast.parse(Path(lab.__file__).read_text(encoding="utf-8"), feature_version=(3, 7))


def test_an_old_python_is_refused_with_its_version_and_the_remedy() -> None:
    pretend = "import runpy, sys; sys.version_info = (3, 10, 13, 'final', 0)"
    code = f"{pretend}; runpy.run_path({lab.__file__!r}, run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer; this is Python 3.10.13" in done.stderr
    assert "https://www.python.org/downloads/" in done.stderr


def test_only_the_first_use_installs(commands: list[str]) -> None:
    lab.prepare(lab.PROGRAM_PACKAGES)
    assert commands == FRESH
    lab.prepare(lab.PROGRAM_PACKAGES)
    assert commands == FRESH


def test_developing_adds_its_packages_once_and_they_serve_the_program_too(
    commands: list[str],
) -> None:
    lab.prepare(lab.PROGRAM_PACKAGES)
    lab.prepare(lab.DEVELOPMENT_PACKAGES)
    assert commands == [*FRESH, "pip setuptools", "pip .[dev]"]
    lab.stamp(lab.PROGRAM_PACKAGES).unlink()
    lab.prepare(lab.PROGRAM_PACKAGES)
    assert len(commands) == 5


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_changed_requirements_install_again(house: Path, commands: list[str], name: str) -> None:
    lab.prepare(lab.DEVELOPMENT_PACKAGES)
    (house / name).write_text("the second")
    lab.prepare(lab.DEVELOPMENT_PACKAGES)
    assert commands == [*FRESH_DEVELOPMENT, "pip setuptools", "pip .[dev]"]


def test_an_interrupted_set_up_begins_anew(house: Path, commands: list[str]) -> None:
    make_environment(house, lab.python_version())
    lab.unfinished_mark().touch()
    (house / ".venv" / "half a package").touch()
    lab.prepare(lab.PROGRAM_PACKAGES)
    assert commands == FRESH
    assert not (house / ".venv" / "half a package").exists()
    assert not lab.unfinished_mark().exists()


def test_an_interruption_is_remembered(
    commands: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(command: list[str], *_: object, **__: object) -> int:
        raise KeyboardInterrupt

    lab.create_environment()
    monkeypatch.setattr(lab, "call", interrupt)
    assert lab.main(["setup"]) == 130
    assert "the next start takes it up again" in capsys.readouterr().err
    assert lab.unfinished_mark().exists()
    assert not lab.is_installed(lab.DEVELOPMENT_PACKAGES)


def test_another_pythons_environment_is_replaced(house: Path, commands: list[str]) -> None:
    make_environment(house, "3.9")
    lab.prepare(lab.PROGRAM_PACKAGES)
    assert commands == FRESH


def test_this_pythons_environment_is_kept(house: Path, commands: list[str]) -> None:
    make_environment(house, lab.python_version())
    lab.prepare(lab.PROGRAM_PACKAGES)
    assert commands == FRESH[1:]


def test_a_failing_pip_is_said_and_tried_again(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_environment(house, lab.python_version())
    monkeypatch.setattr(lab, "call", lambda *_, **__: 1)
    monkeypatch.setattr(lab, "missing_packages", lambda with_x11: [])
    assert lab.main(["setup"]) == 1
    assert "the packages could not be installed" in capsys.readouterr().err
    assert not lab.is_installed(lab.DEVELOPMENT_PACKAGES)


def test_missing_libraries_name_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    present = {"libGL.so.1", "libxcb-shape.so.0"}
    monkeypatch.setattr(lab, "can_load", lambda library: library in present)
    without_display = lab.missing_packages(with_x11=False)
    assert without_display == [
        "libegl1",
        "libglib2.0-0",
        "libxkbcommon0",
        "libfontconfig1",
        "libdbus-1-3",
    ]
    with_display = lab.missing_packages(with_x11=True)
    assert with_display[:5] == without_display
    assert with_display[5:] == [
        "libxcb-cursor0",
        "libxkbcommon-x11-0",
        "libxcb-icccm4",
        "libxcb-keysyms1",
    ]


def test_a_library_is_found_by_loading_it() -> None:
    assert not lab.can_load("libno-such-library.so.7")


def test_without_rights_the_command_to_type_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab, "privilege", lambda: None)
    with pytest.raises(lab.SetupError) as caught:
        lab.install_system_packages(["libgl1", "libegl1"], "Qt")
    command = "sudo apt-get install -y --no-install-recommends libgl1 libegl1"
    assert command in str(caught.value).splitlines()[1]


@pytest.mark.parametrize("prefix", [[], ["sudo", "-n"]])
def test_with_rights_the_packages_are_installed(
    prefix: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded: list[list[str]] = []
    monkeypatch.setattr(lab, "privilege", lambda: prefix)
    monkeypatch.setattr(lab.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(lab, "call", lambda command: recorded.append(command) or 0)
    lab.install_system_packages(["libgl1"], "Qt")
    start = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    assert recorded == [
        [*start, "update"],
        [*start, "install", "-y", "--no-install-recommends", "libgl1"],
    ]


@pytest.mark.parametrize(
    ("words", "headless"),
    [
        ([], ["run", "spiral", "--out", "out"]),
        (["mine.json"], ["run", "mine.json", "--out", "out"]),
        (["run", "xor", "--seed", "3"], ["run", "xor", "--seed", "3"]),
        (["list"], ["list"]),
        (["--version"], ["--version"]),
    ],
)
def test_without_a_display_the_window_becomes_a_run(words: list[str], headless: list[str]) -> None:
    assert lab.headless_words(words) == headless


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "wayland-0"}, True)],
)
def test_a_display_is_found(
    environment: dict[str, str], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab, "sys", SimpleNamespace(platform="linux"))
    assert lab.has_display(environment) is expected


def run_test(
    words: list[str], statuses: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> tuple[int, list[str]]:
    """Run `lab.py test`, its parts ending with these statuses; return its own and the parts."""
    parts: list[str] = []

    def end(command: list[str], *_: object, **__: object) -> int:
        part = " ".join(command[2:])
        parts.append(part)
        return next((status for name, status in statuses.items() if name in part), 0)

    monkeypatch.setattr(lab, "call", end)
    monkeypatch.setattr(lab, "prepare", lambda packages: None)
    monkeypatch.setattr(lab, "missing_build_packages", list)
    return lab.main(["test", *words]), parts


CHECKS = ["ruff check .", "ruff format --check .", "mypy"]


def test_the_program_is_packaged_when_the_build_changed(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    lab.PROGRAM.mkdir(parents=True)
    build = "PyInstaller --noconfirm --clean --log-level WARN build.spec"
    assert run_test([], {}, monkeypatch) == (0, [*CHECKS, build, "pytest --frozen"])
    assert run_test([], {}, monkeypatch) == (0, [*CHECKS, "pytest"])
    (house / "build.spec").write_text("the second")
    assert run_test(["-x"], {}, monkeypatch) == (0, [*CHECKS, "pytest -x"])
    assert run_test([], {}, monkeypatch) == (0, [*CHECKS, build, "pytest --frozen"])


@pytest.mark.parametrize("part", ["ruff check", "ruff format", "mypy", "pytest"])
def test_one_failing_part_fails_the_test_and_the_others_still_run(
    part: str,
    house: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(lab, "is_build_known", lambda: True)
    monkeypatch.delenv("CI", raising=False)
    status, parts = run_test([], {part: 1}, monkeypatch)
    assert (status, parts) == (1, [*CHECKS, "pytest"])
    assert capsys.readouterr().err == f"failed: {part}\n"


def test_a_failing_program_is_packaged_again_next_time(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab.PROGRAM.mkdir(parents=True)
    status, _ = run_test([], {"pytest": 1}, monkeypatch)
    assert status == 1
    assert not lab.is_build_known()


def test_help_needs_no_set_up() -> None:
    command = [sys.executable, "-S", "-E", str(CLONE / "lab.py"), "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "python3 lab.py test" in done.stdout
