"""Set up and run Backprop Lab, from nothing but a Python.

    python3 lab.py                 set up on first use, then open the window
    python3 lab.py run spiral      any other words go to the program: run, list, check, selftest
    python3 lab.py setup           set up with everything that developing needs, and stop
    python3 lab.py test [...]      linter, formatter, type checker, tests; words go to pytest
    python3 lab.py bench [...]     measure the speed
    python3 lab.py build           package the program into dist/backprop-lab and try it

The packages go into the folder .venv beside this file, in the versions that constraints.txt pins.
Where a Linux lacks system libraries that Qt needs, they are installed if that is allowed without a
password, and the command that does it is printed if not. Without a display the window cannot open:
then the spiral experiment is trained without one and its pictures are left in the folder out.
"""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

# Older Pythons get as far as this line, so that they can say what is wrong: nothing in this file
# may be newer than their grammar (3.6), and nothing above this line newer than their library.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "Backprop Lab needs Python 3.11 or newer; this is Python {}.{}.{} ({}).\n"
        "Install a newer one from https://www.python.org/downloads/ or your package manager,\n"
        "and start lab.py with it, for example: python3.12 lab.py".format(
            *sys.version_info[:3], sys.executable
        )
    )

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PROGRAM = ROOT / "dist" / "backprop-lab"

PROGRAM_COMMANDS = ("run", "list", "check", "download", "selftest")
# The program needs the first alone; what checks, measures and packages it needs both.
PROGRAM_PACKAGES = "."
DEVELOPMENT_PACKAGES = ".[dev]"

# Shared library -> the Debian package that brings it.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


class SetupError(Exception):
    """Setting up cannot go on; the message says why and what to do."""


def main(words: list[str]) -> int:
    """Do what the words ask for and return the exit status."""
    commands = {"setup": setup, "test": test, "bench": bench, "build": build}
    try:
        if words and words[0] in ("-h", "--help"):
            say(str(__doc__).strip())
            return 0
        if words and words[0] in commands:
            return commands[words[0]](words[1:])
        return start(words)
    except (SetupError, OSError) as error:
        print(f"lab.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nlab.py: interrupted; the next start takes it up again", file=sys.stderr)
        return 130


# The commands


def start(words: list[str]) -> int:
    """Start the program; without a display, its work without a window."""
    prepare(PROGRAM_PACKAGES)
    environment = dict(os.environ)
    if not has_display(environment):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        words = headless_words(words)
    # -P: a folder named app or engine where the user happens to stand must not be taken for ours.
    command = [str(PYTHON), "-P", "-m", "app", *words]
    if os.name == "posix":
        # The program takes this process over: signals and exit status need no passing on.
        os.execve(command[0], command, environment)
    return call(command, environment, folder=Path.cwd())


def setup(words: list[str]) -> int:
    """Set up with everything that developing needs."""
    if words:
        raise SetupError(f"setup takes no words; it was given {' '.join(words)}")
    prepare(DEVELOPMENT_PACKAGES)
    return 0


def test(words: list[str]) -> int:
    """Check the code, package the program where the build changed, and run the tests."""
    prepare(DEVELOPMENT_PACKAGES)
    failed = [name for name, arguments in code_checks() if not passes(name, arguments)]
    # Words choose some of the tests: then nobody waits for the packaging.
    with_program = not words and (bool(os.environ.get("CI")) or not is_build_known())
    if with_program and not packages_the_program():
        failed.append("build")
        with_program = False
    frozen = ["--frozen"] if with_program else []
    if not passes("pytest", ["pytest", *frozen, *words]):
        failed.append("pytest")
    elif with_program:
        remember_build()
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def bench(words: list[str]) -> int:
    """Measure the speed of engine and window."""
    prepare(DEVELOPMENT_PACKAGES)
    return call([str(PYTHON), "-m", "tests.benchmarks", *words], environment=test_environment())


def build(words: list[str]) -> int:
    """Package the program into one folder, say its size, and try it."""
    if words:
        raise SetupError(f"build takes no words; it was given {' '.join(words)}")
    prepare(DEVELOPMENT_PACKAGES)
    if not packages_the_program() or not passes("pytest", ["pytest", "--frozen", "tests/smoke"]):
        return 1
    remember_build()
    return 0


# The parts of a test


def code_checks() -> list[tuple[str, list[str]]]:
    """Return the name and the module with its arguments of each check of the code."""
    return [
        ("ruff check", ["ruff", "check", "."]),
        ("ruff format", ["ruff", "format", "--check", "."]),
        ("mypy", ["mypy"]),
    ]


