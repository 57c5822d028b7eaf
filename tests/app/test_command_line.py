"""The command line as a person meets it: a program with words, output and an exit status."""

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from app.headless.versions import version
from engine.experiment.experiment import Experiment
from engine.experiment.files import decode, encode, save
from tests.app.headless.spiral import small_spiral

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, "-P", "-m", "app"]


def environment(**changes: str) -> Mapping[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | changes


def call(*words: str | Path, folder: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *map(str, words)],
        cwd=folder,
        env=environment(**changes),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def write(folder: Path, experiment: Experiment) -> Path:
    path = folder / "mine.json"
    save(experiment, path)
    return path


def metrics(folder: Path) -> list[dict[str, str]]:
    text = (folder / "metrics.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_run_leaves_figures_a_model_and_pictures(tmp_path: Path) -> None:
    mine = write(tmp_path, small_spiral(epochs=5))
    done = call("run", mine, "--out", "out", "--epochs", "3", "--seed", "9", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    out = tmp_path / "out"
    names = {"metrics.csv", "summary.json", "model.safetensors", "loss.png", "boundary.png"}
    assert {path.name for path in out.iterdir()} == names
    assert all(name in done.stdout for name in names)
    rows = metrics(out)
    assert [row["epoch"] for row in rows] == ["0", "1", "2", "3"]
    summary = json.loads((out / "summary.json").read_text())
    assert (summary["finished"], summary["interrupted"]) == (True, False)
    assert summary["experiment"]["training"]["epochs"] == 3
    assert summary["experiment"]["seed"] == 9


def test_a_race_is_run_by_its_name_and_takes_no_epochs(tmp_path: Path) -> None:
    done = call("run", "classic-valley", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "1. AdaGrad" in done.stdout
    out = tmp_path / "runs" / "classic-valley"
    names = {"losses.csv", "summary.json", "losses.png", "race.png"}
    assert {path.name for path in out.iterdir()} == names
    refused = call("run", "classic-valley", "--epochs", "3", folder=tmp_path)
    assert refused.returncode == 2
    assert "--epochs: a race does not take it" in refused.stderr


def test_run_says_where_the_results_are_when_nobody_chose(tmp_path: Path) -> None:
    mine = write(tmp_path, small_spiral(epochs=1))
    done = call("run", mine, folder=tmp_path)
    assert str(Path("runs") / "mine") in done.stdout
    assert (tmp_path / "runs" / "mine" / "summary.json").exists()


def test_the_same_experiment_gives_the_same_losses_bit_for_bit(tmp_path: Path) -> None:
    mine = write(tmp_path, small_spiral(epochs=20))
    measured = []
    for name in ("first", "second"):
        call("run", mine, "--out", name, folder=tmp_path)
        rows = metrics(tmp_path / name)
        measured.append([{**row, "seconds": ""} for row in rows])
    assert len(measured[0]) == 21
    assert measured[0] == measured[1]


def test_ctrl_c_keeps_what_was_measured(tmp_path: Path) -> None:
    mine = write(tmp_path, small_spiral(epochs=10_000_000))
    words = [*PROGRAM, "run", str(mine), "--out", "out"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        words, cwd=tmp_path, env=environment(), stdout=pipe, stderr=pipe, encoding="utf-8"
    ) as started:
        assert started.stderr is not None
        assert started.stderr.readline().startswith("epoch 1 of 10000000: train loss")
        started.send_signal(signal.SIGINT)
        output, _ = started.communicate(timeout=30)
    assert started.returncode == 130
    assert "(interrupted)" in output
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert summary["interrupted"] is True
    rows = metrics(tmp_path / "out")
    assert int(rows[-1]["epoch"]) == summary["epochs"] == len(rows) - 1 >= 1
    assert (tmp_path / "out" / "model.safetensors").stat().st_size > 0


def test_a_diverging_run_says_where_and_keeps_what_was_measured(tmp_path: Path) -> None:
    mine = write(tmp_path, small_spiral(learning_rate=1e6, epochs=200))
    done = call("run", mine, "--out", "out", folder=tmp_path)
    assert done.returncode == 1
    complaint = done.stderr.splitlines()[-1]
    assert "step" in complaint
    assert "smaller learning rate" in complaint
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert summary["diverged"]["step"] >= 1
    assert summary["diverged"]["place"] in complaint
    assert (tmp_path / "out" / "metrics.csv").exists()


def test_folds_are_trained_in_turn_and_summed_up_in_a_line(tmp_path: Path) -> None:
    mine = write(tmp_path, small_spiral())
    done = call("run", mine, "--folds", "3", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "3 folds in" in done.stdout
    assert "±" in done.stdout
    assert len(list((tmp_path / "runs" / "mine").glob("metrics-fold-*.csv"))) == 3
    refused = call("run", mine, "--folds", "1", folder=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("backprop-lab: --folds: must be a whole number between 2")


def test_without_qt_everything_but_the_pictures_is_written(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked" / "PySide6"
    blocked.mkdir(parents=True)
    (blocked / "__init__.py").write_text("raise ImportError('libGL.so.1: cannot open')")
    mine = write(tmp_path, small_spiral(epochs=1))
    path = os.pathsep.join((str(blocked.parent), str(ROOT)))
    done = call("run", mine, "--out", "out", folder=tmp_path, PYTHONPATH=path)
    assert done.returncode == 0
    names = {"metrics.csv", "summary.json", "model.safetensors"}
    assert {file.name for file in (tmp_path / "out").iterdir()} == names
    complaint = done.stderr.splitlines()[-1]
    assert "loss.png and boundary.png are left out" in complaint
    assert "libGL.so.1" in complaint
    assert "apt-get install" in complaint


def broken(**changes: object) -> str:
    """The text of an experiment file in which some fields are changed by hand."""
    values = json.loads(encode(small_spiral()))
    for path, value in changes.items():
        *outer, last = (int(part) if part.isdigit() else part for part in path.split("__"))
        place = values
        for part in outer:
            place = place[part]
        place[last] = value
    return json.dumps(values)


BROKEN_FILES = {
    "broken": ('{"format": 1,', "mine.json"),
    "truncated": (broken()[:100], "mine.json"),
    "empty": ("", "mine.json"),
    "newer": (broken(format=99), "update it"),
    "unknown layer": (broken(network__layers__0__type="conv"), "network.layers[0].type"),
    "0 units": (broken(network__layers__0__units=0), "network.layers[0].units"),
    "negative rate": (
        broken(training__optimizer__learning_rate=-1),
        "training.optimizer.learning_rate",
    ),
    "large batch": (broken(training__batch_size=21), "training.batch_size"),
}


@pytest.mark.parametrize("fault", BROKEN_FILES)
def test_a_file_that_cannot_be_used_is_refused_in_one_line(fault: str, tmp_path: Path) -> None:
    text, named = BROKEN_FILES[fault]
    mine = tmp_path / "mine.json"
    mine.write_text(text)
    done = call("run", mine, "--out", "out", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("backprop-lab: ")
    assert named in done.stderr
    assert "mine.json" in done.stderr
    assert mine.read_text() == text
    assert [path.name for path in tmp_path.iterdir()] == ["mine.json"]


REFUSED_WORDS = {
    "unknown experiment": (("run", "spirla"), "did you mean spiral"),
    "missing file": (("run", "nowhere.json"), "nowhere.json"),
    "no experiment": (("run",), "NAME|FILE"),
    "0 epochs": (("run", "spiral", "--epochs", "0"), "--epochs: must be"),
    "epochs in words": (("run", "spiral", "--epochs", "many"), "--epochs"),
    "negative seed": (("run", "spiral", "--seed", "-1"), "--seed: must be"),
    "unknown backend": (("run", "spiral", "--backend", "torch"), "numpy"),
    "unwritable folder": (("run", "spiral", "--out", "file/out"), "--out file/out: cannot be"),
    "unknown section": (("list", "planets"), "optimizers"),
    "unknown word": (("trian",), "no word or file “trian”"),
    "missing file to check": (("check", "nowhere.json"), "nowhere.json"),
}


@pytest.mark.parametrize("fault", REFUSED_WORDS)
def test_words_that_cannot_be_met_are_refused_in_one_line(fault: str, tmp_path: Path) -> None:
    words, named = REFUSED_WORDS[fault]
    (tmp_path / "file").write_text("kept")
    done = call(*words, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("backprop-lab")
    assert named in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_without_cupy_its_backend_is_refused_before_training(tmp_path: Path) -> None:
    (tmp_path / "cupy.py").write_text("raise ImportError('no CuPy here')")
    path = os.pathsep.join((str(tmp_path), str(ROOT)))
    words = ("run", "spiral", "--backend", "cupy", "--out", "out")
    done = call(*words, folder=tmp_path, PYTHONPATH=path)
    assert done.returncode == 2
    assert "CuPy is not installed" in done.stderr
    assert not (tmp_path / "out").exists()


def test_check_prints_a_line_for_each_tensor(tmp_path: Path) -> None:
    mine = write(tmp_path, small_spiral())
    done = call("check", mine, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    for tensor in ("0.dense.weight", "0.dense.bias", "2.dense.weight", "2.dense.bias"):
        line = next(line for line in done.stdout.splitlines() if line.startswith(tensor))
        assert line.endswith("agrees")


def test_list_starts_without_qt(tmp_path: Path) -> None:
    script = "import sys; from app.command_line import main; main(['list']); "
    script += "print([name for name in sys.modules if name.startswith(('PySide6', 'pyqtgraph'))])"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(),
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert "spiral" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        [*PROGRAM, "list"],
        env=environment(),
        cwd=tmp_path,
        stdout=write_end,
        stderr=subprocess.PIPE,
        timeout=60,
    )
    os.close(write_end)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_terminal_without_greek_letters_still_gets_the_list(tmp_path: Path) -> None:
    ascii_only = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = call("list", "optimizers", folder=tmp_path, **ascii_only)
    assert (done.returncode, done.stderr) == (0, "")
    assert "sgd" in done.stdout


def test_help_and_version(tmp_path: Path) -> None:
    done = call("--help", folder=tmp_path)
    assert done.returncode == 0
    for word in ("run", "list", "check", "download", "selftest"):
        assert f"\n    {word} " in done.stdout
    assert call("--version", folder=tmp_path).stdout == f"Backprop Lab {version()}\n"


def test_the_written_experiment_is_the_one_that_ran(tmp_path: Path) -> None:
    mine = write(tmp_path, small_spiral(epochs=1))
    call("run", mine, "--out", "out", folder=tmp_path)
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert decode(json.dumps(summary["experiment"]).encode()) == small_spiral(epochs=1)