def passes(name: str, arguments: list[str]) -> bool:
    """Run a module of the environment as one part of the test; say and return how it ended."""
    say(f"-- {name}")
    started = time.monotonic()
    status = call([str(PYTHON), "-m", *arguments], environment=test_environment())
    if name != "pytest":  # which closes with a line of its own
        outcome = "passed" if status == 0 else f"failed with status {status}"
        say(f"{name}: {outcome} ({time.monotonic() - started:.1f} s)")
    return status == 0


def test_environment() -> dict[str, str]:
    """Return the environment variables for tests: off screen where there is no display."""
    environment = dict(os.environ)
    if not has_display(environment):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def packages_the_program() -> bool:
    """Package the program with PyInstaller; say its size and return whether that worked."""
    try:
        install_system_packages(missing_build_packages(), "packaging the program")
    except SetupError as error:
        print(f"build: {error}", file=sys.stderr)
        return False
    options = ["--noconfirm", "--clean", "--log-level", "WARN"]
    if not passes("build", ["PyInstaller", *options, "build.spec"]):
        return False
    say(f"{PROGRAM.relative_to(ROOT)}: {folder_size(PROGRAM) / 1e6:.0f} MB")
    return True


def folder_size(folder: Path) -> int:
    """Return the bytes of all files in a folder, each link counted as itself."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


def build_fingerprint() -> str:
    """Return what names the present build: the recipe and the packages that go into it."""
    return fingerprint(["build.spec", "pyproject.toml", "constraints.txt"])


def is_build_known() -> bool:
    """Tell whether the present build was made and tried already."""
    return read_stamp(PROGRAM.with_suffix(".stamp")) == build_fingerprint()


def remember_build() -> None:
    """Note that the present build was made and works."""
    PROGRAM.with_suffix(".stamp").write_text(build_fingerprint(), encoding="utf-8")


# The Python environment


def prepare(packages: str) -> None:
    """Make system libraries, environment and packages ready, as far as they are not."""
    if sys.platform.startswith("linux"):
        install_system_packages(missing_packages(with_x11="DISPLAY" in os.environ), "Qt")
    if not is_installed(packages):
        create_environment()
        install_packages(packages)


def is_installed(packages: str) -> bool:
    """Tell whether these packages were installed from the present files by this Python."""
    stamps = [stamp(DEVELOPMENT_PACKAGES)]  # which holds the program's packages too
    if packages == PROGRAM_PACKAGES:
        stamps.append(stamp(PROGRAM_PACKAGES))
    present = environment_fingerprint()
    return PYTHON.exists() and any(read_stamp(path) == present for path in stamps)


def stamp(packages: str) -> Path:
    """Return the file that is written once these packages are installed."""
    name = "program" if packages == PROGRAM_PACKAGES else "development"
    return ENVIRONMENT / f"lab-{name}.stamp"


def unfinished_mark() -> Path:
    """Return the file that stands in the environment while it is being filled."""
    return ENVIRONMENT / "lab-unfinished"


def environment_fingerprint() -> str:
    """Return what names the present environment: its packages, its Python and its place."""
    return fingerprint(["pyproject.toml", "constraints.txt"], python_version(), str(ROOT))


def fingerprint(names: list[str], *more: str) -> str:
    """Return a hash of the named files' contents and of more words."""
    contents = [(ROOT / name).read_bytes() for name in names]
    return hashlib.sha256(b"\0".join([*contents, *(word.encode() for word in more)])).hexdigest()


def read_stamp(path: Path) -> str:
    """Return what a stamp holds; nothing if it was never written."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


def python_version() -> str:
    """Return this Python's version without the patch level, e.g. 3.11."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def environment_version() -> str:
    """Return the environment's Python version without the patch level; nothing if unknown."""
    settings = ENVIRONMENT / "pyvenv.cfg"
    lines = settings.read_text(encoding="utf-8").splitlines() if settings.exists() else []
    pairs = [line.partition("=") for line in lines]
    versions = [value.strip() for key, _, value in pairs if key.strip().startswith("version")]
    return ".".join(versions[0].split(".")[:2]) if versions else ""


def create_environment() -> None:
    """Create .venv, anew where an earlier set-up was interrupted or was another Python's."""
    is_whole = PYTHON.exists() and not unfinished_mark().exists()
    if is_whole and environment_version() == python_version():
        return
    if importlib.util.find_spec("ensurepip") is None:
        install_system_packages([f"python{python_version()}-venv"], "the environment .venv")
    say(f"Setting up {ENVIRONMENT} with Python {python_version()}; this is done once.")
    if ENVIRONMENT.exists():
        shutil.rmtree(ENVIRONMENT)
    ENVIRONMENT.mkdir()
    unfinished_mark().touch()
    if call([sys.executable, "-m", "venv", str(ENVIRONMENT)]) != 0:
        raise SetupError(f"{ENVIRONMENT} could not be created; the lines above say why")


def install_packages(packages: str) -> None:
    """Install the program in place, with the packages it needs, in the pinned versions."""
    unfinished_mark().touch()
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install"]
    if not sys.stdout.isatty():
        pip += ["--quiet", "--progress-bar", "off"]
    pip += ["--constraint", "constraints.txt"]
    # The build tool first, in its pinned version, so that pip need not fetch another of its own.
    status = call([*pip, "setuptools"])
    if status == 0:
        status = call([*pip, "--no-build-isolation", "--editable", packages])
    # An interruption never gets here and leaves the mark: then the next start begins anew.
    unfinished_mark().unlink()
    if status != 0:
        raise SetupError(
            "the packages could not be installed; pip's lines above say why. "
            "If the network was away, start again once it is back: what is there is kept."
        )
    stamp(packages).write_text(environment_fingerprint(), encoding="utf-8")


# The system under it


def missing_packages(with_x11: bool) -> list[str]:
    """Return the Debian packages that Qt needs and this Linux lacks."""
    libraries = {**QT_LIBRARIES, **(X11_LIBRARIES if with_x11 else {})}
    return [package for library, package in libraries.items() if not can_load(library)]


def missing_build_packages() -> list[str]:
    """Return the Debian packages that PyInstaller needs and this Linux lacks."""
    if not sys.platform.startswith("linux"):
        return []
    packages = [] if shutil.which("objcopy") and shutil.which("objdump") else ["binutils"]
    # Debian's own Python leaves its shared library to a package of its own.
    if sys.base_prefix == "/usr" and not can_load(f"libpython{python_version()}.so.1.0"):
        packages.append(f"libpython{python_version()}")
    return packages


def can_load(library: str) -> bool:
    """Tell whether the system finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system_packages(packages: list[str], purpose: str) -> None:
    """Install Debian packages where that needs no password; else stop with the command to type."""
    if not packages:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    prefix = privilege()
    if prefix is None or shutil.which("apt-get") is None:
        raise SetupError(missing_text(command, purpose))
    say(f"Installing for {purpose}: {' '.join(packages)}")
    quiet = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    call([*quiet, "update"])  # if it fails, the lists that are there may still do
    if call([*quiet, *command[1:]]) != 0:
        raise SetupError(missing_text(command, purpose))


def missing_text(command: list[str], purpose: str) -> str:
    """Return the message that asks a person to install system packages."""
    text = f"{purpose} needs system packages that are missing. Install them with\n"
    text += f"    sudo {' '.join(command)}"
    if shutil.which("apt-get") is None:
        text += (
            "\nor, as there is no apt-get here, with your package manager (its names may differ)"
        )
    return text


def privilege() -> list[str] | None:
    """Return what stands before a command to run it as root without a password, if that works."""
    if os.geteuid() == 0:
        return []
    asks_nothing = ["sudo", "-n", "true"]
    if shutil.which("sudo") and subprocess.run(asks_nothing, capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def has_display(environment: dict[str, str]) -> bool:
    """Tell whether a window could be shown."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def headless_words(words: list[str]) -> list[str]:
    """Return the words that do without a window what these would do with one, and say so."""
    if words and (words[0] in PROGRAM_COMMANDS or words[0].startswith("-")):
        return words
    experiment = words[0] if words else "spiral"
    say(f"No display: training {experiment} without a window; the results go into out.")
    return ["run", experiment, "--out", "out"]


def call(command: list[str], environment: dict[str, str] | None = None, folder: Path = ROOT) -> int:
    """Run a command, by default in this folder, and return its exit status.

    Ctrl+C reaches the command itself; it is waited for before the interruption goes on.
    """
    with subprocess.Popen(command, cwd=folder, env=environment) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            process.wait()
            raise


def say(text: str) -> None:
    """Tell the person something, at once and before what a command prints next."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
